import datetime
import threading


class Clock:
    """The simulator's time: the machine's, plus an offset that tests move.

    The time is read through `datetime` at each call, so that a frozen time (freezegun) is followed.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self._offset = datetime.timedelta()

    def now(self):
        """Return the current time as Amazon writes it: aware, UTC, to the millisecond.

        :return: The time.
        :rtype: datetime.datetime
        """
        return to_milliseconds(datetime.datetime.now(datetime.timezone.utc) + self._offset)

    def advance(self, seconds):
        """Move the clock.

        :param float seconds: How far; a negative number moves it back.
        """
        with self._lock:
            self._offset += datetime.timedelta(seconds=seconds)


def to_milliseconds(moment):
    """Return the time in UTC cut to the millisecond, the finest that Amazon's timestamps show.

    :param datetime.datetime moment: The time; a naive one is taken as UTC.
    :rtype: datetime.datetime
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    moment = moment.astimezone(datetime.timezone.utc)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
