"""What flat files write in several ways: Amazon does so by marketplace and language."""
import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from ..core.times import read_time

_COUNTRY = re.compile(r'[A-Z]{2}')
# Amazon's own words for some that ISO 3166 calls otherwise.
_ISO = {'UK': 'GB', 'EL': 'GR'}
_FLAGS = {
    'true': True, 'yes': True, 'y': True, '1': True,
    'false': False, 'no': False, 'n': False, '0': False,
}
_PLAIN = re.compile(r'[+-]?\d{1,12}(?:\.\d{1,6})?')
_WITH_GROUPS = re.compile(r'([+-]?\d{1,3}(?:([.,\s])\d{3})(?:\2\d{3})*)(?:([.,])(\d{1,6}))?')
_COMMA = re.compile(r'([+-]?\d{1,12}),(\d{1,6})')
_DATE = re.compile(
    r'(?P<a>\d{1,4})(?P<by>[./-])(?P<b>\d{1,2})(?P=by)(?P<c>\d{2,4})'
    r'(?:[ T](?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?: ?(?P<zone>UTC|GMT|Z|[+-]\d{2}:?\d{2}))?)?'
)
_EARLIEST = datetime(1995, 1, 1, tzinfo=timezone.utc)
_CLOCKS = timedelta(days=1)


def read_country(text):
    """Return the ISO code of a country; '' if it is none.

    :rtype: str
    """
    code = text.strip().upper()
    return _ISO.get(code, code) if _COUNTRY.fullmatch(code) else ''


def read_flag(text):
    """Return a truth value; None if it is neither true nor false.

    :rtype: bool | None
    """
    return _FLAGS.get(text.strip().lower())


def read_amount(text):
    """Return an amount or a rate, as it is written in the United States or in Germany.

    A percent sign makes a rate of it. A separator alone, before three digits, is a decimal point,
    or a German comma: amounts are never written without decimals.

    :rtype: Decimal | None
    """
    text = text.strip().replace('\N{NO-BREAK SPACE}', ' ').replace('\N{MINUS SIGN}', '-')
    is_percent, text = text.endswith('%'), text.removesuffix('%').strip()
    amount = _read_number(text)
    return amount / 100 if is_percent and amount is not None else amount


def _read_number(text):
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    comma = _COMMA.fullmatch(text)
    if comma:
        return Decimal('.'.join(comma.groups()))
    grouped = _WITH_GROUPS.fullmatch(text)
    if not grouped or grouped[3] == grouped[2]:
        return None
    whole = grouped[1].replace(grouped[2], '')
    return Decimal(f'{whole}.{grouped[4] or 0}')


def read_date(text, now):
    """Return a moment, as Amazon writes it in several ways; without a zone, it is in UTC.

    :param datetime now: the present time (aware).
    :return: None if it is none, or absurd.
    :rtype: datetime (aware UTC) | None
    """
    moment = _read_iso(text.strip()) or _read_local(text.strip())
    return moment if moment and _EARLIEST <= moment <= now + _CLOCKS else None


def _read_iso(text):
    try:
        return read_time(text)
    except ValueError:
        return None


def _read_local(text):
    match = _DATE.fullmatch(text)
    if not match:
        return None
    zone = match['zone'] or 'UTC'
    zone = '+00:00' if zone in ('UTC', 'GMT', 'Z') else zone
    time = match['time'] or '00:00'
    time = time.zfill(5) if time.count(':') == 1 else time.zfill(8)
    try:
        return read_time(f'{_day(match)}T{time}{zone}')
    except ValueError:
        return None


def _day(match):
    """Return the day as ISO 8601 has it.

    Slashes are Great Britain's and France's as well as the United States': this report is Europe's.
    """
    first, second, third = match['a'], match['b'], match['c']
    year, month, day = (first, second, third) if len(first) == 4 else (third, second, first)
    year = f'20{year}' if len(year) == 2 else year
    return f'{year}-{month.zfill(2)}-{day.zfill(2)}'
