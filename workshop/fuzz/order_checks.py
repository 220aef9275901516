"""What is true of every order that `spapi` makes of anything."""
from datetime import datetime

from ...spapi import CHANNELS, SOLD_STATUSES, STATUSES, cancellation_of
from .findings import is_storable, require

_CHANNELS = frozenset(CHANNELS.values())
_OF_BOTH = ('order_ref', 'marketplace_ref', 'channel', 'status', 'created', 'last_updated')
# What may take something off the order.
_SIGNED = ('other', 'discount', 'difference')
_MAX_WORD = 40
_MAX_SKU = 255
_MAX_TEXT = 500


def check_header(header):
    """Check that the inbox can keep an order, whatever it is.

    :param OrderHeader header: what was made of it.
    :raise Finding: if it can't.
    """
    require(header.order_ref, "The order has no reference to keep it by.")
    require(header.channel in {'', *_CHANNELS}, "The channel is not known.")
    require(header.payload.isascii() and header.payload.isprintable(), "The payload is not ASCII.")
    for time in (header.created, header.last_updated):
        require(time is None or not time.utcoffset(), "A time is not in UTC.")
    for text in (header.order_ref, header.marketplace_ref, header.status):
        require(isinstance(text, str) and len(text) <= _MAX_WORD, "A word is too long.")
        require(is_storable(text), "No database takes a word.")


def check_order(order, header):
    """Check that a sales order can be made of an order.

    :param Order order: what was made of it.
    :param OrderHeader header: what the inbox keeps of it.
    :raise Finding: if it can't.
    """
    for name in _OF_BOTH:
        require(getattr(order, name) == getattr(header, name), f"Order and inbox differ in {name}.")
    require(order.cancellation == cancellation_of(header.payload), "The cancellations differ.")
    require(order.status in STATUSES and order.channel in _CHANNELS, "Unknown status or channel.")
    require(isinstance(order.created, datetime), "The order has no date.")
    require(len(order.figures) == 16, "The order has no digest.")
    _check_charges(order)
    for item in order.items:
        is_named = 0 < len(item.code) <= _MAX_TEXT or order.status not in SOLD_STATUSES
        require(
            item.item_ref and (is_named or order.is_of_other_shop) and len(item.sku) <= _MAX_SKU,
            "An item cannot be found again.")
        require(min(item.quantity, item.quantity_shipped) >= 0, "A quantity is negative.")
    _check_people(order)
    require(is_storable(repr(order)), "No database takes a text of the order.")


def _check_people(order):
    for who in filter(None, (order.buyer, order.buyer.registered_at)):
        texts = [text for text in vars(who).values() if isinstance(text, str)]
        lines = [line for text in texts for line in text.split(', ')]
        require(max(map(len, lines)) <= _MAX_TEXT, "The buyer is too long.")
        require(all(map(is_storable, texts)), "No database takes a text of the buyer.")


def _check_charges(order):
    if order.status not in SOLD_STATUSES or order.is_of_other_shop:
        return
    require(order.items, "There is nothing to sell.")
    charges = [charge for item in order.items for charge in item.charges] + [*order.charges]
    require(sum(charge.amount for charge in charges) == order.total, "The charges miss the total.")
    for charge in charges:
        if charge.kind not in _SIGNED:
            require(charge.gross >= charge.discount >= 0, "A discount is larger than its price.")
        require(charge.tax >= 0, "A tax is negative.")
