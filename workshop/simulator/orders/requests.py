"""What comes in."""
import datetime
import hashlib
import json
from dataclasses import dataclass

from ..core.errors import invalid_token
from ..core.formats import parse_time, timestamp
from ..core.pages import read_token, write_token
from ..core.parameters import (
    check_marketplaces,
    check_names,
    read_choices,
    read_list,
    read_page_size,
    read_time,
)
from ..marketplace.marketplaces import MARKETPLACES
from ..marketplace.order_book import LARGEST_PAGE
from ..marketplace.vocabulary import CHANNELS, ORDER_STATUSES, UNDOCUMENTED
from .errors import (
    created_and_updated,
    ends_before_it_begins,
    no_beginning,
    no_such_marketplace,
    token_expired,
    token_of_another_search,
    too_many_marketplaces,
    too_recent,
)

DATASETS = (
    'BUYER',
    'RECIPIENT',
    'PROCEEDS',
    'EXPENSE',
    'PROMOTION',
    'CANCELLATION',
    'FULFILLMENT',
    'PACKAGES',
    'TAX',
    'PAYMENT',
    'FULFILLMENT_ORDERS',
)
# Amazon answers for what is at least this old.
FRESHNESS = datetime.timedelta(minutes=2)
TOKEN_LIFETIME = datetime.timedelta(hours=24)
MOST_MARKETPLACES = 50

_CREATED = ('createdAfter', 'createdBefore')
_UPDATED = ('lastUpdatedAfter', 'lastUpdatedBefore')
_TOKEN = 'paginationToken'
_SEARCH_PARAMETERS = {
    *_CREATED, *_UPDATED, _TOKEN, 'fulfillmentStatuses', 'marketplaceIds', 'fulfilledBy',
    'maxResultsPerPage', 'includedData',
}
# python-amazon-sp-api sends these beside `marketplaceIds` where the caller named no marketplace.
_STRAY_PARAMETERS = {'MarketplaceId', 'MarketplaceIds', 'marketplace_ids'}
_SEARCHABLE = [status for status in ORDER_STATUSES if status not in UNDOCUMENTED]
_MAY_CHANGE_BETWEEN_PAGES = {'maxResultsPerPage', _TOKEN}


def read_datasets(call):
    """Return what a call of `getOrder` wants to know of the order, of `DATASETS`.

    :param Call call: The call.
    :rtype: set[str]
    :raise ApiError: 400, if Amazon would refuse the request.
    """
    check_names(call.parameters, {'includedData'})
    return set(read_choices(call.parameters, 'includedData', DATASETS))


@dataclass
class Search:
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
    def read(cls, call):
        """Return the search that a call of `searchOrders` wants.

        :param Call call: The call.
        :rtype: Search
        :raise ApiError: 400 or 403, if Amazon would refuse the request.
        """
        parameters, seller, now = call.parameters, call.seller, call.now
        check_names(parameters, _SEARCH_PARAMETERS | _STRAY_PARAMETERS)
        by_creation = _is_by_creation(parameters)
        after_name, before_name = _CREATED if by_creation else _UPDATED
        newest = now - FRESHNESS
        search = cls(
            by_creation=by_creation,
            after=read_time(parameters, after_name),
            before=read_time(parameters, before_name) or newest,
            statuses=read_choices(parameters, 'fulfillmentStatuses', _SEARCHABLE),
            channels=read_choices(parameters, 'fulfilledBy', CHANNELS),
            marketplace_ids=_read_marketplaces(parameters, seller),
            datasets=set(read_choices(parameters, 'includedData', DATASETS)),
            page_size=read_page_size(parameters, 'maxResultsPerPage', LARGEST_PAGE, LARGEST_PAGE),
            fingerprint=_fingerprint(parameters, seller),
        )
        if _TOKEN in parameters:
            search._continue_from(read_token(parameters, _TOKEN), now)
        elif search.before > newest:
            raise too_recent(before_name)
        if search.before < search.after:
            raise ends_before_it_begins(after_name, before_name)
        return search

    @property
    def before_parameter(self):
        return (_CREATED if self.by_creation else _UPDATED)[1]

    def token_after(self, key, now):
        """Return a token for the page after a place.

        :param tuple key: The place.
        :param datetime.datetime now: The time.
        :rtype: str
        """
        moment, order_id = key
        return write_token(
            [self.fingerprint, *map(timestamp, (now, self.before, moment)), order_id])

    def _continue_from(self, content, now):
        try:
            fingerprint, issued, before, moment, order_id = content
            issued, before, moment = map(parse_time, (issued, before, moment))
        except (ValueError, TypeError):
            raise invalid_token(_TOKEN) from None
        if fingerprint != self.fingerprint:
            raise token_of_another_search()
        if now - issued > TOKEN_LIFETIME:
            raise token_expired()
        self.before = before
        self.after_key = moment, order_id


def _fingerprint(parameters, seller):
    frozen = sorted(
        (name, value) for name, value in parameters.items(multi=True)
        if name not in _MAY_CHANGE_BETWEEN_PAGES)
    return hashlib.sha256(json.dumps([seller.seller_id, frozen]).encode()).hexdigest()[:32]


def _is_by_creation(parameters):
    created = any(name in parameters for name in _CREATED)
    updated = any(name in parameters for name in _UPDATED)
    if created and updated:
        raise created_and_updated()
    if _CREATED[0] not in parameters and _UPDATED[0] not in parameters:
        raise no_beginning()
    return created


def _read_marketplaces(parameters, seller):
    ids = read_list(parameters, 'marketplaceIds')
    if len(ids) > MOST_MARKETPLACES:
        raise too_many_marketplaces(MOST_MARKETPLACES)
    if not {marketplace.id for marketplace in MARKETPLACES}.issuperset(ids):
        raise no_such_marketplace()
    check_marketplaces(ids, seller)
    return set(ids) or seller.participating_ids()
