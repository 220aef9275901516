"""Processes that work in Odoo and can be killed, started within milliseconds.

They are forked from a process, the nursery, that has loaded Odoo and does nothing else. It is
itself forked before Amazon is simulated: workers must not hold Amazon's ends of connections.
"""
import gc
import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing import Pipe

from freezegun import freeze_time

from odoo.modules.registry import Registry
from odoo.sql_db import Cursor
from odoo.tools import config

from ...lib.transient import is_transaction_lost
from . import moments
from .moments import Moment

PATIENCE = 120  # seconds after which a worker hangs
KILLED, HANGING, DATABASE_GONE = "killed", "hanging", "the database is gone"


@dataclass(frozen=True)
class Task:
    """What a worker does.

    :param callable function: what it does: gets the registry and the arguments.
    :param str database: where.
    :param float ahead: by how many seconds the time there is ahead of the machine's.
    :param float skew: by how many seconds its server's clock is ahead of that: it is wrong.
    :param Moment moment: what befalls it, if anything.
    :param int seconds: how long a scheduled job may take, as Odoo's `limit_time_real_cron`.
    """

    function: Callable
    database: str
    arguments: dict = field(default_factory=dict)
    ahead: float = 0
    skew: float = 0
    moment: Moment | None = None
    seconds: int = 120

    def __str__(self):
        return self.function.__name__.replace('_', ' ')


@dataclass(frozen=True)
class Report:
    """What became of a task.

    :param str ending: why it ended, if it did not just finish.
    :param result: what the function returned.
    :param bool is_hit: whether its moment came and left it alive.
    """

    task: Task
    ending: str = ''
    result: object = None
    is_hit: bool = False

    @property
    def is_mishap(self):
        """Whether it ended as it never may."""
        return self.ending not in ('', KILLED, DATABASE_GONE)


class Nursery:
    """Where workers come from."""

    def __init__(self):
        self._link, link = Pipe()
        self._pid = os.fork()
        if not self._pid:
            self._link.close()
            _serve(link)
        link.close()

    def run(self, *tasks):
        """Have workers do tasks, all at once.

        :rtype: list[Report]
        """
        self._link.send(tasks)
        return self._link.recv()

    def close(self):
        self._link.close()
        os.waitpid(self._pid, 0)


def _serve(link):
    """Start workers until nobody wants any more. Does not return."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    clock = freeze_time(datetime.utcnow(), tick=True).start()
    gc.freeze()
    with suppress(EOFError):
        while True:
            workers = [_Worker(task, clock) for task in link.recv()]
            link.send([worker.report() for worker in workers])
    os._exit(0)


class _Worker:

    def __init__(self, task, clock):
        self._task = task
        self._link, link = Pipe(duplex=False)
        self._pid = os.fork()
        if not self._pid:
            link.send(_report(task, clock))
            os._exit(0)
        link.close()

    def report(self):
        """Wait for the worker's end.

        :rtype: Report
        """
        try:
            if self._link.poll(PATIENCE):
                return self._link.recv()
            os.kill(self._pid, signal.SIGKILL)
            return Report(self._task, HANGING)
        except EOFError:
            return Report(self._task, KILLED)
        finally:
            os.waitpid(self._pid, 0)
            self._link.close()


def _report(task, clock):
    try:
        return Report(task, result=_perform(task, clock), is_hit=bool(moments.PASSED))
    except Exception as error:
        if is_transaction_lost(error):
            return Report(task, DATABASE_GONE)
        return Report(task, traceback.format_exc())


def _perform(task, clock):
    clock.time_to_freeze += timedelta(seconds=task.ahead + task.skew)
    # The database's clock is right, whatever the server's is.
    Cursor.now = lambda cr: datetime.utcnow() - timedelta(seconds=task.skew)
    config['limit_time_real_cron'] = task.seconds
    if task.moment:
        task.moment.arm()
    registry = Registry(task.database).check_signaling()
    return task.function(registry, **task.arguments)
