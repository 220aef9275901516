import random
import threading
import uuid

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from . import seller_central
from .clock import Clock
from .errors import ApiError, not_found
from .faults import Faults
from .journal import Entry, Journal
from .limits import Limits
from .lwa import LoginWithAmazon
from .orders_api import get_order, search_orders
from .seller import Seller
from .sellers_api import get_marketplace_participations
from .shop import Shop
from .wire import to_json

# The application and the seller that every simulator knows.
CLIENT_ID = 'amzn1.application-oa2-client.simulator'
CLIENT_SECRET = 'amzn1.oa2-cs.v1.simulator'
REFRESH_TOKEN = 'Atzr|simulator'
SELLER_ID = 'ASIMULATOR1'
COUNTRIES = ('US', 'CA', 'MX', 'GB', 'DE', 'FR', 'IT', 'ES', 'NL', 'SE', 'PL', 'JP')

TOKEN_PATH = '/auth/o2/token'
OPERATIONS = {
    'searchOrders': search_orders,
    'getOrder': get_order,
    'getMarketplaceParticipations': get_marketplace_participations,
}
_ROUTES = Map([
    Rule('/orders/2026-01-01/orders', endpoint='searchOrders', methods=['GET']),
    Rule('/orders/2026-01-01/orders/<order_id>', endpoint='getOrder', methods=['GET']),
    Rule(
        '/sellers/v1/marketplaceParticipations',
        endpoint='getMarketplaceParticipations', methods=['GET']),
    Rule(TOKEN_PATH, endpoint='token', methods=['POST']),
])
# Amazon tells the rate with these statuses only, says its model.
_STATUSES_WITH_RATE = (200, 400, 404)


class Simulator:
    """An Amazon in memory: a WSGI application, and the means to play with it.

    All regions are behind one address, so that one seller can sell in all of them.
    """

    def __init__(self, seed=0, clock=None):
        self.clock = clock or Clock()
        self.seed = seed
        self.rng = random.Random(seed)
        self.lock = threading.RLock()
        self.journal_of_calls = Journal()
        self.lwa = LoginWithAmazon(self.clock)
        self.limits = Limits(self.clock)
        self.faults = Faults()
        self.sellers = []
        self.previous_answers = {}
        self.application = self.lwa.add_application(CLIENT_ID, CLIENT_SECRET)
        self.seller = self.add_seller(SELLER_ID, "Camellia & Ink")
        self.lwa.authorize(self.application, self.seller, REFRESH_TOKEN)

    # === PLAYING === #

    @property
    def shop(self):
        """The shop of the seller that every simulator knows."""
        return self.seller.shop

    @property
    def calls(self):
        """How many calls there were, by operation (`token` for the token endpoint)."""
        return self.journal_of_calls.calls

    @property
    def journal(self):
        """The latest calls, oldest first."""
        return list(self.journal_of_calls.entries)

    def add_seller(self, seller_id=None, name="Another Store"):
        """Open a seller account, with an empty shop that takes part in many marketplaces.

        One of them (BE) is not active, and one (SE) has suspended listings.

        :param str seller_id: Amazon's seller id; a new one if absent.
        :param str name: The store's name.
        :rtype: Seller
        """
        number = len(self.sellers) + 1
        shop = Shop(self.clock, random.Random(f'{self.seed}/{number}'), self.lock)
        seller = Seller(seller_id or f'ASIMULATOR{number}', name, shop)
        for country in COUNTRIES:
            seller.participate(country, has_suspended_listings=country == 'SE')
        seller.participate('BE', is_participating=False)
        self.sellers.append(seller)
        return seller

    # === ANSWERING === #

    def __call__(self, environ, start_response):
        request = Request(environ)
        # A server that answers before it has read everything resets the connection.
        request.get_data()
        return self._respond(request)(environ, start_response)

    def _respond(self, request):
        if seller_central.is_page(request.path):
            return seller_central.respond(self, request)
        try:
            operation, arguments = _ROUTES.bind_to_environ(request.environ).match()
        except HTTPException:
            return _refusal(not_found("There is no such operation."))
        return Call(self, request, operation, arguments).respond()


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
            response.headers['x-amzn-RequestId'] = str(uuid.uuid4())
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
            try:
                grant = self.simulator.lwa.authenticate(
                    self.request.headers.get('x-amz-access-token'))
                response = self._answer_on_behalf_of(grant)
            except ApiError as error:
                return _refusal(error)
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
        return _refusal(error)

    def _answer_on_behalf_of(self, grant):
        limits = self.simulator.limits
        limits.take(grant, self.operation)
        shop = grant.seller.shop
        mangled = shop.times_mangled
        try:
            content = OPERATIONS[self.operation](
                grant.seller, self.request.args, self.simulator.clock.now(), **self.arguments)
            response = Response(to_json(content), mimetype='application/json')
        except ApiError as error:
            response = _refusal(error)
        if shop.times_mangled != mangled:
            self._exempt_from_contract()
        if response.status_code in _STATUSES_WITH_RATE:
            response.headers['x-amzn-RateLimit-Limit'] = limits.rate(grant, self.operation)
        return response

    def _exempt_from_contract(self):
        """Tell the tests' contract checker, over the environment, that this is wrong on purpose."""
        self.request.environ['simulator.wrong_on_purpose'] = True

    def _record(self, status):
        query = self.request.query_string.decode('latin-1')
        self.simulator.journal_of_calls.record(Entry(
            self.simulator.clock.now(), self.operation, self.request.method, self.request.path,
            query, status))


def _refusal(error):
    return Response(to_json(error.body()), error.status, mimetype='application/json')
