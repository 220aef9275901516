"""Until when Amazon wants the invoice of a business order: the end of the next working day.

Its Invoice Defect Rate counts what comes later: by 23:59 of the next working day after the dispatch
was confirmed (Seller Central, help page 44QSYRCU27EW4UK). Of regions that have holidays of their
own, nobody says which count: days off in the whole country do.
"""
from datetime import datetime, time, timedelta, timezone
from functools import lru_cache

import holidays
from dateutil import tz

# Where Amazon takes invoices
# (https://developer-docs.amazon.com/sp-api/docs/create-and-upload-invoices;
# Belgium and Ireland by its page on the VAT Invoice Data Report), and by which clock they are late.
# Odoo brings dateutil's own time zones along, where the system has none.
ZONES = {
    'BE': 'Europe/Brussels',
    'DE': 'Europe/Berlin',
    'ES': 'Europe/Madrid',
    'FR': 'Europe/Paris',
    'GB': 'Europe/London',
    'IE': 'Europe/Dublin',
    'IT': 'Europe/Rome',
    'NL': 'Europe/Amsterdam',
    'PL': 'Europe/Warsaw',
    'SE': 'Europe/Stockholm',
}
# Where a region stands for the country: the United Kingdom's own list lacks Easter Monday.
_REGIONS = {'GB': 'ENG'}
_LAST_MINUTE = time(23, 59)
_SATURDAY = 5


def invoice_deadline(shipped, country_code):
    """Return until when Amazon wants the invoice of goods that were shipped.

    :param datetime shipped: when (naive UTC).
    :param str country_code: of the marketplace (ISO 3166-1), such as 'DE'.
    :return: a moment (naive UTC).
    :rtype: datetime
    """
    zone = tz.gettz(ZONES.get(country_code, 'UTC')) or timezone.utc
    day = shipped.replace(tzinfo=timezone.utc).astimezone(zone).date() + timedelta(days=1)
    while not is_working_day(day, country_code):
        day += timedelta(days=1)
    deadline = datetime.combine(day, _LAST_MINUTE, zone)
    return deadline.astimezone(timezone.utc).replace(tzinfo=None)


def is_working_day(day, country_code):
    """Return whether people work in a country: from Monday to Friday, but on holidays.

    :param date day: the day.
    :param str country_code: ISO 3166-1; of a country that nobody knows, weekends count alone.
    :rtype: bool
    """
    return day.weekday() < _SATURDAY and day not in _holidays(country_code, day.year)


@lru_cache(maxsize=64)
def _holidays(country_code, year):
    try:
        return frozenset(holidays.country_holidays(
            country_code, subdiv=_REGIONS.get(country_code), years=year
        ))
    except NotImplementedError:
        return frozenset()
