"""How long this process may go on with its work before Odoo ends it.

With worker processes (`workers`), Odoo's watchdog counts the real time since a worker last said
that it is well. A cron worker says so before it sleeps, for up to a minute and ten seconds, and not
again until it has done all scheduled actions that are due (`WorkerCron` of `odoo.service.server`).
Then it is ended as `kill -9` does. Beside that, it is ended when it has used more than
`limit_time_cpu` of a processor since then.

Without worker processes, threads have `limit_time_real_cron` from when they began; later, the
server is started anew.
"""
import math
import threading
import time
import weakref
from contextlib import contextmanager

from odoo.service import server
from odoo.tools import config

try:
    import resource
except ImportError:
    resource = None  # on Windows, where Odoo has no worker processes

# What a step may take that was begun when a job's time was nearly up, and some more.
RESERVE = 15  # seconds
# Of a short limit, this much is kept.
SHARE_OF_RESERVE = 0.25
# Odoo lets workers sleep for so long beyond the interval (`self.pid % 10`, and less than a tenth).
MOST_JITTER = 10
# What a worker may need before its first scheduled action: it loads Odoo's models.
LOADING = 10
# Where nobody ends a process, such as in a shell; and where it has longer, for others wait, too.
USUAL_LIMIT = 120


class _Turn:
    """What a cron worker does between two signs of life, as far as it is known here."""

    def __init__(self):
        self._cursor = lambda: None
        self._ended = None
        self.last_sign = None  # at the earliest; monotonic, as all times here

    def begin(self, cursor):
        """Note that a scheduled action begins.

        :param odoo.sql_db.Cursor cursor: that holds it; all of a turn are held by the same.
        """
        if self._cursor() is cursor:
            return
        self._cursor = weakref.ref(cursor)
        before_sleep = time.monotonic() - server.SLEEP_INTERVAL - MOST_JITTER
        if self._ended is None:
            self.last_sign = before_sleep - LOADING
        else:  # The last turn's end was followed by a sign of life.
            self.last_sign = max(before_sleep, self._ended)

    def end(self):
        self._ended = time.monotonic()


_turn = _Turn()


@contextmanager
def scheduled_action(cursor):
    """Count the time of a scheduled action.

    :param odoo.sql_db.Cursor cursor: what holds it.
    """
    _turn.begin(cursor)
    try:
        yield
    finally:
        _turn.end()


def job_seconds():
    """Return how long the scheduled job that begins now may go on beginning steps.

    Others may be due in the same turn of the worker: half of what is left is theirs.

    :rtype: float
    """
    limit, left = min(_real_time(), _processor_time(), key=lambda limit_and_left: limit_and_left[1])
    left = min(left, USUAL_LIMIT) - min(RESERVE, SHARE_OF_RESERVE * limit)
    return max(left, 0) / 2


def _real_time():
    """Return how much time there was for this process, and what is left of it, in seconds."""
    thread = threading.current_thread()
    worker = getattr(getattr(thread, '_target', None), '__self__', None)
    if isinstance(worker, server.WorkerCron):
        limit = worker.watchdog_timeout or math.inf
        born = time.monotonic() - (time.time() - worker.watchdog_time)
        return limit, limit - (time.monotonic() - max(born, _turn.last_sign or born))
    began = getattr(thread, 'start_time', None)
    limit = _thread_limit()
    return limit, limit - (time.time() - began if began else 0)


def _thread_limit():
    limit = config['limit_time_real_cron']
    if not limit or limit < 0:
        limit = config['limit_time_real']
    return limit or USUAL_LIMIT


def _processor_time():
    """Return how much time of a processor there was for this process, and what is left of it."""
    limit = resource and resource.getrlimit(resource.RLIMIT_CPU)[0]
    if limit is None or limit == resource.RLIM_INFINITY:
        return math.inf, math.inf
    used = resource.getrusage(resource.RUSAGE_SELF)
    return config['limit_time_cpu'] or limit, limit - used.ru_utime - used.ru_stime
