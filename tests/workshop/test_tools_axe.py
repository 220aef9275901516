import subprocess
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ...workshop.tools import cache
from ...workshop.tools.console import Failure
from ...workshop.tools.pages import axe


@tagged('-at_install', 'post_install')
class TestAxe(BaseCase):
    """axe-core comes from npm, once; where it can't be had, the tours go on without it."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.startPatcher(patch.object(cache, 'CACHE', Path(folder.name)))

    def test_without_npm_it_is_said_why(self):
        self.startPatcher(patch('shutil.which', lambda _name: None))
        with self.assertRaisesRegex(Failure, "npm, which fetches axe-core, is not installed"):
            axe.find_or_fetch()

    def test_without_network_it_is_said_why_and_nothing_is_left(self):
        def out_of_reach(command, **_how):
            raise subprocess.CalledProcessError(1, command)

        self.startPatcher(patch('shutil.which', lambda name: name))
        self.startPatcher(patch('subprocess.run', out_of_reach))
        with self.assertRaisesRegex(Failure, "npm can't fetch axe-core"):
            axe.find_or_fetch()
        self.assertFalse([path for path in cache.CACHE.iterdir() if path.name != 'locks'])

    def test_what_is_there_is_not_fetched_again(self):
        there = cache.CACHE / f'axe-core-{axe.VERSION}.js'
        there.touch()
        self.startPatcher(patch('shutil.which', lambda _name: None))
        self.assertEqual(axe.find_or_fetch(), there)
