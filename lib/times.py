from datetime import timezone


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
