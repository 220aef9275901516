import math
from dataclasses import dataclass
from datetime import datetime

from ..core.connection import Connection
from ..core.errors import Rejected, Unavailable, during
from ..core.fields import Fields, Unreadable
from ..core.lenient_fields import LenientFields
from ..core.references import check_order_ref
from ..core.times import write_time
from . import const
from .header import OrderHeader
from .operations import OrdersRequests
from .statuses import SEARCHABLE_STATUSES


@dataclass(frozen=True)
class OrdersPage:
    """A page of the orders that changed in a span of time.

    :param list[OrderHeader] headers: the orders, as Amazon sorted them.
    :param str next_token: what the next page is asked for with; None on the last page. It is good
        for 24 hours.
    :param datetime updated_before: the end of the span as Amazon understood it (aware UTC); None if
        Amazon does not say. Should it be earlier than what was asked for, then what changed after
        it was not searched: who goes on from the end of the span takes the earlier of the two.
    """

    headers: list[OrderHeader]
    next_token: str | None
    updated_before: datetime | None


class OrdersApi(Connection):
    """Orders. For errors see `SellingPartner`."""

    _repeated_page = None

    def search_orders(
        self, marketplace_refs, updated_after, updated_before, page_token=None, statuses=(),
    ):
        """Return a page of the orders that changed in a span of time.

        For the next page the same parameters must be given, with the token of this one. Amazon
        wants `updated_before` to be two minutes ago at least, and gives up to 100 orders a page.

        See `searchOrders` in the model orders_2026-01-01.json of
        https://github.com/amzn/selling-partner-api-models.

        :param list[str] marketplace_refs: from which marketplaces (Amazon's ids).
        :param datetime updated_after: begin of the span (aware).
        :param datetime updated_before: end of the span (aware).
        :param str page_token: the `next_token` of the page before.
        :param statuses: only orders that have one of these, of `STATUSES`; none for all orders.
            What Amazon cannot be asked for is left out.
        :rtype: OrdersPage
        :raise AmazonError: see the class. `Rejected` with `is_about_page_token`, if Amazon no
            longer takes the token, or not with these parameters.
        """
        with during('searchOrders'):
            _check_marketplaces(marketplace_refs)
        params = {
            'marketplaceIds': list(marketplace_refs),
            'lastUpdatedAfter': write_time(updated_after),
            'lastUpdatedBefore': write_time(updated_before),
            'maxResultsPerPage': const.MAX_ORDERS_PER_PAGE,
            'includedData': const.INCLUDED_DATA,
        }
        if statuses:
            searchable = SEARCHABLE_STATUSES.intersection(statuses)
            params['fulfillmentStatuses'] = sorted(map(str.upper, searchable))
        if page_token:
            params['paginationToken'] = page_token
        try:
            return self._search(params)
        except Rejected as error:
            error.is_about_page_token = bool(page_token) and _speaks_of_token(error)
            raise

    def check_orders(self, marketplace_ref, since, until):
        """Check that Amazon tells of orders, be it without the people.

        See `searchOrders`.

        :param str marketplace_ref: of which marketplace (Amazon's id).
        :param datetime since: that changed since then: a little is enough (aware).
        :param datetime until: that changed until then, two minutes ago at least (aware).
        :raise AmazonError: see the class. `Unauthorized`, if it does not.
        """
        self._search({
            'marketplaceIds': [marketplace_ref],
            'lastUpdatedAfter': write_time(since),
            'lastUpdatedBefore': write_time(until),
            'maxResultsPerPage': 1,
        })

    def _search(self, params):
        with self._ask(
            'searchOrders', OrdersRequests, lambda api: api.search_orders(**params), 'orders', list
        ) as (orders, content):
            if len(orders) > const.ABSURDLY_MANY_ORDERS:
                raise Unavailable("Amazon's answer lists many more orders than a page has.")
            try:
                return OrdersPage(
                    headers=[OrderHeader.from_wire(order) for order in orders],
                    next_token=self._next_token(content, params.get('paginationToken')),
                    updated_before=_updated_before(content),
                )
            except Unreadable:
                # To take it for the last page would be to lose the rest.
                raise Unavailable(
                    "Amazon's answer does not say which page comes next."
                ) from None

    def _next_token(self, content, page_token):
        token = Fields(content, "the page").section('pagination').text(
            'nextToken', "next token", limit=math.inf  # Amazon documents none.
        )
        if token and token == page_token:
            # Once is an answer served twice; asked again, Amazon gives the right page.
            if token == self._repeated_page:
                raise Unreadable("The page names itself as the next one.")
            self._repeated_page = token
        return token or None

    def get_order(self, order_ref):
        """Return one order.

        See `getOrder` in the model orders_2026-01-01.json of
        https://github.com/amzn/selling-partner-api-models.

        :param str order_ref: Amazon's reference of it.
        :rtype: OrderHeader
        :raise AmazonError: see the class. `Rejected`, if Amazon does not know the reference.
            `Unavailable`, if it answers with another order.
        """
        with during('getOrder'):
            check_order_ref(order_ref)
        with self._ask(
            'getOrder',
            OrdersRequests,
            lambda api: api.get_order(order_ref, includedData=const.INCLUDED_DATA),
            'order',
            dict,
        ) as (order, _content):
            header = OrderHeader.from_wire(order)
            if header.order_ref != order_ref:
                raise Unavailable("Amazon answered with another order than the one asked for.")
            return header


def _check_marketplaces(refs):
    if not refs:
        # Amazon would take none for all.
        raise Rejected('InvalidInput', "orders are asked for by marketplace; none is given.")


def _speaks_of_token(error):
    # Such as: "The paginationToken you have submitted is not valid." Nothing of it is documented.
    return error.code == 'InvalidInput' and 'token' in error.message.lower()


def _updated_before(content):
    return LenientFields(content, "the page").time('lastUpdatedBefore', "end of the span")
