"""Moments as Odoo and `spapi` have them, and the days that they belong to, somewhere on Earth."""
from datetime import datetime, time, timedelta, timezone

import pytz

UTC = pytz.utc


def to_odoo(moment):
    """Return a moment as Odoo keeps it.

    :param datetime moment: an aware moment in UTC, as `spapi` gives it, or None.
    :return: the same, naive and to the second; None for None.
    :rtype: datetime | None
    """
    return moment and moment.replace(tzinfo=None, microsecond=0)


def to_aware(moment):
    """Return a moment as `spapi` takes it.

    :param datetime moment: a moment as Odoo keeps it (naive UTC).
    :return: the same, aware.
    :rtype: datetime
    """
    return moment.replace(tzinfo=timezone.utc)


def time_zone(*names):
    """Return the first time zone of some names that there is.

    :param str names: as `tz` of Odoo's contacts; those that are empty or unknown are passed over.
    :rtype: datetime.tzinfo
    """
    known = pytz.all_timezones_set
    return pytz.timezone(next((name for name in names if name in known), 'UTC'))


def zone_of_country(code):
    """Return the name of a country's time zone; of several, of the one that is named first.

    :param str code: ISO 3166-1 alpha-2, or nothing.
    :return: '' if there is none.
    :rtype: str
    """
    return next(iter(pytz.country_timezones.get(code, ())), '') if code else ''


def day_of(moment, zone):
    """Return the day of a moment in a time zone.

    :param datetime moment: naive UTC.
    :param datetime.tzinfo zone: whose day.
    :rtype: datetime.date
    """
    return UTC.localize(moment).astimezone(zone).date()


def end_of(day, zone, grace=timedelta()):
    """Return when a day is over in a time zone.

    :param datetime.date day: which one.
    :param datetime.tzinfo zone: whose day.
    :param timedelta grace: how long after midnight it still counts.
    :return: a moment (naive UTC).
    :rtype: datetime.datetime
    """
    midnight = zone.localize(datetime.combine(day + timedelta(days=1), time()))
    return midnight.astimezone(UTC).replace(tzinfo=None) + grace
