"""Which times are reported apart, so that no report is too large to be read."""


def windows(days, since, until, most):
    """Return the parts of a time, each with so many orders at most, if they allow it.

    The orders of one day are never apart.

    :param list[tuple] days: when each day begins, and how many orders it has.
    :param datetime since: when the time begins.
    :param datetime until: when it ends.
    :param int most: orders.
    :return: beginning and end of each part.
    :rtype: list[tuple]
    """
    cuts, count = [since], 0
    for day, orders in sorted(days):
        if count and count + orders > most and since < day < until:
            cuts.append(day)
            count = 0
        count += orders
    return list(zip(cuts, [*cuts[1:], until], strict=True))
