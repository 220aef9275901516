"""The page on which a person plays the buyers, and Amazon."""
from collections import Counter
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qsl, urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from .demo_catalogue import PRODUCTS, local_price
from .generator import invent_order
from .html_parts import ago, pill, readable, sub, table, time
from .item import Item
from .marketplaces import find_marketplace
from .money import to_decimal
from .order import STATUSES
from .seller_central_shipments import feeds_table, packages
from .shop_checks import ShopError

PREFIX = '/seller-central/'
ORDERS_SHOWN = 100
CALLS_SHOWN = 25
UNKNOWN_SKU = 'UNKNOWN-SKU'

_PAGE = Template(Path(__file__).with_suffix('.html').read_text(encoding='utf-8'))
_CHANNELS = {'MERCHANT': "FBM", 'AMAZON': "FBA"}
_PENDING = ('PENDING_AVAILABILITY', 'PENDING')
_OPEN = ('UNSHIPPED', 'PARTIALLY_SHIPPED')


def is_page(path):
    """Return whether a path belongs to the page.

    :param str path: The path of a request.
    :rtype: bool
    """
    return path == '/' or path.startswith(PREFIX)


def respond(simulator, request):
    """Show the page, or do what one of its buttons says and show it again.

    :param Simulator simulator: The simulator.
    :param werkzeug.wrappers.Request request: The request.
    :rtype: werkzeug.wrappers.Response
    """
    status = request.args.get('status')
    if request.method != 'POST':
        return _html(_render(simulator, status))
    try:
        _do(simulator, request)
    except (ShopError, LookupError, ValueError) as error:
        return _html(_render(simulator, status, problem=str(error)), 409)
    return redirect('/' + (f'?{urlencode({"status": status})}' if status else ''), 303)


def _html(text, status=200):
    return Response(text, status, mimetype='text/html')


# === THE BUTTONS === #


def _do(simulator, request):
    shop, form = simulator.shop, request.form
    deed, _slash, order_id = request.path[len(PREFIX):].partition('/')
    deeds = {
        'place': lambda: _place(shop, form),
        'place-random': lambda: shop.place(**_waiting(invent_order(shop.rng))),
        'release': lambda: shop.release(order_id),
        'cancel': lambda: shop.cancel(order_id),
        'request-cancellation': lambda: shop.request_cancellation(order_id),
        'ship': lambda: shop.ship(order_id),
    }
    if deed not in deeds:
        raise LookupError(f"There is no button {deed!r}.")
    deeds[deed]()


def _place(shop, form):
    marketplace = find_marketplace(form['marketplace'])

    def local(amount):
        return local_price(to_decimal(amount), marketplace.currency)

    item = Item(form['sku'], int(form['quantity']))
    if item.quantity < 1:
        raise ValueError("At least one unit must be ordered.")
    if form['channel'] == 'MERCHANT':
        item.shipping = local('4.99')
    if form.get('gift_wrap'):
        item.gift_wrap = local('3.50')
        item.gift_message = "With best wishes 🎁"
        item.gift_wrap_level = 'Classic'
    shop.place(marketplace.id, form['channel'], form['status'], [item])


def _waiting(order):
    """Return an invented order as one that still has its life before it."""
    return {**order, 'status': order['status'] if order['status'] == 'PENDING' else 'UNSHIPPED'}


# === THE PAGE === #


def _render(simulator, status=None, problem=None):
    with simulator.lock:
        simulator.feeds.catch_up()
        orders = sorted(simulator.shop, key=lambda order: order.created, reverse=True)
        shown = [order for order in orders if status in (None, order.status)]
        return _PAGE.substitute(
            store=escape(simulator.seller.name),
            problem=f'<div class="problem">{escape(problem)}</div>' if problem else '',
            lag=_lag(simulator.shop),
            marketplaces=_marketplace_options(simulator.seller),
            products=_product_options(),
            filters=_filters(orders, status),
            orders=_orders_table(shown, simulator.clock.now(), status),
            feeds=feeds_table(simulator.feeds, simulator.clock.now()),
            counts=_counts(simulator.calls),
            calls=_calls_table(simulator.journal),
        )


def _lag(shop):
    seconds = int(shop.event_lag.total_seconds())
    if seconds:
        return (
            "Amazon shows callers only what is older than two minutes. So that nobody has to "
            f"wait, whatever happens on this page is dated {seconds} seconds earlier.")
    return (
        "Amazon shows callers only what is older than two minutes: a synchronisation sees what "
        "happens on this page after that time.")


def _options(pairs):
    return ''.join(
        f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in pairs)


