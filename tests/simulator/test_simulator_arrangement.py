import ast
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ...workshop import simulator
from ...workshop.simulator.urls import ENDPOINTS

FOLDER = Path(simulator.__file__).parent
APIS = (
    'feeds', 'finances', 'inventory', 'listings', 'lwa', 'orders', 'orders_v0', 'reports',
    'sellers',
)
PARTS = {'__init__', 'urls', 'requests', 'answers', 'behaviour', 'errors'}
# What APIs have beside them: what becomes of the documents of feeds; how reports are made; a part
# of the answers on orders, which are long.
OTHER_PARTS = {
    'feeds': {'feed', 'feed_types', 'processing', 'processing_report'},
    'orders': {'packing'},
    'reports': {'processing', 'report', 'report_types', 'table'},
}


@tagged('-at_install', 'post_install')
class TestArrangement(BaseCase):

    def imports(self, folder):
        """Return pairs of a file and a module that it imports, relative to the simulator."""
        for path in folder.rglob('*.py'):
            package = path.relative_to(FOLDER).parent.parts
            for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
                if isinstance(node, ast.Import):
                    yield from ((path.name, (alias.name,)) for alias in node.names)
                elif isinstance(node, ast.ImportFrom):
                    up = len(package) + 1 - node.level
                    self.assertGreaterEqual(up, 0, f"{path} reaches out of the simulator")
                    above = package[:up] if node.level else ()
                    yield path.name, (*above, *(node.module or '').split('.'))

    def test_each_api_has_the_same_files(self):
        for api in APIS:
            with self.subTest(api):
                parts = {path.stem for path in (FOLDER / api).glob('*.py')}
                self.assertLessEqual(parts, PARTS | OTHER_PARTS.get(api, set()))
                self.assertLessEqual({'urls', 'behaviour'}, parts)

    def test_nothing_of_the_connector_is_used(self):
        used = {module[0] for _file, module in self.imports(FOLDER)}
        self.assertFalse(used & {'odoo', 'models', 'spapi', 'services', 'requests'})

    def test_what_all_apis_share_knows_none_of_them(self):
        for name in ('core', 'marketplace'):
            for file, module in self.imports(FOLDER / name):
                with self.subTest(file=file, module='.'.join(module)):
                    self.assertNotIn(module[0], {*APIS, 's3', 'seller_central', 'demo'})

    def test_operations_have_names_of_their_own(self):
        names = [endpoint.name for endpoint in ENDPOINTS]
        self.assertEqual(len(set(names)), len(names))
