import re
import shutil
import subprocess
import unittest

from odoo.tests import BaseCase, tagged

from ...workshop.tools import cache


@tagged('-at_install', 'post_install')
class TestCommands(BaseCase):
    """``make help`` tells of all that there is."""

    @unittest.skipUnless(shutil.which('make'), "make is not installed")
    def test_every_command_is_listed_and_says_what_it_does(self):
        makefile = (cache.REPOSITORY / 'Makefile').read_text(encoding='utf-8')
        [commands] = re.findall(r'^\.PHONY: (.*)$', makefile, re.MULTILINE)
        done = subprocess.run(['make', '--no-print-directory', 'help'], cwd=cache.REPOSITORY,
                              capture_output=True, text=True, check=True)
        listed = re.findall(r'^make (\S+) +\S.*$', done.stdout, re.MULTILINE)
        self.assertEqual(listed, commands.split())
