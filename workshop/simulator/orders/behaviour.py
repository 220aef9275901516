"""What Amazon does when it is asked for orders."""
from ..core.errors import not_found
from ..core.pages import cut_page
from ..marketplace.vocabulary import UNDOCUMENTED
from .answers import found_orders, order_to_wire
from .requests import Search, read_datasets


def search_orders(call):
    """Answer `searchOrders`.

    :param Call call: The call.
    :return: Amazon's `SearchOrdersResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    search = Search.read(call)
    shop = call.seller.shop
    page = cut_page(_found(shop, search, call.now), min(search.page_size, shop.largest_page),
                    search.after_key)
    return found_orders(
        search,
        [_to_wire(call, order, search.datasets) for order in page.entries],
        page.next_key and search.token_after(page.next_key, call.now))


def get_order(call, order_id):
    """Answer `getOrder`.

    :param Call call: The call.
    :param str order_id: Amazon's order id.
    :return: Amazon's `GetOrderResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    datasets = read_datasets(call)
    shop = call.seller.shop
    if order_id not in shop:
        raise not_found()
    return {'order': _to_wire(call, shop.order(order_id), datasets)}


def _found(shop, search, now):
    """Yield the orders that a search finds, with their places in it.

    An order that changes between two pages leaves the window, and moves no other.
    """
    for order in shop:
        moment = order.created if search.by_creation else order.updated
        is_hidden = order.hidden_until and order.hidden_until > now
        if search.after <= moment <= search.before and _matches(order, search) and not is_hidden:
            yield (moment, order.order_id), order


def _matches(order, search):
    return (
        order.marketplace.id in search.marketplace_ids
        and (not search.statuses or order.status in search.statuses)
        and (not search.channels or order.channel in search.channels)
    )


def _to_wire(call, order, datasets):
    shop = call.seller.shop
    wire = order_to_wire(order, datasets, shop.roles)
    if shop.spoil(order, wire) or order.status in UNDOCUMENTED:
        call.exempt_from_contract()
    return wire
