import ast
import re
import tempfile
import zipfile
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..tools import addon_build, cache
from ..tools.addon_python import with_translations_of_env
from ..tools.addon_rules import RULES, Leftover, Rule
from ..tools.console import Failure
from ..tools.pack import NOT_SHIPPED, pack
from ..tools.series import ALL


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

    def test_links_are_of_the_tree_but_for_what_a_series_has_otherwise(self):
        for series in ALL[1:]:
            with self.subTest(series):
                folder = addon_build.linked(series) / cache.ADDON
                self.assertFalse((folder / 'views' / 'amazon_order_views.xml').is_symlink())
                self.assertNotIn('<tree', (folder / 'views' / 'amazon_order_views.xml').read_text())
                self.assertEqual((folder / 'tools' / 'cache.py').resolve().parents[1],
                                 cache.REPOSITORY)


@tagged('-at_install', 'post_install')
class TestTranslationsOfEnv(BaseCase):
    """Since 18.0, Odoo wants texts to be translated by the environment."""

    def test_texts_are_translated_by_the_record_at_hand(self):
        before = (
            "from odoo import _, models\n"
            "def told(account):\n"
            "    return 'Größe', _('a %s', _('b'))\n"
            "class A(models.Model):\n"
            "    def one(self):\n"
            "        return [_('c') for _name in self]\n"
        )
        self.assertEqual(with_translations_of_env(before), (
            "from odoo import models\n"
            "def told(account):\n"
            "    return 'Größe', account.env._('a %s', account.env._('b'))\n"
            "class A(models.Model):\n"
            "    def one(self):\n"
            "        return [self.env._('c') for _name in self]\n"
        ))

    def test_what_is_no_recordset_translates_nothing(self):
        before = "class Job:\n    def do(self):\n        return _('a')\n"
        self.assertEqual(with_translations_of_env(before), before)

    def test_what_translates_nothing_stays(self):
        self.assertEqual(with_translations_of_env("from odoo import models\n"),
                         "from odoo import models\n")
