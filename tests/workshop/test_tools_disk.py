import os
import subprocess
import sys
import tempfile
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ...workshop.tools import cache

# The tools, with something else in the place of the demo
TOOLS = """
import subprocess, sys, time
from pathlib import Path
from workshop.tools import cli
from workshop.tools.processes import Server, run_logged, run_shown
log = Path({log!r})
writes = ['dd', 'if=/dev/zero', 'of=/dev/full', 'count=1']

def demo(*_args):
    {demo}

cli._ready = lambda options, arguments: [None]
cli._demo = demo
sys.exit(cli.main(['demo']))
"""
WHO_MEETS_IT = {
    'the tools': "Path('/dev/full').write_text('x')",
    'a program that writes a log': "run_logged(writes, log, print)",
    'a program that is shown': "run_shown(writes)",
    'a program that only warns of it': "run_logged(['sh', '-c', 'dd if=/dev/zero of=/dev/full "
                                       "count=1 || true'], log, print); return 1",
    'a server': "server = Server('It', writes, log); server.process.wait(); server.check()",
    'the database': "import psycopg2.errors; raise psycopg2.errors.DiskFull("
                    "'could not extend file: No space left on device')",
}
NOTHING_IS_LEFT = (
    "import shutil; usage = type(shutil.disk_usage('/')); "
    "shutil.disk_usage = lambda path: usage(1, 1, 0)\n")


@tagged('-at_install', 'post_install')
class TestFullDisk(BaseCase):
    """Whoever meets a full disk, the person reads that it is full, and what to do."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        if not Path('/dev/full').exists():
            self.skipTest("this system has no /dev/full")

    def shown_by_tools(self, demo, before=''):
        """Return what the tools show that do something else than the demo, and fail."""
        script = before + TOOLS.format(log=f'{self.folder}/log', demo=demo)
        done = subprocess.run(
            [sys.executable, '-B', '-c', script], cwd=cache.REPOSITORY, capture_output=True,
            text=True, timeout=60, env={**os.environ, 'XDG_CACHE_HOME': str(self.folder)})
        self.assertTrue(done.returncode)
        return done.stdout + done.stderr

    def test_it_is_told_as_that(self):
        for who, demo in WHO_MEETS_IT.items():
            with self.subTest(who):
                shown = self.shown_by_tools(demo)
                self.assertIn("A disk is full", shown)
                self.assertIn("Make room there, then run the command again.", shown)
                self.assertNotRegex(shown, r"Traceback.*\n.*workshop/tools/cli.py")

    def test_where_it_is_full_is_said_and_how_to_have_the_cache_elsewhere(self):
        shown = self.shown_by_tools(WHO_MEETS_IT['the tools'], NOTHING_IS_LEFT)
        self.assertIn(f"0 MB are left in {self.folder / cache.ADDON}", shown)
        self.assertIn("XDG_CACHE_HOME", shown)

    def test_another_failure_is_told_as_it_was(self):
        shown = self.shown_by_tools("run_logged(['sh', '-c', 'echo no; false'], log, print)")
        self.assertIn("It ended with code 1", shown)
        self.assertNotIn("full", shown)

    def test_what_waits_for_ever_on_a_full_disk_is_stopped(self):
        shown = self.shown_by_tools("time.sleep(600)", NOTHING_IS_LEFT)
        self.assertIn("The disk is too full", shown)

    def test_what_python_wrote_half_is_not_believed(self):
        compiled = self.folder / cache.ADDON / 'pycache'
        compiled.mkdir(parents=True)
        self.shown_by_tools(WHO_MEETS_IT['the tools'])
        self.assertFalse(compiled.exists())
