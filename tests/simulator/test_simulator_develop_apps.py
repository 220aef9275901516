from odoo.tests import tagged

from ...workshop.simulator import FINANCE
from .simulator_case import SimulatorCase

PAGE = '/develop-apps'
TRANSACTIONS = '/finances/2024-06-19/transactions'


@tagged('-at_install', 'post_install')
class TestDevelopApps(SimulatorCase):

    def test_roles_are_taken_away(self):
        self.assertEqual(self.get(TRANSACTIONS).status_code, 200)
        roles = self.shop.roles - {FINANCE}
        self.client.post(PAGE, data={'role': list(roles)})
        self.assertEqual(self.shop.roles, roles)
        self.assert_refused(self.get(TRANSACTIONS), 403, 'Unauthorized')
        self.assertIn('value="Finance and Accounting">', self.client.get(PAGE).text)

    def test_application_becomes_public(self):
        application = self.simulator.application
        consent = f'/apps/authorize/consent?application_id={application.application_id}'
        self.assertIn('MD1000', self.client.get(consent).text)
        self.client.post(PAGE, data={'is_listed': '1'})
        self.assertIn('MD5100', self.client.get(consent).text)
        self.client.post(PAGE, data={
            'is_listed': '1', 'login_uri': 'https://x/login', 'redirect_uri': 'https://x/back',
        })
        self.assertIn("Confirm", self.client.get(consent).text)
