import ast
import re
from pathlib import Path

from odoo.tests import BaseCase, tagged

ROOT = Path(__file__).parents[2]
PAGE = ROOT / 'SECURITY.md'
# What runs in Odoo's server.
PRODUCT = ('controllers', 'lib', 'migrations', 'models', 'services', 'spapi', 'wizards')
EXECUTE = {'execute', 'executemany', 'execute_values', 'mogrify', '_execute'}
# Names that run text as code, trust what they should not, or start programs.
DANGEROUS = {
    'eval', 'exec', 'safe_eval', '__import__', 'pickle', 'marshal', 'shelve', 'yaml',
    'subprocess', 'popen', 'system', 'urlopen', 'verify', 'check_hostname', 'CERT_NONE',
    '_create_unverified_context',
}
# The only way to name the certificates to trust; `test_unknown_certificates_are_not_trusted`.
TRUSTED = 'verify=_certificates(trust_env)'
TEST_NAME = re.compile(r'`(tests/[\w/]+\.py): (\w+)\.(test_\w+)`')


def product_files():
    return sorted(path for folder in PRODUCT for path in (ROOT / folder).rglob('*.py'))


def careless_statements(tree):
    """Return the line numbers of SQL that is put together from values.

    pylint-odoo looks for this, too, but trusts names: a statement that is built some lines above.
    """
    return [
        node.lineno for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in EXECUTE
        and node.args
        and not isinstance(node.args[0], ast.Constant)
    ]


def names_used(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.keyword):
            yield node.arg, node.value.lineno
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                yield from ((part, node.lineno) for part in alias.name.split('.'))


@tagged('-at_install', 'post_install')
class TestSecurityCode(BaseCase):

    def test_statements_are_not_put_together_from_values(self):
        for path in product_files():
            with self.subTest(path.relative_to(ROOT)):
                self.assertEqual(careless_statements(ast.parse(path.read_text())), [])

    def test_careless_statements_are_found(self):
        for careless in (
            'cr.execute(f"SELECT {name}")', 'cr.execute("SELECT %s" % name)',
            'cr.execute("SELECT " + name)', 'cr.execute("SELECT {}".format(name))',
            'query = "SELECT " + name\nself.env.cr.execute(query)', 'cr.execute(SQL(name))',
        ):
            with self.subTest(careless):
                self.assertTrue(careless_statements(ast.parse(careless)))
        good = ast.parse('cr.execute("SELECT %s", [name])')
        self.assertEqual(careless_statements(good), [])

    def test_nothing_runs_text_or_programs_or_trusts_all_certificates(self):
        self.assertGreater(len(product_files()), 80)
        for path in product_files():
            with self.subTest(path.relative_to(ROOT)):
                names = names_used(ast.parse(path.read_text().replace(TRUSTED, '')))
                self.assertEqual([use for use in names if use[0] in DANGEROUS], [])

    def test_no_route_is_open(self):
        """All routes of the addon's own take a login, and are checked against forgery."""
        routes = [
            {part.arg: ast.literal_eval(part.value) for part in node.keywords}
            for path in product_files() for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call) and getattr(node.func, 'attr', '') == 'route'
        ]
        self.assertEqual(len(routes), 3)
        for route in routes:
            self.assertEqual((route['auth'], route['type']), ('user', 'http'))
            self.assertTrue(route.get('csrf', True))


@tagged('-at_install', 'post_install')
class TestSecurityPage(BaseCase):
    """What `SECURITY.md` tells is true."""

    def test_page_names_tests_that_there_are(self):
        named = TEST_NAME.findall(PAGE.read_text())
        self.assertGreater(len(named), 30)
        for file, case, test in named:
            with self.subTest(f'{file}: {case}.{test}'):
                classes = {
                    node.name: {part.name for part in node.body
                                if isinstance(part, ast.FunctionDef)}
                    for node in ast.parse((ROOT / file).read_text()).body
                    if isinstance(node, ast.ClassDef)
                }
                self.assertIn(test, classes.get(case, ()))

    def test_page_names_a_test_for_each_threat(self):
        threats = PAGE.read_text().partition('## Who could')[2].partition('## Personal')[0]
        rows = [
            line for line in threats.splitlines()
            if line.startswith('| ') and not line.startswith('| Who |')
        ]
        self.assertGreater(len(rows), 20)
        for row in rows:
            with self.subTest(row):
                self.assertRegex(row, TEST_NAME)

    def test_each_file_of_security_tests_is_named(self):
        for path in (ROOT / 'tests' / 'security').glob('test_*.py'):
            self.assertIn(path.name, PAGE.read_text())
