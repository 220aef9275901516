from odoo.exceptions import UserError
from odoo.modules.neutralize import get_neutralization_queries

from .common import AmazonCase


class TestNeutralize(AmazonCase):

    def test_copy_of_the_database_talks_to_nobody(self):
        self.link()
        self.env.flush_all()
        for query in get_neutralization_queries(['amazon_connector']):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        calls = self.amazon.calls.total()
        self.assertEqual(self.account.state, 'draft')
        self.assertFalse(self.account.refresh_token or self.account.client_secret)
        self.sync()
        with self.assertRaises(UserError):
            self.click(self.account, 'action_sync_orders')
        self.assertEqual(self.amazon.calls.total(), calls)
