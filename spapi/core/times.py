"""Amazon's times: ISO 8601, see https://developer-docs.amazon.com/sp-api/docs/iso-8601."""
from datetime import datetime, timezone

from dateutil.parser import isoparse


def read_time(text):
    """Return the time that Amazon wrote.

    :param str text: a date and a time with its offset from UTC.
    :rtype: datetime (aware UTC)
    :raise ValueError: if it is not that.
    """
    try:
        time = isoparse(text)
        if time.tzinfo is None:
            raise ValueError("A time without an offset from UTC.")
        return time.astimezone(timezone.utc)
    except OverflowError:
        raise ValueError("A time before or after all others.") from None


def write_time(time):
    """Return the time as Amazon wants it. Less than a second is cut off.

    :param datetime time: an aware time.
    :rtype: str
    :raise ValueError: if it is naive: the server's time zone is never Amazon's.
    """
    if time.tzinfo is None:
        raise ValueError("Amazon is told aware times only.")
    return f'{time.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%SZ}'


def now():
    """Return the present time.

    :rtype: datetime (aware UTC)
    """
    return datetime.now(timezone.utc)
