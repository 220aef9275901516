from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

from sp_api.api import OrdersV20260101
from sp_api.auth import AccessTokenClient

from odoo.tests import BaseCase

from ...spapi import PUBLISHED_LIMITS, Credentials, Endpoints, SellingPartner, TokenBucket
from ...workshop.simulator import CLIENT_ID, CLIENT_SECRET, Simulator, serve
from ..contract import ContractChecked

US = 'ATVPDKIKX0DER'
DE = 'A1PA6795UKMFR9'
JP = 'A1VC38T7YXB528'
TOKEN_PATH = '/auth/o2/token'


class MemoryLimiter:
    """Amazon's published limits, kept in memory; and what was asked of it."""

    def __init__(self):
        self.buckets = {}
        self.acquired = []
        self.learned = []

    def acquire(self, operation):
        self.buckets[operation] = self._bucket(operation).take(self._now())
        self.acquired.append(operation)

    def learn(self, operation, rate):
        self.buckets[operation] = self._bucket(operation).with_rate(rate)
        self.learned.append((operation, rate))

    def exhausted(self, operation):
        self.buckets[operation] = self._bucket(operation).emptied(self._now())
        return self.buckets[operation].next_token_at(self._now())

    def _bucket(self, operation):
        return self.buckets.get(operation) or TokenBucket.full(
            PUBLISHED_LIMITS[operation], self._now()
        )

    def _now(self):
        return datetime.now(timezone.utc)


class SpapiCase(BaseCase):
    """Tests of how Amazon is spoken to: to a simulator, over HTTP, checked against its models."""

    def setUp(self):
        super().setUp()
        self.simulator = Simulator()
        self.shop = self.simulator.shop
        self.shop.event_lag = timedelta(minutes=4)
        # Access tokens are kept for the process: each test has a refresh token of its own.
        self.refresh_token = self.consent(self.simulator.seller)
        self.limiter = MemoryLimiter()
        self._stack = ExitStack()
        self.addCleanup(self._stack.close)
        contract = ContractChecked(self.simulator)
        self.addCleanup(lambda: self.assertEqual(contract.violations, []))
        self.url = self.serve(contract)
        self.amazon = self.connect()

    def serve(self, app):
        return self._stack.enter_context(serve(app))

    def consent(self, seller):
        return self.simulator.lwa.authorize(self.simulator.application, seller)

    def credentials(self, **different):
        return Credentials(**{
            'client_id': CLIENT_ID,
            'client_secret': CLIENT_SECRET,
            'refresh_token': self.refresh_token,
            **different,
        })

    def connect(self, url=None, limiter=None, **different_credentials):
        url = url or self.url
        return self._stack.enter_context(SellingPartner(
            self.credentials(**different_credentials),
            Endpoints(url, f'{url}{TOKEN_PATH}'),
            US,
            limiter or self.limiter,
        ))

    def bare_library(self, **different):
        return BareLibrary(self.url, self.refresh_token, **different)

    def spoil(self, fault, operation='searchOrders', **when):
        self.simulator.faults.add(operation, fault, **when)

    def search(self, amazon=None, **parameters):
        """Search what changed within the last day in the United States."""
        now = datetime.now(timezone.utc)
        parameters = {
            'marketplace_refs': [US],
            'updated_after': now - timedelta(days=1),
            'updated_before': now - timedelta(minutes=3),
            **parameters,
        }
        return (amazon or self.amazon).search_orders(**parameters)


class BareLibrary:
    """python-amazon-sp-api as its documentation says to use it, pointed at a simulator.

    It is here to show that what a test guards against does happen without `spapi`.
    """

    def __init__(self, url, refresh_token, client_secret=CLIENT_SECRET):
        class TokenClient(AccessTokenClient):
            scheme, host = url.split('//')[0] + '//', url.split('//')[1]

        self._orders = OrdersV20260101(
            marketplace=SimpleNamespace(endpoint=url, marketplace_id=US, region='us-east-1'),
            credentials={
                'lwa_app_id': CLIENT_ID,
                'lwa_client_secret': client_secret,
                'refresh_token': refresh_token,
            },
            auth_token_client_class=TokenClient,
        )

    @property
    def endpoint(self):
        return self._orders.endpoint

    def search(self):
        now = datetime.now(timezone.utc)
        return self._orders.search_orders(
            marketplaceIds=[US],
            lastUpdatedAfter=f'{now - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}',
            lastUpdatedBefore=f'{now - timedelta(minutes=3):%Y-%m-%dT%H:%M:%SZ}',
            includedData=['BUYER'],
        )