def _marketplace_options(seller):
    return _options(
        (participation.marketplace.id,
         f'{participation.marketplace.name} ({participation.marketplace.currency})')
        for participation in seller.participations if participation.is_participating)


def _product_options():
    products = [(product.sku, f'{product.sku} · {product.title}') for product in PRODUCTS]
    return _options([*products, (UNKNOWN_SKU, f'{UNKNOWN_SKU} · not in the catalogue')])


def _filters(orders, status):
    counts = Counter(order.status for order in orders)
    links = [_filter("All", len(orders), '/', status is None)]
    links += [
        _filter(readable(name), counts[name], f'/?status={name}', status == name)
        for name in STATUSES if counts[name]]
    return ''.join(links)


def _filter(label, count, url, is_here):
    here = ' class="here"' if is_here else ''
    return f'<a href="{url}"{here}>{label}<b>{count}</b></a>'


# === ORDERS === #


def _orders_table(orders, now, status):
    if not orders:
        return '<p class="empty">No orders here yet.</p>'
    rows = ''.join(_order_row(order, now, status) for order in orders[:ORDERS_SHOWN])
    rest = len(orders) - ORDERS_SHOWN
    more = f'<p class="empty">… and {rest} older ones.</p>' if rest > 0 else ''
    heads = (
        '<th>Order</th><th>Placed (UTC)</th><th>Marketplace</th><th>Status, packages</th>'
        '<th>Buyer</th><th>Items</th><th class="total">Total</th><th></th>')
    return table(heads, rows) + more


def _order_row(order, now, status):
    cells = (
        ('id', escape(order.order_id) + _programs(order)),
        ('time', time(order.created) + sub(f'updated {ago(now - order.updated)}')),
        ('', escape(order.marketplace.name) + sub(_CHANNELS[order.channel])),
        ('', pill(order.status, readable(order.status)) + _what_happened(order)),
        ('buyer', _buyer(order)),
        ('items', ''.join(map(_item, order.items))),
        ('total', f'{order.total:,} {order.currency}'),
        ('do', _buttons(order, status)),
    )
    return '<tr>' + ''.join(f'<td class="{name}">{cell}</td>' for name, cell in cells) + '</tr>'


def _programs(order):
    replaces = f"replaces {order.replaces}" if order.replaces else None
    return sub(', '.join(filter(None, [*map(readable, order.programs), replaces])))


def _what_happened(order):
    requested = any(item.cancel_request for item in order.items)
    request = sub("buyer asks to cancel") if requested and order.status in _OPEN else ''
    return packages(order) + request


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
    return (
        f'<div title="{escape(item.title)}">{item.quantity} × <code>{escape(item.sku)}</code></div>'
        + sub(' · '.join(notes)))


def _buttons(order, status):
    buttons = []
    if order.status in _PENDING:
        buttons.append(('release', "Make unshipped", ''))
    if order.status in _OPEN:
        buttons.append(('ship', "Ship", ''))
    if order.status in _OPEN and order.channel == 'MERCHANT':
        buttons.append(('request-cancellation', "Ask to cancel", ''))
    if order.status in _PENDING + _OPEN:
        buttons.append(('cancel', "Cancel", ' danger'))
    query = f'?{urlencode({"status": status})}' if status else ''
    return ''.join(
        f'<form method="post" action="{PREFIX}{deed}/{escape(order.order_id)}{escape(query)}">'
        f'<button class="small{look}">{label}</button></form>' for deed, label, look in buttons)


# === CALLS === #


def _counts(calls):
    if not calls:
        return '<span>no calls yet</span>'
    return ''.join(
        f'<span><b>{count}</b>{escape(operation)}</span>'
        for operation, count in sorted(calls.items()))


def _calls_table(journal):
    if not journal:
        return ''
    rows = ''.join(map(_call_row, reversed(journal[-CALLS_SHOWN:])))
    return table(
        '<th>Time (UTC)</th><th>Operation</th><th>Answer</th><th>Request</th>', rows)


def _cut(value):
    """Return a value without the length that only pagination tokens have."""
    return value if len(value) < 130 else f'{value[:20]}…'


def _call_row(entry):
    good = entry.status is not None and entry.status < 400
    status = "none" if entry.status is None else str(entry.status)
    query = ' & '.join(f'{name}={_cut(value)}' for name, value in parse_qsl(entry.query))
    return (
        f'<tr><td class="time">{entry.time:%H:%M:%S}</td><td>{escape(entry.operation)}</td>'
        f'<td>{pill("ok" if good else "bad", status)}</td>'
        f'<td class="query"><code>{escape(entry.method)} {escape(entry.path)}</code>'
        f'{sub(query)}</td></tr>')
