"""When something befalls a worker.

Moments are counted in what the worker does, not in seconds: a seed finds them again.
"""
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from psycopg2.pool import PoolError

from odoo.sql_db import ConnectionPool, Cursor

BEFORE, AFTER = True, False
PASSED = []  # the moments that have come in this process
# What is counted, and whether it befalls the worker before or after that.
PLACES = {
    'before statement': (Cursor, 'execute', BEFORE),
    'before commit': (Cursor, 'commit', BEFORE),
    'after commit': (Cursor, 'commit', AFTER),
    'before call': (httpx.HTTPTransport, 'handle_request', BEFORE),
    'after call': (httpx.HTTPTransport, 'handle_request', AFTER),
}


@dataclass(frozen=True)
class Moment:
    """Something that befalls the worker in which it is armed.

    :param str place: one of `PLACES`.
    :param int number: at the how manieth.
    :param callable deed: what happens then.
    """

    place: str
    number: int
    deed: Callable

    def __str__(self):
        return f"{self.deed.__name__.replace('_', ' ')} {self.place} {self.number}"

    def arm(self):
        """Have it happen in this process."""
        owner, name, is_before = PLACES[self.place]
        method = getattr(owner, name)
        times_left = self.number

        def counted(*args, **kwargs):
            nonlocal times_left
            times_left -= 1
            if is_before and not times_left:
                self._come()
            result = method(*args, **kwargs)
            if not is_before and not times_left:
                self._come()
            return result

        setattr(owner, name, counted)

    def _come(self):
        PASSED.append(self)
        self.deed()


def kill():
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def full_pool():
    """Have this process get no further connection to the database."""
    def refuse(*args, **kwargs):
        raise PoolError("The Connection Pool Is Full")

    ConnectionPool.borrow = refuse
