import fcntl
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from odoo.sql_db import close_all

from ..tools.machine import database
from ..tools.machine.embedded_postgresql import Cluster


@dataclass(frozen=True)
class DatabaseServer:
    """The server of the database, as far as it can be restarted.

    :param str database: the only one that may be hit.
    :param pathlib.Path cluster: the server's folder if nobody else uses it. Otherwise, a restart is
        what Odoo sees of one: all connections to the database are gone.
    """

    database: str
    cluster: Path | None = None

    def make_anew(self, template):
        """Make the database a copy of another one."""
        close_all()
        database.create(self.database, template)
        if self.cluster:
            # PostgreSQL takes the next values of sequences in a copy for logged, which they were in
            # the template: only from the next checkpoint on do they outlive a crash.
            self._execute("CHECKPOINT")

    def database_restart(self):
        """Let the server die at once, and start again; for one worker after the other."""
        if self.cluster:
            with (self.cluster / 'restart.lock').open('w') as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                Cluster(self.cluster).crash()
        else:
            self._execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [self.database])

    def _execute(self, statement, parameters=None):
        connection = psycopg2.connect(dbname='postgres')
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
        connection.close()
