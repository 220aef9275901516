"""What the buttons of the page do."""
import datetime
from dataclasses import replace
from urllib.parse import urlencode

from ..demo.generator import invent_order
from ..marketplace.catalogue import local_price
from ..marketplace.item import Item
from ..marketplace.marketplaces import find_marketplace
from ..marketplace.money import to_decimal
from ..marketplace.order import Address, Buyer
from ..marketplace.vocabulary import AMAZON, BUYER, MERCHANT, PENDING, REPLACEMENT, UNSHIPPED

PREFIX = '/seller-central/'
# What the numbers of units in a form are called: this, and the order item id.
UNITS = 'units:'
_REASONS = {
    BUYER: "Buyer canceled",
    MERCHANT: "No inventory",
    AMAZON: "Payment failed",
}


def address_of(deed, order, status):
    """Return where a button leads.

    :param str deed: What it does.
    :param Order order: To which order.
    :param str status: The status of the orders that are shown then; None for all.
    :rtype: str
    """
    query = f'?{urlencode({"status": status})}' if status else ''
    return f'{PREFIX}{deed}/{order.order_id}{query}'


def do(shop, button, form):
    """Do what a button says.

    :param Shop shop: The seller's shop.
    :param str button: Where the button leads, after `PREFIX`: the deed, and the order id.
    :param werkzeug.datastructures.MultiDict form: What is filled in.
    :raise ShopError: If that is not possible at Amazon.
    :raise LookupError: If there is no such button, order or item.
    :raise ValueError: If what is filled in makes no sense.
    """
    deed, _slash, order_id = button.partition('/')
    deeds = {
        'place': lambda: _place(shop, form),
        'place-random': lambda: shop.place(**_waiting(invent_order(shop.rng))),
        'release': lambda: shop.release(order_id),
        'ship': lambda: shop.ship(order_id),
        'ship-part': lambda: shop.ship(order_id, _units(form)),
        'buy-label': lambda: shop.buy_label(
            order_id, _units(form) or None, is_counted=bool(form.get('is_counted'))),
        'cancel-label': lambda: shop.cancel_label(order_id, form['package']),
        'hand-over': lambda: shop.hand_over(order_id, form['package']),
        'move-package': lambda: shop.move_package(
            order_id, form['package'], form['package_status']),
        'lose-package': lambda: shop.lose_package(order_id, form['package']),
        'cancel': lambda: shop.cancel(order_id, **_cancellation(form)),
        'cancel-part': lambda: _cancel_part(shop, order_id, form),
        'drop': lambda: shop.drop(order_id, form['item']),
        'request-cancellation': lambda: shop.request_cancellation(order_id),
        'withdraw-request': lambda: shop.withdraw_cancellation_request(order_id),
        'reschedule': lambda: shop.reschedule(
            order_id, datetime.datetime.fromisoformat(form['ship_by'])),
        'redirect': lambda: _redirect(shop, order_id, form['street']),
        'withhold-recipient': lambda: shop.redirect(order_id, None),
        'introduce': lambda: _introduce(shop, order_id, form),
        'replace': lambda: shop.replace(order_id, form.get('association', REPLACEMENT)),
    }
    if deed not in deeds:
        raise LookupError(f"There is no button {deed!r}.")
    with shop.lock:
        deeds[deed]()


def _place(shop, form):
    marketplace = find_marketplace(form['marketplace'])

    def local(amount):
        return local_price(to_decimal(amount), marketplace.currency)

    item = Item(form['sku'], int(form['quantity']))
    if item.quantity < 1:
        raise ValueError("At least one unit must be ordered.")
    if form['channel'] == MERCHANT:
        item.shipping = local('4.99')
    if form.get('gift_wrap'):
        item.gift_wrap = local('3.50')
        item.gift_message = "With best wishes 🎁"
        item.gift_wrap_level = 'Classic'
    shop.place(marketplace.id, form['channel'], form['status'], [item])


def _waiting(order):
    """Return an invented order as one that still has its life before it."""
    return {**order, 'status': PENDING if order['status'] == PENDING else UNSHIPPED}


def _cancel_part(shop, order_id, form):
    order = shop.order(order_id)
    remaining = {id_: order.item(id_).quantity - count for id_, count in _units(form).items()}
    shop.reduce(order_id, remaining, **_cancellation(form))


def _redirect(shop, order_id, street):
    order = shop.order(order_id)
    shop.redirect(order_id, replace(
        order.recipient or Address(country=order.marketplace.country), line1=street))


def _introduce(shop, order_id, form):
    shop.introduce(order_id, replace(
        shop.order(order_id).buyer or Buyer(),
        company=form.get('company') or None, vat_number=form.get('vat_number') or None))


def _units(form):
    """Return the units that are filled in, by order item id."""
    return {
        name[len(UNITS):]: int(count) for name, count in form.items()
        if name.startswith(UNITS) and count}


def _cancellation(form):
    by = form.get('by', BUYER)
    return {'by': by, 'reason': form.get('reason') or _REASONS.get(by)}
