"""The page as a whole."""
from collections import Counter
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from ..marketplace.catalogue import PRODUCTS
from ..marketplace.shop_checks import ShopError
from ..marketplace.vocabulary import ORDER_STATUSES
from .calls import calls_table, counts
from .deeds import do
from .html_parts import readable
from .invoices import invoices_table
from .orders import orders_table
from .shipments import feeds_table

UNKNOWN_SKU = 'UNKNOWN-SKU'

_PAGE = Template(Path(__file__).with_name('seller_central.html').read_text(encoding='utf-8'))


def show(simulator, request, button=None):
    """Return the page.

    :param Simulator simulator: The simulator.
    :param werkzeug.wrappers.Request request: The request.
    :param str button: The one whose address is opened again; nothing is done.
    :rtype: werkzeug.wrappers.Response
    """
    return _html(_render(simulator, request.args.get('status')))


def press(simulator, request, button):
    """Do what one of the buttons says, and show the page again.

    :param Simulator simulator: The simulator.
    :param werkzeug.wrappers.Request request: The request.
    :param str button: Where the button leads.
    :rtype: werkzeug.wrappers.Response
    """
    status = request.args.get('status')
    try:
        do(simulator.shop, button, request.form)
    except (ShopError, LookupError, ValueError) as error:
        return _html(_render(simulator, status, problem=str(error)), 409)
    return redirect('/' + (f'?{urlencode({"status": status})}' if status else ''), 303)


def _html(text, status=200):
    return Response(text, status, mimetype='text/html')


# === THE PAGE === #


def _render(simulator, status=None, problem=None):
    with simulator.lock:
        simulator.seller.catch_up()
        orders = sorted(simulator.shop, key=lambda order: order.created, reverse=True)
        shown = [order for order in orders if status in (None, order.status)]
        return _PAGE.substitute(
            store=escape(simulator.seller.name),
            problem=f'<div class="problem">{escape(problem)}</div>' if problem else '',
            lag=_lag(simulator.shop),
            marketplaces=_marketplace_options(simulator.seller),
            products=_product_options(),
            filters=_filters(orders, status),
            orders=orders_table(shown, simulator.clock.now(), status),
            feeds=feeds_table(simulator.feeds, simulator.clock.now()),
            invoices=invoices_table(simulator.shop, simulator.clock.now()),
            counts=counts(simulator.calls),
            calls=calls_table(simulator.journal),
        )


def _lag(shop):
    seconds = int(shop.event_lag.total_seconds())
    if seconds:
        return (
            "Amazon shows callers only what is older than two minutes. So that nobody has to "
            f"wait, whatever happens on this page is dated {seconds} seconds earlier.")
    return (
        "Amazon shows callers only what is older than two minutes: a synchronization sees what "
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
        for name in ORDER_STATUSES if counts[name]]
    return ''.join(links)


def _filter(label, count, url, is_here):
    here = ' class="here"' if is_here else ''
    return f'<a href="{url}"{here}>{label}<b>{count}</b></a>'
