"""Who cancels what, and why: asked for by the buyer, or done."""
import json
from dataclasses import dataclass, field

from ..core.lenient_fields import LenientFields
from ..core.texts import MAX_WORD


@dataclass(frozen=True)
class Cancellation:
    """The wish to cancel an item, or its being canceled, be it as a whole or in part.

    See `ItemCancellation` in the model orders_2026-01-01.json of
    https://github.com/amzn/selling-partner-api-models.

    :param str by: Amazon's word in lower case: 'buyer', 'merchant', 'amazon', or a new one; '' if
        unknown.
    :param str reason: Amazon's text; '' if there is none.
    """

    by: str
    reason: str = field(repr=False)


def cancellation_of(payload):
    """Return who canceled an order, or a part of it, and why. It never fails.

    :param str payload: an `OrderHeader.payload`.
    :return: what was done to the first of the items that were canceled; None if there is none, or
        the payload is unreadable.
    :rtype: Cancellation | None
    """
    try:
        content = json.loads(payload)
    except (TypeError, ValueError, RecursionError):
        return None
    items = LenientFields(content, "the order").sections('orderItems', "the items of the order")
    return first(map(read_cancellation, items))


def read_cancel_request(item):
    """Return what the buyer asks to cancel.

    :param LenientFields item: Amazon's `OrderItem`.
    :rtype: Cancellation | None
    """
    return _read(item, 'cancellationRequest', 'requester')


def read_cancellation(item):
    """Return what was canceled.

    :param LenientFields item: Amazon's `OrderItem`.
    :rtype: Cancellation | None
    """
    return _read(item, 'cancellationExecution', 'cancelledBy')


def first(cancellations):
    """Return the first one that there is.

    :param collections.abc.Iterable[Cancellation | None] cancellations: of each item.
    :rtype: Cancellation | None
    """
    return next(filter(None, cancellations), None)


def _read(item, key, by):
    cancellation = item.section('cancellation')
    if key in cancellation:
        fields = cancellation.section(key)
    elif by in cancellation:
        # As https://developer-docs.amazon.com/sp-api/docs/orders-api-migration-guide has it.
        fields = cancellation
    else:
        return None
    return Cancellation(
        by=fields.text(by, "person", MAX_WORD).lower(),
        reason=fields.text('cancelReason', "reason of cancellation"),
    )
