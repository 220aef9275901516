def to_odoo(moment):
    """Return a moment as Odoo keeps it.

    :param datetime moment: an aware moment in UTC, as `spapi` gives it, or None.
    :return: the same, naive and to the second; None for None.
    :rtype: datetime | None
    """
    return moment and moment.replace(tzinfo=None, microsecond=0)
