"""Odoo's own servers with worker processes, on a database of their own."""
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

import psycopg2

from odoo.sql_db import close_all, connection_info_for
from odoo.tests import get_db_name

from ..workshop.tools.machine import database
from .worker_case import WorkerCase, odoo_options

STARTED_WITHIN = 60  # seconds
LOOK_EVERY = 0.3  # seconds


class ServerCase(WorkerCase):
    """An account whose scheduled actions are run by real servers: on a copy of the database.

    What these do is seen, and changed, by SQL alone: no model of this process knows the copy.
    """

    def setUp(self):
        super().setUp()
        if not database.exists(get_db_name()):
            self.skipTest("the database is not one of make test")
        self.copy = f'{get_db_name()}_servers'
        self.servers = []

    def open_copy(self):
        """Copy the database as it is now; nothing but the account's orders is scheduled in it."""
        close_all()  # PostgreSQL copies a database that nobody uses.
        database.create(self.copy, template=get_db_name())
        self.addCleanup(database.drop, self.copy)
        # A statement ends with its worker, and does not hold its locks until it is done.
        self.execute(f'ALTER DATABASE "{self.copy}" SET client_connection_check_interval = 500')
        with self.transaction() as env:
            cron_id = self.account(env).orders_cron_id.id
        self.execute("UPDATE ir_cron SET active = (id = %s)", cron_id)
        # As if it were the original: a copy would ask first which one is to work with Amazon.
        self.execute("UPDATE amazon_account SET place = NULL")

    def start_server(self, *options):
        """Start a server with worker processes; it is ended with the test.

        :param str options: Odoo's.
        """
        log = tempfile.NamedTemporaryFile('w+', suffix='.log')  # noqa: SIM115 it lives with the test
        self.addCleanup(log.close)
        process = subprocess.Popen([
            sys.executable, '-m', 'odoo', '--no-http', '--workers=1', '--max-cron-threads=1',
            f'--database={self.copy}', *odoo_options(), *options,
        ], start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.addCleanup(self._end, process)
        self.servers.append(Path(log.name))

    def _end(self, process):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def states(self):
        """Return state, reason and attempts of the orders that are known, by reference.

        :rtype: dict[str, tuple]
        """
        return {ref: (state, reason, attempts) for ref, state, reason, attempts in self.execute(
            "SELECT amazon_order_ref, state, reason, attempts FROM amazon_order")}

    def log(self):
        return ''.join(path.read_text() for path in self.servers)

    def run_until(self, is_done, seconds):
        """Have the account's orders be due again and again, until something is done.

        :param callable is_done: whether it is.
        :param float seconds: how long that may last.
        """
        stops_at = time.monotonic() + seconds
        while not is_done():
            if time.monotonic() > stops_at:
                self.fail(f"{self.states()} {self.log()[-3000:]}")
            # Odoo's clock is the database's. A scheduled action that runs is locked.
            self.execute(
                """
                UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'UTC' - INTERVAL '1 minute'
                 WHERE id IN (SELECT id FROM ir_cron WHERE active FOR UPDATE SKIP LOCKED)
                """
            )
            self._notify()
            time.sleep(LOOK_EVERY)

    def _notify(self):
        with closing(self._connect('postgres')) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('cron_trigger', %s)", [self.copy])

    def execute(self, statement, *values):
        """Carry out an SQL statement in the copy.

        :return: the rows that it gives.
        :rtype: list[tuple]
        """
        with closing(self._connect(self.copy)) as connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def _connect(self, name):
        connection = psycopg2.connect(**connection_info_for(name)[1])
        connection.autocommit = True
        return connection
