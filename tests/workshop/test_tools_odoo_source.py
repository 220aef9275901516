import os
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ...workshop.tools import series
from ...workshop.tools.console import Failure
from ...workshop.tools.machine import odoo_source
from ...workshop.tools.machine.odoo_source import Source, find_or_fetch


@tagged('-at_install', 'post_install')
class TestOdooSource(BaseCase):
    """The tools take Odoo's source as GitHub, the release archive or Debian's package has it."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.source = Path(folder.name)
        (self.source / 'odoo' / 'addons').mkdir(parents=True)

    def release(self, *version_info):
        text = f"RELEASE_LEVELS = [FINAL] = ['final']\nversion_info = {version_info}\n"
        (self.source / 'odoo' / 'release.py').write_text(text)

    def find(self, **variables):
        """Find the source as if a user had set environment variables."""
        environment = {'ODOO_SRC': str(self.source), **variables}
        with patch.dict(os.environ, environment):
            if 'ODOO' not in variables:
                os.environ.pop('ODOO', None)
            return find_or_fetch()

    def test_github_has_most_addons_beside_the_package(self):
        (self.source / 'addons').mkdir()
        (self.source / 'odoo-bin').touch()
        self.assertEqual(
            Source(self.source, '17.0').addons_folders(), [self.source / 'addons'])

    def test_release_archive_has_all_addons_where_odoo_looks_anyway(self):
        self.assertEqual(Source(self.source, '17.0').addons_folders(), [])

    def test_the_series_of_a_source_is_found_out(self):
        for version in (17, 18, 19):
            with self.subTest(version):
                self.release(version, 0, 0, 'final', 0, '')
                self.assertEqual(self.find().series, f'{version}.0')

    def test_another_series_is_refused_with_its_name_and_a_remedy(self):
        self.release(16, 0, 0, 'final', 0, '')
        with self.assertRaisesRegex(Failure, r"is Odoo 16\.0; .*17\.0 or 18\.0 or 19\.0\.\nSet"):
            self.find()

    def test_a_path_that_odoo_would_take_for_two_is_refused(self):
        self.source = self.source / 'with, comma'
        (self.source / 'odoo').mkdir(parents=True)
        self.release(17, 0, 0, 'final', 0, '')
        with self.assertRaisesRegex(Failure, r"path of Odoo's source, .*, there is ,: .*\nSet"):
            self.find()

    def test_a_source_that_is_not_the_series_asked_for_is_refused(self):
        self.release(18, 0, 0, 'final', 0, '')
        self.assertEqual(self.find(ODOO='18.0').series, '18.0')
        with self.assertRaisesRegex(Failure, r"is Odoo 18\.0; what is needed is 19\.0\.\nSet"):
            self.find(ODOO='19.0')

    def test_a_series_that_there_is_not_is_refused(self):
        self.release(17, 0, 0, 'final', 0, '')
        with self.assertRaisesRegex(Failure, "16 is none of Odoo's series"):
            self.find(ODOO='16')

    def test_another_folder_is_refused(self):
        with self.assertRaisesRegex(Failure, "is not the root of Odoo's source"):
            self.find()

    def test_the_root_that_debian_s_package_was_unpacked_to_is_taken(self):
        root = self.source
        self.source = root / 'usr' / 'lib' / 'python3' / 'dist-packages'
        (self.source / 'odoo').mkdir(parents=True)
        self.release(19, 0, 0, 'final', 0, '')
        self.assertEqual(self.find(ODOO_SRC=str(root)), Source(self.source, '19.0'))
        self.assertEqual(self.find(), Source(self.source, '19.0'))

    def test_pages_do_not_miss_what_debian_leaves_out(self):
        cached = self.source / 'odoo-19.0'
        self.source = cached / odoo_source.PLACE_IN_DEBIAN
        (self.source / 'odoo').mkdir(parents=True)
        self.release(19, 0, 0, 'final', 0, '')
        with patch.object(odoo_source.cache, 'CACHE', cached.parent):
            found = odoo_source._in_cache('19.0')
        self.assertTrue((found.path / odoo_source.LEFT_OUT_BY_DEBIAN).is_file())

    def test_a_release_file_that_is_no_text_is_refused(self):
        (self.source / 'odoo' / 'release.py').write_bytes(b'# \xe9\n')
        with self.assertRaisesRegex(Failure, "is not the root of Odoo's source"):
            self.find()

    def test_older_code_does_not_run_on_python_3_13(self):
        folder = self.source / 'odoo' / 'tools'
        folder.mkdir()
        for allowed, is_running in (("'NOP',", False), ("'NOP', 'TO_BOOL',", True)):
            (folder / 'safe_eval.py').write_text(allowed)
            source = Source(self.source, '17.0')
            self.assertTrue(source.runs_on((3, 12)))
            self.assertEqual(source.runs_on((3, 13)), is_running)

    def test_each_series_has_locked_packages(self):
        folder = Path(__file__).resolve().parents[2] / 'workshop' / 'tools' / 'requirements'
        for name in series.ALL:
            with self.subTest(name):
                self.assertIn('psycopg2-binary==', (folder / f'{name}.txt').read_text())
