import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from odoo.tests import BaseCase, tagged

ROOT = Path(__file__).parents[2]
PATIENCE = 10  # seconds
STARTS = """
import sys
from pathlib import Path
from workshop.tools.processes import Server, run_line_by_line
log = Path(sys.argv[1])
sleep = [sys.executable, '-c', "import os, time; print(os.getpid(), flush=True); time.sleep(600)"]
if sys.argv[2] == 'server':
    print(Server("a server", [*sleep], log).process.pid, flush=True)
    sys.stdin.read()
else:
    run_line_by_line([*sleep], log, lambda line: print(line, end='', flush=True))
"""


@tagged('-at_install', 'post_install')
class TestKilledTools(BaseCase):
    """Whoever kills the tools, by mistake or for want of memory, has nothing left to clean up."""

    def started_by_killed_tools(self, how):
        """Return the process that tools have started which are killed then."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        tools = subprocess.Popen(
            [sys.executable, '-c', STARTS, f'{folder.name}/log', how], cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        pid = int(tools.stdout.readline())
        tools.kill()
        tools.communicate()
        return pid

    def is_running(self, pid):
        try:
            return Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[0] != 'Z'
        except FileNotFoundError:
            return False

    def test_nothing_is_left_running(self):
        if sys.platform != 'linux':
            self.skipTest("only Linux tells a process that its parent is gone")
        for how in ('server', 'command'):
            with self.subTest(how):
                pid = self.started_by_killed_tools(how)
                ends_at = time.monotonic() + PATIENCE
                while self.is_running(pid) and time.monotonic() < ends_at:
                    time.sleep(0.1)
                is_left = self.is_running(pid)
                if is_left:
                    os.kill(pid, signal.SIGKILL)
                self.assertFalse(is_left)
