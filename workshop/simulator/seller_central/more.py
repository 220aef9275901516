"""What is done to an order more rarely: a small window of forms behind one button."""
from html import escape

from ..marketplace.order import Buyer
from ..marketplace.vocabulary import (
    AMAZON,
    BUYER,
    CANCELLED,
    EXCHANGE,
    MERCHANT,
    NOT_FINISHED,
    ON_THE_WAY,
    OPEN,
    PENDING,
    REPLACEMENT,
)
from .deeds import UNITS, address_of
from .html_parts import readable

_CANCELLERS = {BUYER: "Buyer", MERCHANT: "Merchant", AMAZON: "Amazon"}
_ASSOCIATIONS = {REPLACEMENT: "Replace", EXCHANGE: "Exchange"}


def more(order, status):
    """Return the button and its window, if there is anything more to do to an order.

    :param Order order: The order.
    :param str status: The status of the orders that are shown afterwards; None for all.
    :rtype: str
    """
    def button(label, deed, attributes=''):
        address = escape(address_of(deed, order, status))
        return f'<button class="small" formaction="{address}" {attributes}>{label}</button>'

    forms = ''.join(form(order, button) for form in _FORMS)
    if not forms:
        return ''
    name = f'more-{escape(order.order_id)}'
    return (
        f'<button class="small" popovertarget="{name}">More…</button>'
        f'<div popover class="more" id="{name}"><h3>Order {escape(order.order_id)}</h3>'
        f'{forms}</div>')


def _form(title, *lines):
    lines = ''.join(f'<p>{line}</p>' for line in lines)
    return f'<form method="post"><h4>{title}</h4>{lines}</form>'


# === SOME OF IT === #


def _ship(order, button):
    if order.status not in OPEN:
        return ''
    return _form("Ship", *_units(order), button("Ship these", 'ship-part'))


def _label(order, button):
    if order.status not in OPEN or order.channel != MERCHANT:
        return ''
    return _form(
        "Buy a label from Amazon", *_units(order),
        '<label><input type="checkbox" name="is_counted"> it counts as shipped at once</label>',
        button("Buy it", 'buy-label'))


def _packages(order, button):
    return ''.join(_package(package, button) for package in order.packages)


def _package(package, button):
    name = f'<input type="hidden" name="package" value="{escape(package.reference)}">'
    if package.status == PENDING:
        deeds = (
            button("Cancel the label", 'cancel-label')
            + button("The carrier has it", 'hand-over'))
    elif package.status == CANCELLED:
        deeds = ''
    else:
        options = ''.join(
            f'<option value="{status}">{readable(status)}</option>' for status in ON_THE_WAY)
        deeds = f'<select name="package_status">{options}</select>' + button("Move", 'move-package')
    return _form(
        f"Package {escape(package.reference)}, {escape(readable(package.status).lower())}",
        name + deeds + button("Let it vanish", 'lose-package'))


def _cancel(order, button):
    if order.status not in NOT_FINISHED:
        return ''
    return _form(
        "Cancel", *_units(order), _canceller(),
        button("Cancel these", 'cancel-part') + button("Cancel all that is left", 'cancel'))


def _units(order):
    items = [item for item in order.items if item.unshipped]
    # One unit of the first item is what most people want to try.
    return [
        f'<input type="number" name="{UNITS}{escape(item.order_item_id)}" '
        f'value="{int(item is items[0])}" min="0" max="{item.unshipped}">'
        f'of {item.unshipped} × <code>{escape(item.sku)}</code>'
        for item in items]


def _canceller():
    options = ''.join(
        f'<option value="{value}">{label}</option>' for value, label in _CANCELLERS.items())
    return (
        f'<label>Canceled by <select name="by">{options}</select></label>'
        '<label>Reason <input name="reason" placeholder="an ordinary one"></label>')


def _vanish(order, button):
    items = [item for item in order.items if not item.shipped]
    if order.status not in NOT_FINISHED or not items or len(order.items) == 1:
        return ''
    return _form("Do not list any more, without a word of why", ''.join(
        button(escape(item.sku), 'drop', f'name="item" value="{escape(item.order_item_id)}"')
        for item in items))


# === THE WHOLE ORDER === #


def _request(order, button):
    if order.status not in OPEN or order.channel != MERCHANT:
        return ''
    is_requested = any(item.cancel_request for item in order.items)
    return _form(
        "The buyer",
        button("Withdraw the request to cancel", 'withdraw-request') if is_requested
        else button("Ask to cancel", 'request-cancellation'))


def _recipient(order, button):
    if order.channel != MERCHANT or order.status not in NOT_FINISHED:
        return ''
    street = order.recipient.line1 if order.recipient else ''
    return _form(
        "Where it goes",
        f'<label>Street <input name="street" value="{escape(street or "")}" required></label>'
        + button("Deliver there", 'redirect'),
        button("Say no more where", 'withhold-recipient', 'formnovalidate'))


def _buyer(order, button):
    if order.status not in NOT_FINISHED:
        return ''
    buyer = order.buyer or Buyer()
    return _form(
        "Who bought it",
        f'<label>Company <input name="company" value="{escape(buyer.company or "")}"></label>'
        f'<label>VAT number <input name="vat_number" value="{escape(buyer.vat_number or "")}">'
        '</label>' + button("Say so", 'introduce'))


def _ship_by(order, button):
    if order.status not in NOT_FINISHED:
        return ''
    return _form(
        "To be shipped by (UTC)",
        f'<input type="datetime-local" name="ship_by" value="{order.ship_by:%Y-%m-%dT%H:%M}" '
        'required>' + button("Move", 'reschedule'))


def _replace(order, button):
    if not any(item.shipped for item in order.items):
        return ''
    return _form(
        "Another one, free of charge",
        ''.join(
            button(label, 'replace', f'name="association" value="{association}"')
            for association, label in _ASSOCIATIONS.items()))


_FORMS = (
    _ship, _label, _packages, _cancel, _vanish, _request, _recipient, _buyer, _ship_by, _replace,
)
