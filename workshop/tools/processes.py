"""Other programs: run to their end, or beside the tools until these end.

Written so that older Pythons can read it, for a newer one may have to be fetched.
"""
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from . import disk
from .console import Failure, last_lines

PATIENCE = 10  # seconds to end in peace
PR_SET_PDEATHSIG = 1  # of Linux: see prctl(2)
MOST_TO_LISTEN_TO = 10_000  # bytes: the end of what a program says
_read_line_by_line = set()


def _end_with_the_tools():
    """Have the system end this process as soon as the tools are gone, be it that they were killed.

    What starts a process has to outlive it: for Linux, its parent is that thread.
    """
    if sys.platform == 'linux':
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Server:
    """A program that runs until it is told to stop, with all that it starts itself."""

    def __init__(self, name, command, log, script='', **settings):
        self.name = name
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open('w') as output:
            self.process = subprocess.Popen(  # in a session of its own: Ctrl-C is for the tools
                command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT,
                start_new_session=True, text=True, preexec_fn=_end_with_the_tools, **settings)
        self.process.stdin.write(script)
        self.process.stdin.close()

    def check(self):
        """Raise a failure if the program has ended."""
        if self.process.poll() is not None:
            raise Failure(
                f"{last_lines(self.log)}\n{self.name} ended by itself; its log: {self.log}")

    def wait_until_it_answers(self, url, timeout):
        """Return as soon as the program answers an HTTP request.

        :param str url: what to ask for
        :param int timeout: in seconds
        :raise Failure: if the program ends, or does not answer in time
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            self.check()
            try:
                urllib.request.urlopen(url, timeout=timeout).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
        raise Failure(f"{self.name} does not answer at {url}; its log: {self.log}")

    def stop(self):
        """Let the program end, and make it end if it takes too long."""
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        self._signal(signal.SIGKILL)
        self.process.wait()

    def _signal(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def run_logged(command, log, progress, describe=lambda line: None, **settings):
    """Run a command to its end and show how far it got.

    :param list command: program and arguments
    :param pathlib.Path log: file for its output; overwritten
    :param progress: what :func:`.console.step` gave
    :param describe: makes a line of output a few words to show, or None
    :param settings: as :func:`run_line_by_line` takes them
    :raise Failure: with the end of the output, if the command fails
    """
    def show(line):
        words = describe(line)
        if words:
            progress(words)

    code = run_line_by_line(command, log, show, **settings)
    if code:
        raise Failure(f"{last_lines(log)}\nIt ended with code {code}. The whole log: {log}")


def run_line_by_line(command, log, take_note, script='', **settings):
    """Run a command to its end, and have each line of its output read at once.

    :param list command: program and arguments
    :param pathlib.Path log: file for its output; overwritten
    :param take_note: is given each line
    :param str script: what the command reads from its standard input
    :param settings: :class:`subprocess.Popen`'s keyword arguments
    :return: the exit code
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open('w') as output, subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors='replace', preexec_fn=_end_with_the_tools, **settings,
    ) as process:
        _read_line_by_line.add(process)
        try:
            process.stdin.write(script)
            process.stdin.close()
            for line in process.stdout:
                disk.listen(line)
                output.write(line)
                take_note(line)
        except BaseException:
            _end([process])
            raise
        finally:
            _read_line_by_line.discard(process)
    return process.returncode


def run_shown(command, **settings):
    """Run a command to its end, and show what it says at once, be it half a line.

    :param list command: program and arguments
    :param settings: :class:`subprocess.Popen`'s keyword arguments
    :raise subprocess.CalledProcessError: if the command fails
    """
    sys.stdout.flush()
    said = b''
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        preexec_fn=_end_with_the_tools, **settings,
    ) as process:
        for some in iter(process.stdout.read1, b''):
            sys.stdout.buffer.write(some)
            sys.stdout.buffer.flush()
            said = (said + some)[-MOST_TO_LISTEN_TO:]
    disk.listen(said.decode(errors='replace'))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def end_what_runs_line_by_line():
    """End the programs of other threads: what interrupts the tools reaches only the main one."""
    _end(list(_read_line_by_line))


def _end(processes):
    for process in processes:
        process.terminate()
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        process.kill()


@contextlib.contextmanager
def running(name, command, log, script='', **settings):
    """Run a :class:`Server` for the length of a ``with`` block.

    :param str script: what the program reads from its standard input
    """
    server = Server(name, command, log, script, **settings)
    try:
        yield server
    finally:
        server.stop()
