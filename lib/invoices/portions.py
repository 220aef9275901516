"""Which pieces go on which invoice: each piece once, by the parcel that it left in."""
from dataclasses import dataclass
from functools import reduce


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


def by_parcel(parcels, invoiced, to_invoice, prices):
    """Return what the invoices of each parcel are about.

    What was invoiced before was in the first parcels. What no parcel brings, such as shipping, goes
    with the first that is invoiced now. What is taken off goes with the first that costs as much:
    nothing is invoiced below zero.

    :param list[Portion] parcels: what has left, in the order in which it did.
    :param dict invoiced: pieces by line that were invoiced before.
    :param dict to_invoice: pieces by line.
    :param dict prices: of a piece, by line.
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
    if not portions:
        return whole(parcels, rest)
    taken_off = {line: pieces for line, pieces in rest.items() if prices.get(line, 0) < 0}
    added = {line: pieces for line, pieces in rest.items() if line not in taken_off}
    portions[0] = _together(portions[0], Portion(portions[0].day, added))
    for line, pieces in taken_off.items():
        portions = _taking_off(portions, {line: pieces}, prices)
    return portions


def _taking_off(portions, quantities, prices):
    """Return portions of which the first that costs as much has what is taken off.

    If none does, all are one; if that is not enough either, it waits for the next parcels.
    """
    for number, portion in enumerate(portions):
        with_it = _together(portion, Portion(portion.day, quantities))
        if costs(with_it, prices) >= 0:
            return [*portions[:number], with_it, *portions[number + 1:]]
    all_of_it = reduce(_together, [*portions, Portion(portions[-1].day, quantities)])
    return [all_of_it] if costs(all_of_it, prices) >= 0 else portions


def _together(first, second):
    """Return portions as one, of the second one's day."""
    return Portion(second.day, {
        line: first.quantities.get(line, 0) + second.quantities.get(line, 0)
        for line in {**first.quantities, **second.quantities}
    })


def costs(portion, prices):
    """Return what a portion costs.

    :param Portion portion: pieces by line.
    :param dict prices: of a piece, by line.
    :rtype: float
    """
    return sum(pieces * prices.get(line, 0) for line, pieces in portion.quantities.items())


def of_one_day(portions):
    """Return the first portions as one: all that left on the same day as the first.

    :param list[Portion] portions: in the order in which they left.
    :rtype: list[Portion]
    """
    if not portions:
        return []
    return [reduce(_together, (each for each in portions if each.day == portions[0].day))]


def _positive(quantities):
    return {line: pieces for line, pieces in quantities.items() if pieces > 1e-6}
