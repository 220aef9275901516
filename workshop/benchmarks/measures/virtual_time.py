"""Time that is not waited for: it flows while there is work, and leaps to when work goes on."""
import contextlib
import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.sql_db import Cursor

# Odoo's cron workers look that often for what is due.
POLL = datetime.timedelta(minutes=1)


class VirtualTime:
    """A clock for all of this process: the connector's, Odoo's, its database's and Amazon's."""

    def __init__(self):
        self._begin = self._now = self.now()

    @contextlib.contextmanager
    def flowing(self):
        """Have the block see this time, which goes on as fast as it works."""
        with freeze_time(self._now, tick=True), patch.object(Cursor, 'now', lambda cr: self.now()):
            yield
            self._now = self.now()

    @staticmethod
    def now():
        """Return the time as whoever works sees it.

        :rtype: datetime.datetime
        """
        return datetime.datetime.utcnow()

    def now_is(self):
        """Return the time that this clock shows while nobody works (naive UTC)."""
        return self._now

    def leap_to(self, moment):
        """Go on when a cron worker finds that a moment has come: at once if that is in the past.

        :param datetime.datetime moment: a naive time, in UTC
        """
        if moment > self._now:
            polls = -((self._begin - moment) // POLL)
            self._now = self._begin + polls * POLL

    def minutes(self):
        """Return how many minutes went by since this time began."""
        return (self._now - self._begin).total_seconds() / 60
