import logging
import random
import time
from contextlib import suppress
from datetime import timezone
from uuid import uuid4

from psycopg2 import Error

from .account_lock import AccountBusy, lock_account
from .budget import job_seconds
from .clock import DatabaseClock
from .sql_log import sql_log_without_values
from .transient import is_outpaced, is_transaction_lost, named
from .words import _

_logger = logging.getLogger(__name__)

MAX_TRIES = 5
# Two jobs that are in each other's way must not try again in step.
MAX_PAUSE = 1  # second


class Outpaced(AccountBusy):
    """Others write the same records at this moment, such as the stock of the same products."""


class Interrupted(AccountBusy):
    """What Odoo itself stands on gave way: the database, the connections to it, the disk."""


def _by_others(account):
    return _(
        "Others are changing the same records as %s at this very moment. "
        "Wait a minute, then try again.", account.name
    )


def interruption():
    """Return what a person is told of an error for which nothing that was tried is to blame.

    :rtype: Interrupted
    """
    return Interrupted(_(
        "Odoo's database or server could not go on at this very moment. Nothing is lost: wait a "
        "minute, then try again. If it happens again, ask who looks after the server."
    ))


class Job:
    """One run of one kind of work for one account.

    The work is cut into steps. Each step is a transaction that begins by locking the account and
    ends with a commit, so that a job can be killed between any two lines: what it had done stays,
    what it had not done is found again in the database by the next run. Nothing is remembered from
    one step to the next in any other place, but for what people are told of the run.
    """

    def __init__(self, account, seconds):
        self.token = uuid4().hex  # by which what it notes is known as its own
        self.dealt_with = set()  # database IDs: who waits for the job is told of these
        self.awaits = None  # how it was when somebody began it who waits: values for JSON
        self._account = account
        self._cursor = account.env.cr
        self._clock = DatabaseClock(self._cursor)
        self._stops_at = time.monotonic() + seconds

    @staticmethod
    def cron_seconds():
        """Return how long a scheduled job may work.

        :return: seconds, well inside the time after which Odoo ends whoever runs it.
        :rtype: float
        """
        return job_seconds()

    def seconds_left(self):
        return max(self._stops_at - time.monotonic(), 0)

    def wait_until(self, moment, at_most):
        """Wait between two steps, if it is not for long.

        Nothing is locked meanwhile. To end the job would cost a minute: scheduled actions are
        woken no sooner.

        :param datetime moment: until when, by the database's clock (aware).
        :param timedelta at_most: what is not long.
        :return: whether that moment has come.
        :rtype: bool
        """
        wait = moment.astimezone(timezone.utc).replace(tzinfo=None) - self._clock.now()
        if wait > at_most or wait.total_seconds() >= self.seconds_left():
            return False
        time.sleep(max(wait.total_seconds(), 0) + 0.01)
        return True

    def repeat(self, step):
        """Repeat a step until it says that there is no more to do, or the time is up.

        :param callable step: returns whether there is more to do.
        :return: whether there is more to do.
        :rtype: bool
        """
        while self.seconds_left():
            if not self.do(step):
                return False
        return True

    def do(self, step):
        """Do one step in a transaction of its own.

        :param callable step: what to do; its return value is passed on.
        :raise AccountBusy: if another job holds the account.
        :raise Outpaced: if other transactions were faster each time.
        :raise Interrupted: if the database could not go on.
        """
        for tries_left in reversed(range(MAX_TRIES)):
            try:
                # What was read before may be outdated: the lock opens the step's view of the
                # database.
                self._cursor.commit()  # pylint: disable=invalid-commit
                with sql_log_without_values():
                    lock_account(self._account)
                    result = step()
                    self._cursor.commit()  # pylint: disable=invalid-commit
                return result
            except Exception as error:
                self._roll_back()
                if isinstance(error, AccountBusy) or not is_transaction_lost(error):
                    raise
                if not is_outpaced(error):
                    _logger.warning("A job ends here, and goes on later: %s.", named(error))
                    raise interruption() from None
                if not tries_left:
                    raise Outpaced(_by_others(self._account)) from None
                _logger.info("Another transaction was faster: the step is done again.")
                time.sleep(random.uniform(0, MAX_PAUSE))

    def _roll_back(self):
        with suppress(Error):  # There is nothing to roll back where the connection is gone.
            self._cursor.rollback()
