import ast
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ...workshop.tools import cache
from ...workshop.tools.build import addon_build
from ...workshop.tools.build.addon_rules import RULES, Leftover, Rule
from ...workshop.tools.build.pack import NOT_SHIPPED, pack
from ...workshop.tools.checks import lint
from ...workshop.tools.console import Failure
from ...workshop.tools.series import ALL

VIEWS = Path('views', 'order', 'amazon_order_list_views.xml')

@tagged('-at_install', 'post_install')
class TestAddon(BaseCase):
    """``make addon`` writes for each series what its Odoo installs."""

    def packed(self, series):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        with patch('builtins.print'):
            pack(series, folder.name)
        return Path(folder.name)

    def test_each_series_has_its_version(self):
        for series in ALL:
            with self.subTest(series):
                folder = self.packed(series)
                manifest = ast.literal_eval(
                    (folder / 'amazon_connector' / '__manifest__.py').read_text())
                self.assertRegex(manifest['version'], rf'^{re.escape(series)}\.\d+\.\d+\.\d+$')
                missing = [path for path in manifest['data'] + manifest['demo']
                           if not (folder / 'amazon_connector' / path).is_file()]
                self.assertFalse(missing)

    def test_the_archive_has_the_folder_and_nothing_of_the_workshop(self):
        folder = self.packed('19.0')
        with zipfile.ZipFile(folder / 'amazon_connector-19.0.zip') as archive:
            names = [Path(name) for name in archive.namelist()]
        self.assertEqual({name.parts[0] for name in names}, {'amazon_connector'})
        at_the_top = {name.parts[1] for name in names if len(name.parts) > 1}
        self.assertFalse(at_the_top & NOT_SHIPPED)
        self.assertTrue({'models', 'spapi', 'README.md', 'LICENSE'} <= at_the_top)

    def test_there_is_what_browsers_are_given(self):
        for series in ALL:
            addons = self.packed(series)
            manifest = (addons / 'amazon_connector' / '__manifest__.py').read_text()
            for bundle, paths in ast.literal_eval(manifest)['assets'].items():
                for path in paths:
                    with self.subTest(series=series, bundle=bundle):
                        self.assertTrue(list(addons.glob(path)))

    def test_it_is_made_in_any_language_of_the_system(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, '-B', '-X', 'utf8=0', '-m', 'workshop.tools',
                 'addon', '--series=19.0', f'--into={folder}'],
                cwd=cache.REPOSITORY, capture_output=True, text=True, timeout=60,
                env={**os.environ, 'LC_ALL': 'C', 'PYTHONCOERCECLOCALE': '0'})
            self.assertEqual(done.returncode, 0, done.stderr)
            terms = Path(folder, cache.ADDON, 'i18n', 'de.po').read_text(encoding='utf-8')
        self.assertIn('ü', terms)

    def test_for_17_the_repository_is_the_addon_as_it_stands(self):
        self.assertFalse([path for path, text in addon_build.contents('17.0').items() if text])

    def test_a_rule_that_changes_nothing_fails_the_build(self):
        outdated = Rule('18.0', '*.xml', 'no such thing', '')
        with patch.object(addon_build, 'RULES', [*RULES, outdated]), self.assertRaisesRegex(
            Failure, "change nothing any more:\n.*no such thing"
        ):
            addon_build.contents('18.0')

    def test_something_of_an_older_series_fails_the_build(self):
        for series in ('18.0', '19.0'):
            for rule in RULES:
                if rule.since != series or rule.files.startswith(('__manifest__', 'wizards')):
                    continue
                if 'privilege_amazon' in rule.replacement and '(?=' in rule.pattern:
                    continue  # It adds something, and leaves nothing out.
                others = [other for other in RULES if other != rule]
                with self.subTest(rule.pattern), patch.object(
                    addon_build, 'RULES', others
                ), self.assertRaisesRegex(Failure, f"Odoo {series} does not know this"):
                    addon_build.contents(series)

    def test_what_was_in_other_words_than_a_rule_expects_is_found_all_the_same(self):
        for text in (
            '<tree>', '<list/></tree >', '<xpath expr="//tree" position="inside"/>',
            '<field name="view_mode">kanban,tree</field>', '<field mode="tree" name="line_ids"/>',
            '<div class="oe_chatter mt-3"/>', '<field name="detailed_type"/>',
            '<t t-name="kanban-box"/>',
        ):
            with self.subTest(text):
                self.assertTrue(self.leftovers('18.0', 'a.xml', text))
        for text in ('<!-- a <tree> -->', '<record id="view_a_tree"/>', '<field name="tree_id"/>'):
            with self.subTest(text):
                self.assertFalse(self.leftovers('18.0', 'a.xml', text))

    def leftovers(self, since, path, text):
        return [found for leftover in addon_build.LEFTOVERS if leftover.since == since
                for found in leftover.find(Path(path), text)]

    def test_a_leftover_is_told_with_its_line(self):
        leftover = Leftover('18.0', '*.xml', 'old')
        self.assertEqual(
            leftover.find(Path('a.xml'), '<!-- old\n -->\n<a/>\n <old/>'), [(4, '<old/>')])

    def test_lint_finds_names_that_only_a_build_does_not_know(self):
        def passes(module, *arguments, cwd):
            command = [sys.executable, '-m', module, *arguments]
            return not subprocess.run(command, cwd=cwd, capture_output=True).returncode

        files = {Path('__init__.py'): "from . import a\n", Path('a.py'): "LONG = 'é'\n"}
        with patch.object(lint, '_passes', passes), patch.object(
            addon_build, 'contents', return_value=files
        ):
            self.assertTrue(lint._ruff_of('19.0'))
            files[Path('a.py')] = "LONG = _('é')\n"
            self.assertFalse(lint._ruff_of('19.0'))

    def test_links_are_of_the_tree_but_for_what_a_series_has_otherwise(self):
        for series in ALL[1:]:
            with self.subTest(series):
                folder = addon_build.linked(series) / cache.ADDON
                self.assertFalse((folder / VIEWS).is_symlink())
                self.assertNotIn('<tree', (folder / VIEWS).read_text())
                self.assertEqual((folder / 'workshop' / 'tools' / 'cache.py').resolve().parents[2],
                                 cache.REPOSITORY)


