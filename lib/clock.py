"""The one clock that all servers share: the database's. A server's own may be wrong by hours."""
import time
from datetime import timedelta


def database_now(env):
    """Return the present time, as all servers see it: when the transaction began.

    :param Environment env: whose database.
    :return: a moment as Odoo keeps it (naive UTC, to the second).
    :rtype: datetime
    """
    return env.cr.now().replace(microsecond=0)


class DatabaseClock:
    """The database's clock, read once: it goes on without a transaction.

    :param Cursor cr: of the database.
    """

    def __init__(self, cr):
        self._beginning = cr.now()
        self._begun = time.monotonic()

    def now(self):
        """Return the present time (naive UTC).

        :rtype: datetime
        """
        return self._beginning + timedelta(seconds=time.monotonic() - self._begun)
