"""How many pieces of the items are ordered, and how many were shipped.

Amazon documents `quantityOrdered` as what the customer ordered, and not whether pieces that were
canceled still count. With and without them, the same numbers come out here: of an item that was
canceled, only what was shipped or is still to be shipped counts as ordered.
See `OrderItem` and `ItemFulfillment` in the model orders_2026-01-01.json of
https://github.com/amzn/selling-partner-api-models.
"""
from dataclasses import dataclass

from ..core.lenient_fields import LenientFields
from .cancellation import read_cancellation
from .statuses import CANCELLED, SHIPPED


@dataclass(frozen=True)
class ItemQuantities:
    """Pieces of an item; more may be shipped than ordered, for they have left all the same."""

    ordered: int
    shipped: int


def read_quantities(items, status):
    """Return the pieces of each item.

    :param list[Fields] items: Amazon's `OrderItem`s, all of an order.
    :param str status: the order's status.
    :rtype: list[ItemQuantities]
    :raise Unreadable: if a quantity is missing, of another type or absurd.
    """
    shipped = [_read_shipped(item) for item in items]
    if status == CANCELLED:
        # Nothing remains but what was shipped before, and Amazon may leave out the rest.
        ordered = shipped
    else:
        ordered = [_read_ordered(item, count) for item, count in zip(items, shipped, strict=True)]
    if status == SHIPPED and not any(shipped):
        # Amazon does not count, or not yet.
        shipped = ordered
    return [ItemQuantities(*counts) for counts in zip(ordered, shipped, strict=True)]


def _read_ordered(item, shipped):
    ordered = item.required_count('quantityOrdered', "quantity")
    lenient = LenientFields.of(item)
    fulfillment = lenient.section('fulfillment')
    unshipped = fulfillment.count('quantityUnfulfilled', "unshipped quantity")
    is_counted = 'quantityFulfilled' in fulfillment and unshipped is not None
    if is_counted and read_cancellation(lenient):
        return min(ordered, shipped + unshipped)
    return ordered


def _read_shipped(item):
    return item.section('fulfillment').count('quantityFulfilled', "shipped quantity") or 0
