"""The Orders API.

See the model orders_2026-01-01.json of amzn/selling-partner-api-models, and
https://developer-docs.amazon.com/sp-api/docs/orders-api-v2026-01-01-reference.
"""
import base64
import datetime
import hashlib
import heapq
import json
from dataclasses import dataclass

from .errors import invalid_input, not_found, token_expired, unauthorized
from .marketplaces import MARKETPLACES
from .order import CHANNELS, STATUSES
from .order_book import LARGEST_PAGE
from .parameters import (
    check_names,
    parse_time,
    read_choices,
    read_list,
    read_page_size,
    read_time,
)
from .wire import DATASETS, timestamp

# Amazon answers for what is at least this old.
FRESHNESS = datetime.timedelta(minutes=2)
TOKEN_LIFETIME = datetime.timedelta(hours=24)

_CREATED = ('createdAfter', 'createdBefore')
_UPDATED = ('lastUpdatedAfter', 'lastUpdatedBefore')
_SEARCH_PARAMETERS = {
    *_CREATED, *_UPDATED, 'fulfillmentStatuses', 'marketplaceIds', 'fulfilledBy',
    'maxResultsPerPage', 'paginationToken', 'includedData',
}
# python-amazon-sp-api sends these beside `marketplaceIds` where the caller named no marketplace.
_STRAY_PARAMETERS = {'MarketplaceId', 'MarketplaceIds', 'marketplace_ids'}
_MAY_CHANGE_BETWEEN_PAGES = {'maxResultsPerPage', 'paginationToken'}


def search_orders(seller, parameters, now):
    """Answer `searchOrders`.

    :param Seller seller: Whose orders.
    :param werkzeug.datastructures.MultiDict parameters: The query.
    :param datetime.datetime now: The time.
    :return: Amazon's `SearchOrdersResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    search = _Search.read(seller, parameters, now)
    page = search.page(seller.shop)
    answer = {'orders': [seller.shop.wire(order, search.datasets) for order in page.orders]}
    if page.next_key:
        answer['pagination'] = {'nextToken': search.token_after(page.next_key, now)}
    answer[search.before_parameter] = timestamp(search.before)
    return answer


def get_order(seller, parameters, now, order_id):
    """Answer `getOrder`.

    :param Seller seller: Whose order.
    :param werkzeug.datastructures.MultiDict parameters: The query.
    :param datetime.datetime now: The time.
    :param str order_id: Amazon's order id.
    :return: Amazon's `GetOrderResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    check_names(parameters, {'includedData'})
    datasets = read_choices(parameters, 'includedData', DATASETS)
    if order_id not in seller.shop:
        raise not_found()
    return {'order': seller.shop.wire(seller.shop.order(order_id), set(datasets))}


# === THE SEARCH === #


@dataclass
class _Page:
    orders: list
    next_key: tuple | None


