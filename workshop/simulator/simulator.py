"""An Amazon as a whole."""
import random

from .core.app import App
from .feeds.processing import Feeds
from .lwa.behaviour import LoginWithAmazon
from .marketplace.seller import Seller
from .marketplace.shop import Shop
from .reports.processing import Reports
from .s3.documents import Documents
from .urls import PUBLISHED_PLANS, URLS

# The application and the seller that every simulator knows.
CLIENT_ID = 'amzn1.application-oa2-client.simulator'
CLIENT_SECRET = 'amzn1.oa2-cs.v1.simulator'
REFRESH_TOKEN = 'Atzr|simulator'
SELLER_ID = 'ASIMULATOR1'
COUNTRIES = ('US', 'CA', 'MX', 'GB', 'DE', 'FR', 'IT', 'ES', 'NL', 'SE', 'PL', 'JP')


class Simulator(App):
    """An Amazon in memory: a WSGI application, and the means to play with it.

    All regions are behind one address, so that one seller can sell in all of them.

    :param seed: What chance starts from.
    :param Clock clock: The time; the machine's if absent.
    """

    def __init__(self, seed=0, clock=None):
        super().__init__(URLS, PUBLISHED_PLANS, clock)
        self.seed = seed
        self.lwa = LoginWithAmazon(self.clock)
        self.documents = Documents(self.clock)
        self.sellers = []
        self.application = self.lwa.add_application(CLIENT_ID, CLIENT_SECRET)
        self.seller = self.add_seller(SELLER_ID, "Camellia & Ink")
        self.lwa.authorize(self.application, self.seller, REFRESH_TOKEN)

    @property
    def shop(self):
        """The shop of the seller that every simulator knows."""
        return self.seller.shop

    @property
    def feeds(self):
        """The feeds of the seller that every simulator knows."""
        return self.seller.feeds

    @property
    def reports(self):
        """The reports of the seller that every simulator knows."""
        return self.seller.reports

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
        reports = Reports(self.clock, seller_id, shop, self.documents)
        seller = Seller(seller_id, name, shop, feeds, reports)
        for country in COUNTRIES:
            seller.participate(country, has_suspended_listings=country == 'SE')
        seller.participate('BE', is_participating=False)
        self.sellers.append(seller)
        return seller
