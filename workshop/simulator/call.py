"""How one call of an operation is answered."""
from dataclasses import dataclass

from werkzeug.wrappers import Response

from .body import Body
from .errors import ApiError
from .feeds_api import (
    cancel_feed,
    create_feed,
    create_feed_document,
    get_feed,
    get_feed_document,
    get_feeds,
)
from .journal import Entry
from .orders_api import get_order, search_orders
from .orders_v0_api import confirm_shipment
from .sellers_api import get_marketplace_participations
from .wire import to_json


@dataclass(frozen=True)
class Operation:
    """What answers an operation, given its query or its body, and with which status.

    A function that gives links has to know the port of the server.
    """

    function: object
    status: int = 200
    has_body: bool = False
    gives_link: bool = False


OPERATIONS = {
    'searchOrders': Operation(search_orders),
    'getOrder': Operation(get_order),
    'getMarketplaceParticipations': Operation(get_marketplace_participations),
    'confirmShipment': Operation(confirm_shipment, 204, has_body=True),
    'createFeedDocument': Operation(create_feed_document, 201, has_body=True, gives_link=True),
    'createFeed': Operation(create_feed, 202, has_body=True),
    'getFeed': Operation(get_feed),
    'getFeeds': Operation(get_feeds),
    'cancelFeed': Operation(cancel_feed),
    'getFeedDocument': Operation(get_feed_document, gives_link=True),
}
# Whoever has a link to a document need not say who they are.
LINKS = ('uploadFeedDocument', 'downloadFeedDocument')
# Amazon tells the rate with these statuses only, say its models.
_STATUSES_WITH_RATE = (200, 201, 202, 204, 400, 404)


def refusal(error):
    """Return a refusal in Amazon's shape.

    :param ApiError error: The refusal.
    :rtype: werkzeug.wrappers.Response
    """
    return Response(to_json(error.body()), error.status, mimetype='application/json')


class Call:
    """One call of one operation, as faults get it."""

    def __init__(self, simulator, request, operation, arguments):
        self.simulator = simulator
        self.request = request
        self.operation = operation
        self.arguments = arguments

    def respond(self):
        with self.simulator.lock:
            self.simulator.calls[self.operation] += 1
            fault = self.simulator.faults.next(self.operation)
        response = None
        try:
            if fault:
                self._exempt_from_contract()
                response = fault(self)
            else:
                response = self.answer()
            return response
        finally:
            self._record(response.status_code if response else None)

    def answer(self):
        """Return what Amazon answers.

        :rtype: werkzeug.wrappers.Response
        """
        with self.simulator.lock:
            if self.operation == 'token':
                return self.simulator.lwa.answer(self.request.form)
            if self.operation in LINKS:
                return self.simulator.documents.answer(self.request, **self.arguments)
            try:
                grant = self.simulator.lwa.authenticate(
                    self.request.headers.get('x-amz-access-token'))
                response = self._answer_on_behalf_of(grant)
            except ApiError as error:
                return refusal(error)
            if response.status_code == 200:
                self.simulator.previous_answers[self.operation] = response.get_data()
            return response

    def previous_answer(self):
        """Return the latest good answer of this operation once more, or None.

        :rtype: werkzeug.wrappers.Response | None
        """
        body = self.simulator.previous_answers.get(self.operation)
        return body and Response(body, mimetype='application/json')

    def refuse(self, error):
        """Return a refusal in Amazon's shape.

        :param ApiError error: The refusal.
        :rtype: werkzeug.wrappers.Response
        """
        return refusal(error)

    def _answer_on_behalf_of(self, grant):
        limits = self.simulator.limits
        limits.take(grant, self.operation)
        grant.seller.feeds.catch_up()
        shop = grant.seller.shop
        mangled = shop.times_mangled
        try:
            response = self._carry_out(OPERATIONS[self.operation], grant.seller)
        except ApiError as error:
            response = refusal(error)
        if shop.times_mangled != mangled:
            self._exempt_from_contract()
        if response.status_code in _STATUSES_WITH_RATE:
            response.headers['x-amzn-RateLimit-Limit'] = limits.rate(grant, self.operation)
        return response

    def _carry_out(self, operation, seller):
        request = self.request
        parameters = Body.read(request.get_data()) if operation.has_body else request.args
        link = {'port': request.environ['SERVER_PORT']} if operation.gives_link else {}
        content = operation.function(
            seller, parameters, self.simulator.clock.now(), **self.arguments, **link)
        if content is None:
            return Response(status=operation.status)
        return Response(to_json(content), operation.status, mimetype='application/json')

    def _exempt_from_contract(self):
        """Tell the tests' contract checker, over the environment, that this is wrong on purpose."""
        self.request.environ['simulator.wrong_on_purpose'] = True

    def _record(self, status):
        request = self.request
        # What a link says in its query is as good as a password.
        query = '' if self.operation in LINKS else request.query_string.decode('latin-1')
        self.simulator.record(Entry(
            self.simulator.clock.now(), self.operation, request.method, request.path, query,
            status))
