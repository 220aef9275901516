"""How Amazon writes JSON and times, whatever the API."""
import datetime
import json
import re

_ISO_8601 = re.compile(
    r'(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)', re.ASCII)


def to_json(content):
    """Return the content as UTF-8 JSON.

    :rtype: bytes
    """
    return json.dumps(content, ensure_ascii=False).encode()


def timestamp(moment):
    """Return the time as Amazon writes it: ISO 8601, UTC, with milliseconds.

    :param datetime.datetime moment: An aware time in UTC.
    :rtype: str
    """
    return f'{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z'


def parse_time(text):
    """Return the time that an ISO 8601 date-time names.

    :param str text: Date, time and zone.
    :rtype: datetime.datetime
    :raise ValueError: If it is nothing of the kind.
    """
    match = _ISO_8601.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not an ISO 8601 date-time.")
    moment, fraction, zone = match.groups()
    microseconds = (fraction or '').ljust(6, '0')[:6]
    zone = '+00:00' if zone == 'Z' else zone
    moment = datetime.datetime.fromisoformat(f'{moment}.{microseconds}{zone}')
    return moment.astimezone(datetime.timezone.utc)
