import logging
import time

from psycopg2 import OperationalError, errorcodes
from psycopg2.errors import LockNotAvailable

from odoo import _
from odoo.exceptions import UserError
from odoo.tools import config

_logger = logging.getLogger(__name__)

MAX_TRIES = 5
# What Odoo does with the requests of its users (odoo.service.model.retrying) when another
# transaction was faster.
ERRORS_TO_RETRY = {errorcodes.SERIALIZATION_FAILURE, errorcodes.DEADLOCK_DETECTED}


class AccountBusy(UserError):
    """Another job works for the account at this moment."""


class Job:
    """One run of one kind of work for one account.

    The work is cut into steps. Each step is a transaction that begins by locking the account and
    ends with a commit, so that a job can be killed between any two lines: what it had done stays,
    what it had not done is found again in the database by the next run. Nothing is remembered from
    one step to the next in any other place.
    """

    def __init__(self, account, seconds):
        self._account_id = account.id
        self._account_name = account.name
        self._cr = account.env.cr
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

    def is_over(self):
        return time.monotonic() >= self._stops_at

    def repeat(self, step):
        """Repeat a step until it says that there is no more to do, or the time is up.

        :param callable step: returns whether there is more to do.
        :return: whether there is more to do.
        :rtype: bool
        """
        while not self.is_over():
            if not self.do(step):
                return False
        return True

    def do(self, step):
        """Do one step in a transaction of its own.

        :param callable step: what to do; its return value is passed on.
        :raise AccountBusy: if another job holds the account.
        """
        for tries_left in reversed(range(MAX_TRIES)):
            try:
                self._lock()
                result = step()
                self._cr.commit()  # pylint: disable=invalid-commit
                return result
            except OperationalError as error:
                self._cr.rollback()
                if error.pgcode not in ERRORS_TO_RETRY or not tries_left:
                    raise
                _logger.info("Another transaction was faster, the step is done again: %s", error)
            except Exception:
                self._cr.rollback()
                raise

    def _lock(self):
        try:
            self._cr.execute(
                'SELECT id FROM amazon_account WHERE id = %s FOR NO KEY UPDATE NOWAIT',
                [self._account_id],
                log_exceptions=False,
            )
        except LockNotAvailable:
            raise AccountBusy(_(
                "%s is being synchronised at this very moment. "
                "Wait a minute, then look at the Amazon orders again.",
                self._account_name,
            )) from None
