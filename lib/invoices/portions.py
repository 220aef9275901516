"""Which pieces go on which invoice: each piece once, by the parcel that it left in."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Portion:
    """What one invoice is about.

    :param datetime.date day: when it was shipped.
    :param dict quantities: pieces by line of the order.
    """

    day: object
    quantities: dict


def whole(parcels, to_invoice):
    """Return what one invoice of all that is to be invoiced is about, on the last parcel's day.

    :param list[Portion] parcels: what has left, in the order in which it did.
    :param dict to_invoice: pieces by line.
    :rtype: list[Portion]
    """
    wanted = _positive(to_invoice)
    return [Portion(parcels[-1].day, wanted)] if parcels and wanted else []


def by_parcel(parcels, invoiced, to_invoice):
    """Return what the invoices of each parcel are about.

    What was invoiced before was in the first parcels. What no parcel brings, such as shipping, goes
    with the first that is invoiced now.

    :param list[Portion] parcels: what has left, in the order in which it did.
    :param dict invoiced: pieces by line that were invoiced before.
    :param dict to_invoice: pieces by line.
    :rtype: list[Portion]
    """
    before, left = dict(invoiced), _positive(to_invoice)
    portions = []
    for parcel in parcels:
        taken = {}
        for line, pieces in parcel.quantities.items():
            old = min(before.get(line, 0), pieces)
            before[line] = before.get(line, 0) - old
            taken[line] = min(pieces - old, left.get(line, 0))
            left[line] = left.get(line, 0) - taken[line]
        if _positive(taken):
            portions.append(Portion(parcel.day, _positive(taken)))
    rest = _positive(left)
    if not rest:
        return portions
    if not portions:
        return whole(parcels, rest)
    first, *others = portions
    together = {
        line: first.quantities.get(line, 0) + rest.get(line, 0)
        for line in {**first.quantities, **rest}
    }
    return [Portion(first.day, together), *others]


def of_one_day(portions):
    """Return the first portions as one: all that left on the same day as the first.

    :param list[Portion] portions: in the order in which they left.
    :rtype: list[Portion]
    """
    if not portions:
        return []
    quantities = {}
    for portion in portions:
        if portion.day == portions[0].day:
            for line, pieces in portion.quantities.items():
                quantities[line] = quantities.get(line, 0) + pieces
    return [Portion(portions[0].day, quantities)]


def _positive(quantities):
    return {line: pieces for line, pieces in quantities.items() if pieces > 1e-6}
