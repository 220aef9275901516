import random
import threading
import uuid
from collections import Counter, deque

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request

from . import seller_central
from .call import Call, refusal
from .clock import Clock
from .documents import Documents
from .errors import not_found
from .faults import Faults
from .feeds import Feeds
from .journal import JOURNAL_SIZE
from .limits import Limits
from .lwa import LoginWithAmazon
from .seller import Seller
from .shop import Shop

# The application and the seller that every simulator knows.
CLIENT_ID = 'amzn1.application-oa2-client.simulator'
CLIENT_SECRET = 'amzn1.oa2-cs.v1.simulator'
REFRESH_TOKEN = 'Atzr|simulator'
SELLER_ID = 'ASIMULATOR1'
COUNTRIES = ('US', 'CA', 'MX', 'GB', 'DE', 'FR', 'IT', 'ES', 'NL', 'SE', 'PL', 'JP')

TOKEN_PATH = '/auth/o2/token'
_ROUTES = Map([
    Rule('/orders/2026-01-01/orders', endpoint='searchOrders', methods=['GET']),
    Rule('/orders/2026-01-01/orders/<order_id>', endpoint='getOrder', methods=['GET']),
    Rule(
        '/orders/v0/orders/<order_id>/shipmentConfirmation',
        endpoint='confirmShipment', methods=['POST']),
    Rule('/feeds/2021-06-30/documents', endpoint='createFeedDocument', methods=['POST']),
    Rule(
        '/feeds/2021-06-30/documents/<document_id>', endpoint='getFeedDocument', methods=['GET']),
    Rule('/feeds/2021-06-30/feeds', endpoint='createFeed', methods=['POST']),
    Rule('/feeds/2021-06-30/feeds', endpoint='getFeeds', methods=['GET']),
    Rule('/feeds/2021-06-30/feeds/<feed_id>', endpoint='getFeed', methods=['GET']),
    Rule('/feeds/2021-06-30/feeds/<feed_id>', endpoint='cancelFeed', methods=['DELETE']),
    Rule('/documents/<document_id>', endpoint='uploadFeedDocument', methods=['PUT']),
    Rule('/documents/<document_id>', endpoint='downloadFeedDocument', methods=['GET']),
    Rule(
        '/sellers/v1/marketplaceParticipations',
        endpoint='getMarketplaceParticipations', methods=['GET']),
    Rule(TOKEN_PATH, endpoint='token', methods=['POST']),
])


class Simulator:
    """An Amazon in memory: a WSGI application, and the means to play with it.

    All regions are behind one address, so that one seller can sell in all of them.
    """

    def __init__(self, seed=0, clock=None):
        self.clock = clock or Clock()
        self.seed = seed
        self.lock = threading.RLock()
        # How many calls there were, by operation; `token` for the token endpoint, and
        # `uploadFeedDocument` and `downloadFeedDocument` for the links to documents.
        self.calls = Counter()
        self.lwa = LoginWithAmazon(self.clock)
        self.limits = Limits(self.clock)
        self.faults = Faults()
        self.documents = Documents(self.clock)
        self.sellers = []
        self._entries = deque(maxlen=JOURNAL_SIZE)
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
    def feeds(self):
        """The feeds of the seller that every simulator knows."""
        return self.seller.feeds

    @property
    def journal(self):
        """The latest calls, oldest first."""
        with self.lock:
            return list(self._entries)

    def record(self, entry):
        """Put a call into the journal.

        :param Entry entry: The call.
        """
        with self.lock:
            self._entries.append(entry)

    def add_seller(self, seller_id=None, name="Another Store"):
        """Open a seller account, with an empty shop that takes part in many marketplaces.

        One of them (BE) is not active, and one (SE) has suspended listings.

        :param str seller_id: Amazon's seller id; a new one if absent.
        :param str name: The store's name.
        :rtype: Seller
        """
        number = len(self.sellers) + 1
        shop = Shop(self.clock, random.Random(f'{self.seed}/{number}'), self.lock)
        seller_id = seller_id or f'ASIMULATOR{number}'
        feeds = Feeds(self.clock, seller_id, shop, self.documents)
        seller = Seller(seller_id, name, shop, feeds)
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
            response = refusal(not_found("There is no such operation."))
        else:
            response = Call(self, request, operation, arguments).respond()
        response.headers['x-amzn-RequestId'] = str(uuid.uuid4())
        return response