@tagged('-at_install', 'post_install')
class TestAddonPlace(BaseCase):
    """``make addon`` replaces its own builds, and nothing else."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        self.repository = self.folder / 'src' / 'amazon_connector'
        (self.repository / '.git').mkdir(parents=True)
        (self.repository / '.git' / 'HEAD').touch()
        self.into = self.folder / 'into'
        self.target = self.into / 'amazon_connector'
        self.startPatcher(patch.object(cache, 'REPOSITORY', self.repository))

    def pack(self, into, *paths):
        files = {Path(path): 'new' for path in paths or ['__manifest__.py', 'models/a.py']}
        with patch.object(addon_build, 'contents', return_value=files), patch('builtins.print'):
            pack('19.0', str(into))

    def assert_refused(self, into, words):
        before = sorted(self.folder.rglob('*'))
        with self.assertRaisesRegex(Failure, words):
            self.pack(into)
        self.assertEqual(sorted(self.folder.rglob('*')), before)

    def test_the_repository_is_not_replaced(self):
        self.assert_refused(self.folder / 'src', "The repository is in .*, which would be replaced")
        self.assert_refused(self.repository / '..', "The repository is in ")

    def test_a_folder_that_holds_the_repository_is_not_replaced(self):
        inner = self.repository / 'x' / 'amazon_connector' / 'y'
        inner.mkdir(parents=True)
        with patch.object(cache, 'REPOSITORY', inner):
            self.assert_refused(self.repository / 'x', "The repository is in ")

    def test_inside_the_repository_it_is_written_below_dist_only(self):
        self.assert_refused(self.repository, "is in the repository")
        self.assert_refused(self.repository / 'models', "is in the repository")
        self.pack(self.repository / 'dist')
        self.pack(self.repository / 'dist' / '19.0')
        self.assertTrue((self.repository / 'dist/19.0/amazon_connector/models/a.py').is_file())

    def test_a_link_is_not_replaced(self):
        self.into.mkdir()
        self.target.symlink_to(self.repository)
        self.assert_refused(self.into, "is a link")
        self.target.rename(self.into / 'amazon_connector.unfinished')
        self.assert_refused(self.into, "is a link")

    def test_a_link_to_the_folder_of_the_repository_is_seen_through(self):
        self.into.symlink_to(self.folder / 'src')
        self.assert_refused(self.into, "The repository is in ")

    def test_what_is_not_of_a_build_is_kept(self):
        for name in ('notes.txt', 'models/mine.py'):
            with self.subTest(name):
                self.pack(self.into)
                path = self.target / name
                path.parent.mkdir(exist_ok=True)
                path.touch()
                self.assert_refused(self.into, f"not of a build, such as {name}")
                path.unlink()

    def test_a_clone_is_kept_whatever_an_archive_beside_it_lists(self):
        self.pack(self.into, '__manifest__.py', '.git/HEAD')
        self.assert_refused(self.into, "is a clone")

    def test_what_is_listed_by_an_archive_of_another_name_is_kept(self):
        self.pack(self.into, '__manifest__.py', 'notes.txt')
        archive = self.into / 'amazon_connector-19.0.zip'
        archive.rename(self.into / 'amazon_connector-backup.zip')
        archive.write_bytes(b'broken')
        self.assert_refused(self.into, "not of a build, such as notes.txt")

    def test_a_file_in_the_place_of_a_folder_is_kept(self):
        self.into.touch()
        self.assert_refused(self.into, "/into is a file")
        self.assert_refused(self.into / 'deeper', "/into is a file")
        self.into.unlink()
        self.into.mkdir()
        self.target.touch()
        self.assert_refused(self.into, "is a file")

    def test_an_older_build_is_replaced_with_all_that_it_had(self):
        self.pack(self.into, '__manifest__.py', 'models/old.py')
        (self.target / 'models' / '__pycache__').mkdir()
        (self.target / 'models' / '__pycache__' / 'old.cpython-311.pyc').touch()
        (self.into / 'amazon_connector.unfinished').mkdir()
        self.pack(self.into)
        names = sorted(path.name for path in self.target.rglob('*'))
        self.assertEqual(names, ['__manifest__.py', 'a.py', 'models'])
        self.assertEqual(sorted(path.name for path in self.into.iterdir()),
                         ['amazon_connector', 'amazon_connector-19.0.zip'])

    def test_a_build_that_breaks_off_leaves_the_older_one(self):
        self.pack(self.into)
        with patch('shutil.make_archive', side_effect=OSError("No space left on device")):
            self.assert_refused(self.into, "No space left on device")