@dataclass
class _Search:
    """A search that was found valid. `after_key` is the place where the previous page ended."""

    by_creation: bool
    after: datetime.datetime
    before: datetime.datetime
    statuses: list
    channels: list
    marketplace_ids: set
    datasets: set
    page_size: int
    fingerprint: str
    after_key: tuple | None = None

    @classmethod
    def read(cls, seller, parameters, now):
        check_names(parameters, _SEARCH_PARAMETERS | _STRAY_PARAMETERS)
        by_creation = _is_by_creation(parameters)
        after_name, before_name = _CREATED if by_creation else _UPDATED
        newest = now - FRESHNESS
        search = cls(
            by_creation=by_creation,
            after=read_time(parameters, after_name),
            before=read_time(parameters, before_name) or newest,
            statuses=read_choices(parameters, 'fulfillmentStatuses', STATUSES),
            channels=read_choices(parameters, 'fulfilledBy', CHANNELS),
            marketplace_ids=_read_marketplaces(parameters, seller),
            datasets=set(read_choices(parameters, 'includedData', DATASETS)),
            page_size=read_page_size(parameters, 'maxResultsPerPage', LARGEST_PAGE, LARGEST_PAGE),
            fingerprint=_fingerprint(parameters, seller),
        )
        token = parameters.get('paginationToken')
        if token is not None:
            search.continue_from(token, now)
        elif search.before > newest:
            raise invalid_input(f"{before_name} must be at least two minutes before now.")
        if search.before < search.after:
            raise invalid_input(f"{before_name} must be equal to or after {after_name}.")
        return search

    @property
    def before_parameter(self):
        return 'createdBefore' if self.by_creation else 'lastUpdatedBefore'

    def page(self, shop):
        """Return the page after `after_key`.

        What counts is an order's own place in time, not its rank: an order that changes between
        two pages leaves the window, and moves no other.
        """
        found = ((self._key(order), order) for order in shop if self._matches(order))
        wanted = (pair for pair in found if self.after_key is None or pair[0] > self.after_key)
        page_size = min(self.page_size, shop.largest_page)
        first = heapq.nsmallest(page_size + 1, wanted, key=lambda pair: pair[0])
        page = first[:page_size]
        next_key = page[-1][0] if len(first) > len(page) else None
        return _Page([order for _key, order in page], next_key)

    def _moment(self, order):
        return order.created if self.by_creation else order.updated

    def _key(self, order):
        return self._moment(order), order.order_id

    def _matches(self, order):
        return (
            self.after <= self._moment(order) <= self.before
            and order.marketplace.id in self.marketplace_ids
            and (not self.statuses or order.status in self.statuses)
            and (not self.channels or order.channel in self.channels)
        )

    # === PAGINATION === #

    def token_after(self, key, now):
        """Return a token for the page after a place.

        It carries all that is needed, so that it outlives a restart of the simulator.
        """
        moment, order_id = key
        times = map(timestamp, (now, self.before, moment))
        content = [self.fingerprint, *times, order_id]
        return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip('=')

    def continue_from(self, token, now):
        try:
            padded = token + '=' * (-len(token) % 4)
            content = json.loads(base64.urlsafe_b64decode(padded))
            fingerprint, issued, before, moment, order_id = content
            issued, before, moment = map(parse_time, (issued, before, moment))
        except (ValueError, TypeError):
            raise invalid_input("The paginationToken you have submitted is not valid.") from None
        if fingerprint != self.fingerprint:
            raise invalid_input(
                "The paginationToken you have submitted is not valid. All parameters must match "
                "the original request except maxResultsPerPage.")
        if now - issued > TOKEN_LIFETIME:
            raise token_expired()
        self.before = before
        self.after_key = moment, order_id


def _fingerprint(parameters, seller):
    frozen = sorted(
        (name, value) for name, value in parameters.items(multi=True)
        if name not in _MAY_CHANGE_BETWEEN_PAGES)
    return hashlib.sha256(json.dumps([seller.seller_id, frozen]).encode()).hexdigest()[:32]


# === READING PARAMETERS === #


def _is_by_creation(parameters):
    created = any(name in parameters for name in _CREATED)
    updated = any(name in parameters for name in _UPDATED)
    if created and updated:
        raise invalid_input("createdAfter and createdBefore exclude lastUpdatedAfter and "
                            "lastUpdatedBefore.")
    if 'createdAfter' not in parameters and 'lastUpdatedAfter' not in parameters:
        raise invalid_input("Exactly one of createdAfter and lastUpdatedAfter must be given.")
    return created


def _read_marketplaces(parameters, seller):
    ids = read_list(parameters, 'marketplaceIds')
    if len(ids) > 50:
        raise invalid_input("marketplaceIds may hold at most 50 marketplaces.")
    if not set(ids) <= {marketplace.id for marketplace in MARKETPLACES}:
        raise unauthorized("The marketplaces you provided are not valid for region.")
    participating = seller.participating_ids()
    if not set(ids) <= participating:
        raise unauthorized()
    return set(ids) or participating
