"""Odoo's own servers with worker processes, which run the scheduled actions in some seeds.

They are forked, as all that works here is, so that their clock is the course's.
"""
import os
import random
import signal
import time
from contextlib import suppress
from dataclasses import replace

import odoo
from odoo import SUPERUSER_ID, api
from odoo.service import server
from odoo.tools import config

from ...lib.series import SINCE_19
from .jobs import deliveries_job, find_account, orders_job

KINDS = {orders_job: 'orders', deliveries_job: 'pickings'}
SHARE_OF_SEEDS = 0.3
PATIENCE = 60  # seconds until the servers are ended, whether they are done or not
PATIENCE_AT_THE_END = 30  # seconds in which they may end by themselves
LOOK_EVERY = 0.2  # seconds
# Odoo's limits, and some that end workers in the middle of their work.
REAL_LIMITS = (120, 20, 8)
PROCESSOR_LIMITS = (60, 60, 5)


class Servers:
    """Which servers there are in a course: drawn apart from all else, none in most.

    :param int seed: the course's.
    """

    def __init__(self, seed):
        rng = random.Random(f'servers {seed}')
        is_there_any = rng.random() < SHARE_OF_SEEDS
        self.number = rng.choice([1, 2]) if is_there_any else 0
        self._workers = rng.choice([1, 2])
        self._limits = rng.choice(REAL_LIMITS), rng.choice(PROCESSOR_LIMITS)
        self._rng = rng

    def instead_of(self, tasks):
        """Return a task in which servers do what tasks would have done; without servers, these.

        :param list[Task] tasks: runs of scheduled actions, at once.
        :rtype: list[Task]
        """
        if not self.number:
            return tasks
        first = tasks[0]
        return [replace(first, function=servers_work, moment=None, arguments={
            'kinds': sorted({KINDS[task.function] for task in tasks}),
            'moments': [task.moment for task in tasks if task.moment],
            'number': self.number,
            'workers': self._workers,
            'limits': self._limits,
            'is_killed': self._rng.random() < 0.2,
        })]


def servers_work(registry, kinds, moments, number, workers, limits, is_killed):
    """Have servers run the account's scheduled actions, once each at least.

    :param list kinds: of work.
    :param list moments: what befalls the first workers.
    :param int number: how many servers.
    :param int workers: how many cron workers each has.
    :param tuple limits: how long a worker may take, and how much of a processor (seconds).
    :param bool is_killed: whether the servers die at once, in the end, or are asked to stop.
    :return: in words, if they did not come to an end in time.
    :rtype: str | None
    """
    config['limit_time_real_cron'], config['limit_time_cpu'] = limits
    config['max_cron_threads'], config['http_enable'], config['workers'] = workers, False, workers
    name = registry.db_name
    # Without, they work in every database.
    config['db_name'] = [name] if SINCE_19 else name
    with registry.cursor() as cr:
        account = find_account(api.Environment(cr, SUPERUSER_ID, {}))
        cron_ids = [account[f'{kind}_cron_id'].id for kind in kinds]
        _make_due(cr, cron_ids)
        before = _last_calls(cr, cron_ids)
    odoo.sql_db.close_all()  # Processes cannot share a connection.
    pids = [_fork_server(name, moments if not index else []) for index in range(number)]
    try:
        return _wait(registry, cron_ids, before)
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGKILL if is_killed else signal.SIGTERM)
        ends_at = time.monotonic() + PATIENCE_AT_THE_END
        for pid in pids:
            _bury(pid, ends_at)


def _bury(pid, ends_at):
    """See a server and its workers end, by force if they do not come to an end."""
    while not os.waitpid(pid, os.WNOHANG)[0]:
        if time.monotonic() > ends_at:
            os.kill(pid, signal.SIGKILL)
        time.sleep(LOOK_EVERY)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _make_due(cr, cron_ids):
    # Odoo's clock for this is the database's, which is the machine's.
    cr.execute(
        """
        UPDATE ir_cron
           SET active = (id = ANY(%s)), nextcall = now() AT TIME ZONE 'UTC' - INTERVAL '1 minute'
        """, [cron_ids])


def _last_calls(cr, cron_ids):
    cr.execute("SELECT id, lastcall FROM ir_cron WHERE id = ANY(%s)", [cron_ids])
    return dict(cr.fetchall())


def _wait(registry, cron_ids, before):
    stops_at = time.monotonic() + PATIENCE
    while time.monotonic() < stops_at:
        time.sleep(LOOK_EVERY)
        # The database may be gone for a moment.
        with suppress(odoo.sql_db.psycopg2.Error, odoo.sql_db.PoolError):
            with odoo.sql_db.db_connect('postgres').cursor() as cr:
                cr.execute("SELECT pg_notify('cron_trigger', %s)", [registry.db_name])
            with registry.cursor() as cr:
                now = _last_calls(cr, cron_ids)
            if all(now[cron_id] != before[cron_id] for cron_id in cron_ids):
                return None
        odoo.sql_db.close_all()
    return "not in time"


class _Server(server.PreforkServer):

    def __init__(self, moments):
        super().__init__(None)
        self._moments = list(moments)
        self._parent = os.getppid()

    def worker_spawn(self, klass, workers_registry):
        """Override of Odoo to have something befall the first workers."""
        moment = self._moments.pop(0) if self._moments else None

        class Befallen(klass):
            def start(self):
                started = super().start()
                if moment:
                    moment.arm()
                return started

        return super().worker_spawn(Befallen, workers_registry)

    def sleep(self):
        """Override of Odoo to not outlive who started it."""
        if os.getppid() != self._parent:
            raise KeyboardInterrupt
        return super().sleep()


def _fork_server(name, moments):
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        server.server = _Server(moments)
        server.server.run([name], False)
    finally:
        os._exit(0)
