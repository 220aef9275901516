import tempfile
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ..tools import odoo_source
from ..tools.console import Failure


@tagged('-at_install', 'post_install')
class TestOdooSource(BaseCase):
    """The tools take Odoo's source as GitHub or as the release archive lays it out."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.source = Path(folder.name)
        (self.source / 'odoo' / 'addons').mkdir(parents=True)
        (self.source / 'requirements.txt').touch()

    def release(self, *version_info):
        text = f"RELEASE_LEVELS = [FINAL] = ['final']\nversion_info = {version_info}\n"
        (self.source / 'odoo' / 'release.py').write_text(text)

    def test_github_has_most_addons_beside_the_package(self):
        (self.source / 'addons').mkdir()
        self.assertEqual(odoo_source.addons_folders(self.source), [self.source / 'addons'])

    def test_release_archive_has_all_addons_where_odoo_looks_anyway(self):
        self.assertEqual(odoo_source.addons_folders(self.source), [])

    def test_odoo_17_is_accepted(self):
        self.release(17, 0, 0, 'final', 0, '')
        odoo_source.check_series(self.source, "Do this.")

    def test_another_series_is_refused_with_its_name_and_a_remedy(self):
        self.release(18, 0, 0, 'final', 0, '')
        with self.assertRaisesRegex(Failure, r"is Odoo 18\.0; .*needs 17\.0\.\nDo this\."):
            odoo_source.check_series(self.source, "Do this.")

    def test_another_folder_is_refused(self):
        with self.assertRaisesRegex(Failure, "is not the root of Odoo's source"):
            odoo_source.check_series(self.source, "Do this.")
