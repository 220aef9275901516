import logging
import random
import time
from datetime import datetime, timezone

from psycopg2 import DatabaseError, InterfaceError, OperationalError, errorcodes
from psycopg2.errors import LockNotAvailable

from odoo import _
from odoo.exceptions import UserError
from odoo.tools import config

from .sql_log import sql_log_without_values

_logger = logging.getLogger(__name__)

MAX_TRIES = 5
# Two jobs that are in each other's way must not try again in step.
MAX_PAUSE = 1  # second
# What Odoo does with the requests of its users (odoo.service.model.retrying) when another
# transaction was faster.
ERRORS_TO_RETRY = {
    errorcodes.LOCK_NOT_AVAILABLE, errorcodes.SERIALIZATION_FAILURE, errorcodes.DEADLOCK_DETECTED
}
# The server goes away, or the connection is gone already (then there is no code).
ERRORS_OF_CONNECTION = ('08', '57P')


def is_transaction_lost(error):
    """Return whether an error is no fault of the statement: the whole transaction has to be redone.

    :param Exception error: what came of it.
    :rtype: bool
    """
    if type(error) in (DatabaseError, InterfaceError):
        return True  # None of the server's words: it went away in the middle of something.
    return isinstance(error, OperationalError) and (
        not error.pgcode
        or error.pgcode in ERRORS_TO_RETRY
        or error.pgcode.startswith(ERRORS_OF_CONNECTION)
    )


class AccountBusy(UserError):
    """Another job works for the account at this moment."""


class Outpaced(AccountBusy):
    """Others write the same records at this moment, such as the stock of the same products."""


def lock_account(account):
    """Keep jobs from working for an account until the transaction ends.

    :param amazon.account account: which one.
    :raise AccountBusy: if a job works for it at this moment.
    """
    # Read before: a transaction whose lock was refused can read nothing more.
    name = account.name
    try:
        account.env.cr.execute(
            'SELECT id FROM amazon_account WHERE id = %s FOR NO KEY UPDATE NOWAIT',
            [account.id],
            log_exceptions=False,
        )
    except LockNotAvailable:
        raise AccountBusy(_(
            "%s is being synchronized at this very moment. Wait a minute, then try again.", name
        )) from None


def _by_others(account):
    return _(
        "Others are changing the same records as %s at this very moment. "
        "Wait a minute, then try again.", account.name
    )


class Job:
    """One run of one kind of work for one account.

    The work is cut into steps. Each step is a transaction that begins by locking the account and
    ends with a commit, so that a job can be killed between any two lines: what it had done stays,
    what it had not done is found again in the database by the next run. Nothing is remembered from
    one step to the next in any other place.
    """

    def __init__(self, account, seconds):
        self._account = account
        self._cursor = account.env.cr
        self._stops_at = time.monotonic() + seconds

    @staticmethod
    def cron_seconds():
        """Return how long a scheduled job may work.

        :return: seconds, well inside the time after which Odoo ends a cron worker.
        :rtype: float
        """
        limit = config['limit_time_real_cron']
        if not limit or limit < 0:
            limit = config['limit_time_real']
        return 0.6 * (limit or 120)

    def seconds_left(self):
        return max(self._stops_at - time.monotonic(), 0)

    def wait_until(self, moment, at_most):
        """Wait between two steps, if it is not for long.

        Nothing is locked meanwhile. To end the job would cost a minute: scheduled actions are
        woken no sooner.

        :param datetime moment: until when (aware).
        :param timedelta at_most: what is not long.
        :return: whether that moment has come.
        :rtype: bool
        """
        wait = moment - datetime.now(timezone.utc)
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
        """
        for tries_left in reversed(range(MAX_TRIES)):
            # What was read before may be outdated: the lock opens the step's view of the database.
            self._cursor.commit()  # pylint: disable=invalid-commit
            try:
                with sql_log_without_values():
                    lock_account(self._account)
                    result = step()
                    self._cursor.commit()  # pylint: disable=invalid-commit
                return result
            except OperationalError as error:
                self._cursor.rollback()
                if error.pgcode not in ERRORS_TO_RETRY:
                    raise
                if not tries_left:
                    raise Outpaced(_by_others(self._account)) from None
                _logger.info("Another transaction was faster: the step is done again.")
                time.sleep(random.uniform(0, MAX_PAUSE))
            except Exception:
                self._cursor.rollback()
                raise
