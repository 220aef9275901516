from werkzeug.test import Client

from odoo.tests import BaseCase

from ..simulator import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, Simulator
from .contract import ContractChecked

ORDERS = '/orders/2026-01-01/orders'
PARTICIPATIONS = '/sellers/v1/marketplaceParticipations'
TOKEN = '/auth/o2/token'
LONG_AGO = '2000-01-01T00:00:00Z'
A_WHILE = 121  # seconds, after which Amazon shows what has happened


class SimulatorCase(BaseCase):
    """Tests of the simulator itself, called as any program would call it.

    Every answer is held against Amazon's models, except where it is wrong on purpose. Limits are
    off, since most tests are about something else.
    """

    def setUp(self):
        super().setUp()
        self.simulator = Simulator()
        self.simulator.limits.enabled = False
        self.shop = self.simulator.shop
        # Requests are not checked: many are wrong, to see whether they are refused.
        checked = ContractChecked(self.simulator, requests=False)
        self.addCleanup(lambda: self.assertEqual(checked.violations, []))
        self.client = Client(checked)
        self.access_token = self.get_access_token()

    def get_access_token(self, **credentials):
        return self.ask_token(**credentials).json['access_token']

    def ask_token(self, **credentials):
        form = {
            'grant_type': 'refresh_token', 'client_id': CLIENT_ID, 'client_secret': CLIENT_SECRET,
            'refresh_token': REFRESH_TOKEN, **credentials,
        }
        return self.client.post(TOKEN, data=form)

    def get(self, path, **parameters):
        headers = {'x-amz-access-token': self.access_token} if self.access_token else {}
        return self.client.get(path, query_string=parameters, headers=headers)

    def search(self, **parameters):
        """Return the answer to searchOrders, for all orders unless told otherwise."""
        if not {'createdAfter', 'lastUpdatedAfter'} & set(parameters):
            parameters['lastUpdatedAfter'] = LONG_AGO
        return self.get(ORDERS, **parameters)

    def found(self, **parameters):
        """Return the ids of the orders that a search finds."""
        response = self.search(**parameters)
        self.assertEqual(response.status_code, 200, response.data)
        return [order['orderId'] for order in response.json['orders']]

    def fetch(self, order, *datasets):
        """Return an order's JSON."""
        parameters = {'includedData': ','.join(datasets)} if datasets else {}
        response = self.get(f'{ORDERS}/{order.order_id}', **parameters)
        self.assertEqual(response.status_code, 200, response.data)
        return response.json['order']

    def wait(self, seconds=A_WHILE):
        """Let time pass, and renew the access token as callers do."""
        self.simulator.clock.advance(seconds)
        self.access_token = self.get_access_token()

    def assert_refused(self, response, status, code, details=''):
        self.assertEqual(response.status_code, status, response.data)
        [error] = response.json['errors']
        self.assertEqual(error['code'], code)
        self.assertIn(details, error['details'])
