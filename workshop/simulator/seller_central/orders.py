"""The part of the page that shows the orders."""
from html import escape

from ..marketplace.vocabulary import (
    AMAZON,
    BUYER,
    EXCHANGE,
    MERCHANT,
    NOT_FINISHED,
    NOT_PAID,
    OPEN,
    REPLACEMENT,
)
from .deeds import address_of
from .html_parts import ago, pill, readable, sub, table, time
from .more import more
from .shipments import packages

ORDERS_SHOWN = 100
_CHANNELS = {MERCHANT: "FBM", AMAZON: "FBA"}
_CANCELLERS = {BUYER: "the buyer", MERCHANT: "the merchant", AMAZON: "Amazon"}
_ASSOCIATIONS = {REPLACEMENT: "replaces", EXCHANGE: "in exchange for"}


def orders_table(orders, now, status):
    """Return the first orders of a list.

    :param list[Order] orders: The orders.
    :param datetime.datetime now: The time.
    :param str status: The status that all of them have, if that is why they are shown.
    :rtype: str
    """
    if not orders:
        return '<p class="empty">No orders here yet.</p>'
    rows = ''.join(_row(order, now, status) for order in orders[:ORDERS_SHOWN])
    rest = len(orders) - ORDERS_SHOWN
    older = f'<p class="empty">… and {rest} older ones.</p>' if rest > 0 else ''
    heads = (
        '<th>Order</th><th>Placed (UTC)</th><th>Marketplace</th><th>Status, packages</th>'
        '<th>Buyer</th><th>Items</th><th class="total">Total</th><th></th>')
    return table(heads, rows) + older


def _row(order, now, status):
    cells = (
        ('id', escape(order.order_id) + _programs(order) + _original(order)),
        ('time', _times(order, now)),
        ('', escape(order.marketplace.name) + sub(_CHANNELS[order.channel])),
        ('', pill(order.status, readable(order.status)) + packages(order) + _request(order)),
        ('buyer', _buyer(order)),
        ('items', ''.join(map(_item, order.items))),
        ('total', f'{order.total:,} {order.currency}'),
        ('do', _buttons(order, status)),
    )
    return '<tr>' + ''.join(f'<td class="{name}">{cell}</td>' for name, cell in cells) + '</tr>'


def _programs(order):
    tags = ''.join(
        f'<span class="tag">{escape(readable(program))}</span>' for program in order.programs)
    return f'<div>{tags}</div>' if tags else ''


def _original(order):
    if not order.replaces:
        return ''
    return sub(_ASSOCIATIONS[order.association]) + sub(order.replaces, 'reference')


def _times(order, now):
    times = time(order.created) + sub(f"updated {ago(now - order.updated)}")
    if order.status in NOT_FINISHED:
        times += sub(f"ship by {time(order.ship_by)}", 'warning' if order.ship_by < now else '')
    return times


def _request(order):
    reasons = [item.cancel_request for item in order.items if item.cancel_request]
    if not reasons or order.status not in OPEN:
        return ''
    return sub(f"buyer asks to cancel: {reasons[0]}", 'warning')


def _buyer(order):
    if order.buyer is None:
        return sub("no data")
    place = order.recipient and ', '.join(
        filter(None, [order.recipient.city, order.recipient.country]))
    return (
        escape(order.buyer.name or '') + sub(order.buyer.company or '') + sub(place or ''))


def _item(item):
    notes = []
    if item.shipped and item.unshipped:
        notes.append(f"{item.shipped} shipped")
    if item.gift_wrap or item.gift_message:
        notes.append("gift wrap")
    if item.discount or item.shipping_discount:
        notes.append("discount")
    look = '' if item.quantity else ' class="gone"'
    return (
        f'<div{look} title="{escape(item.title)}">{item.quantity} × '
        f'<code>{escape(item.sku)}</code></div>'
        + sub(' · '.join(notes)) + _cancellation(item) + _serial_numbers(item))


def _cancellation(item):
    if not item.cancelled_by:
        return ''
    by = _CANCELLERS[item.cancelled_by]
    reason = f": {item.cancel_reason}" if item.cancel_reason else ''
    return sub(f"{item.cancelled} canceled by {by}{reason}", 'warning')


def _serial_numbers(item):
    return sub(f"serial numbers {', '.join(item.serial_numbers)}") if item.serial_numbers else ''


def _buttons(order, status):
    buttons = []
    if order.status in NOT_PAID:
        buttons.append(('release', "Make unshipped", ''))
    if order.status in OPEN:
        buttons.append(('ship', "Ship", ''))
    if order.status in NOT_FINISHED:
        buttons.append(('cancel', "Cancel", ' danger'))
    return ''.join(
        f'<form method="post" action="{escape(address_of(deed, order, status))}">'
        f'<button class="small{look}">{label}</button></form>'
        for deed, label, look in buttons) + more(order, status)
