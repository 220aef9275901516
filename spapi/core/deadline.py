import math
import time

from .errors import Unavailable


class Deadline:
    """When Amazon is no longer waited for."""

    def __init__(self, seconds=None):
        """
        :param float seconds: how far it is away; None, if there is none.
        """
        self._passes_at = math.inf if seconds is None else time.monotonic() + seconds

    def check(self):
        """Check that something may still be begun.

        :raise Unavailable: if not.
        """
        self.seconds_left()

    def seconds_left(self, at_most=math.inf):
        """Return how long something may take that begins now.

        :param float at_most: how long it may take in any case.
        :return: seconds.
        :rtype: float
        :raise Unavailable: if nothing may be begun any more.
        """
        left = self._passes_at - time.monotonic()
        if left <= 0:
            raise Unavailable("Amazon was not asked, since there was no time left for an answer.")
        return min(left, at_most)
