import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ...workshop.tools.machine.odoo_server import Odoo, free_port
from ...workshop.tools.machine.odoo_source import Source
from ...workshop.tools.processes import running
from ...workshop.tools.series import of_source

ROOT = Path(__file__).parents[2]
PATIENCE = 10  # seconds
STARTS_WITHIN = 60
STARTED = 'HTTP service (werkzeug) running'
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


@tagged('-at_install', 'post_install')
class TestOdooRestarts(BaseCase):
    """Odoo that restarts itself, as it does after a long sleep of the laptop, comes up again."""

    def test_odoo_of_the_demo_answers_again(self):
        if not os.environ.get('ODOO_SRC'):
            self.skipTest("the tests were not started by make test")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(os.environ['ODOO_SRC'])
        odoo = Odoo(Source(path, of_source(path)))
        port = free_port()
        command = odoo.command(f'--http-port={port}', '--max-cron-threads=0')
        log = Path(folder.name, 'odoo.log')
        with running("Odoo", command, log, **odoo.process_settings()) as server:
            server.wait_until_it_answers(f'http://127.0.0.1:{port}/web/health', STARTS_WITHIN)
            server.process.send_signal(signal.SIGHUP)
            ends_at = time.monotonic() + STARTS_WITHIN
            while log.read_text().count(STARTED) < 2 and time.monotonic() < ends_at:
                server.check()
                time.sleep(0.2)
            self.assertEqual(log.read_text().count(STARTED), 2)
            server.wait_until_it_answers(f'http://127.0.0.1:{port}/web/health', STARTS_WITHIN)
