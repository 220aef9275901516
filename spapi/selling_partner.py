import math
from dataclasses import dataclass
from datetime import datetime

from . import const
from .answers import read_answer
from .deadline import Deadline
from .errors import Rejected, Throttled, Unauthorized, Unavailable
from .fields import Fields, Unreadable
from .library import OrdersRequests, SellersRequests
from .order_header import OrderHeader
from .participation import Participation
from .times import read_time, write_time
from .tokens import AccessTokens
from .transport import Transport


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


class SellingPartner:
    """Amazon as one seller sees it, for the duration of one job.

    A context manager: leaving it closes the connections. All calls raise nothing but:

    - `Unavailable`, `Throttled`: stop, keep the place, come back later;
    - `Unauthorized`: stop, a person has to link the account again;
    - `Rejected`: this request, repeated, will be refused again. If the error
      `is_about_page_token`, the same orders can be asked for without it.

    What a proxy or a firewall answers is `Unavailable`, whatever it says: `Unauthorized` and
    `Rejected` take an error in Amazon's own form.

    Each call takes from the limit of its operation before it is made.
    """

    def __init__(self, credentials, endpoints, marketplace_ref, limiter, seconds=None):
        """
        :param Credentials credentials: who asks, and for which seller.
        :param Endpoints endpoints: where Amazon is asked.
        :param str marketplace_ref: the seller's home marketplace (Amazon's id).
        :param Limiter limiter: what keeps the calls within Amazon's limits.
        :param float seconds: how long Amazon may be waited for from now on, by all calls together;
            None, if that does not matter. After that, calls raise `Unavailable` without asking.
            What is under way by then is given up when its present wait, for a connection or for a
            part of the answer, is over.
        """
        self._endpoints = endpoints
        self._marketplace_ref = marketplace_ref
        self._limiter = limiter
        self._deadline = Deadline(seconds)
        self._transport = Transport(endpoints, self._deadline)
        self._tokens = AccessTokens(
            credentials, endpoints.lwa_url, self._transport, self._deadline
        )
        self._repeated_page = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        """Close the connections."""
        self._transport.close()

    # === ORDERS === #

    def search_orders(self, marketplace_refs, updated_after, updated_before, page_token=None):
        """Return a page of the orders that changed in a span of time.

        For the next page the same parameters must be given, with the token of this one. Amazon
        wants `updated_before` to be two minutes ago at least, and gives up to 100 orders a page.

        See `searchOrders` in the model orders_2026-01-01.json of
        https://github.com/amzn/selling-partner-api-models.

        :param list[str] marketplace_refs: from which marketplaces (Amazon's ids).
        :param datetime updated_after: begin of the span (aware).
        :param datetime updated_before: end of the span (aware).
        :param str page_token: the `next_token` of the page before.
        :rtype: OrdersPage
        :raise AmazonError: see the class. `Rejected` with `is_about_page_token`, if Amazon no
            longer takes the token, or not with these parameters.
        """
        if not marketplace_refs:
            # Amazon would take none for all.
            raise Rejected('InvalidInput', "orders are asked for by marketplace; none is given.")
        params = {
            'marketplaceIds': list(marketplace_refs),
            'lastUpdatedAfter': write_time(updated_after),
            'lastUpdatedBefore': write_time(updated_before),
            'maxResultsPerPage': const.MAX_ORDERS_PER_PAGE,
            'includedData': const.INCLUDED_DATA,
        }
        if page_token:
            params['paginationToken'] = page_token
        orders, content = self._search(params)
        try:
            return OrdersPage(
                headers=[OrderHeader.from_wire(order) for order in orders],
                next_token=self._next_token(content, page_token),
                updated_before=_updated_before(content),
            )
        except Unreadable:
            # To take it for the last page would be to lose the rest.
            raise Unavailable("Amazon's answer does not say which page comes next.") from None

    def _search(self, params):
        try:
            return self._ask(
                'searchOrders',
                OrdersRequests,
                lambda api: api.search_orders(**params),
                'orders',
                list,
            )
        except Rejected as error:
            if 'paginationToken' in params and _speaks_of_token(error):
                raise Rejected(error.code, error.message, is_about_page_token=True) from None
            raise

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
        if not const.ORDER_REF.fullmatch(order_ref):
            # It becomes a part of the URL.
            raise Rejected('InvalidInput', "this is not an Amazon order reference.")
        order, _content = self._ask(
            'getOrder',
            OrdersRequests,
            lambda api: api.get_order(order_ref, includedData=const.INCLUDED_DATA),
            'order',
            dict,
        )
        header = OrderHeader.from_wire(order)
        if header.order_ref != order_ref:
            raise Unavailable("Amazon answered with another order than the one asked for.")
        return header

    # === SELLERS === #

    def marketplace_participations(self):
        """Return the marketplaces that the seller has a registration for.

        See `getMarketplaceParticipations` in the model sellers.json of
        https://github.com/amzn/selling-partner-api-models.

        :rtype: list[Participation]
        :raise AmazonError: see the class.
        """
        payload, _content = self._ask(
            'getMarketplaceParticipations',
            SellersRequests,
            lambda api: api.get_marketplace_participation(),
            'payload',
            list,
        )
        try:
            return [Participation.from_wire(value) for value in payload]
        except Unreadable as error:
            raise Unavailable(f"Amazon's list of marketplaces is not usable. {error}") from None

    def check_credentials(self):
        """Test the credentials themselves, not a token that they gave earlier.

        :return: as `marketplace_participations`.
        :rtype: list[Participation]
        :raise AmazonError: see the class.
        """
        self._tokens.forget()
        return self.marketplace_participations()

    # === REQUESTS === #

    def _ask(self, operation, api_class, call, key, kind):
        """Make a call; once more with a new access token, if a cached one is refused.

        :param str operation: Amazon's name of it.
        :param type api_class: whose requests.
        :param callable call: makes the request.
        :param str key: where the result is in the answer.
        :param type kind: what the result is.
        :return: as `read_answer`.
        """
        token = self._tokens.get()
        try:
            return read_answer(self._send(operation, api_class, call, token), key, kind)
        except Unauthorized:
            self._tokens.forget(token)
            if token.is_fresh:
                raise
        token = self._tokens.get()
        return read_answer(self._send(operation, api_class, call, token), key, kind)

    def _send(self, operation, api_class, call, token):
        api = api_class(
            self._endpoints.api_url, self._marketplace_ref, token.value, self._transport
        )
        self._deadline.check()  # A call that cannot be made is not to be counted.
        self._limiter.acquire(operation)
        answer = call(api)
        rate = _announced_rate(answer)
        if rate:
            self._limiter.learn(operation, rate)
        if answer.status == 429:
            raise Throttled(self._limiter.exhausted(operation))
        return answer


def _speaks_of_token(error):
    # Such as: "The paginationToken you have submitted is not valid." Nothing of it is documented.
    return error.code == 'InvalidInput' and 'token' in error.message.lower()


def _announced_rate(answer):
    try:
        rate = float(answer.headers[const.RATE_HEADER])
    except (KeyError, ValueError):
        return None
    return rate if math.isfinite(rate) and rate > 0 else None


def _updated_before(content):
    try:
        return read_time(content.get('lastUpdatedBefore'))
    except (TypeError, ValueError):
        return None
