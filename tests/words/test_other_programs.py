from xmlrpc.client import Fault

from odoo.tests import HttpCase, get_db_name

from ..common import AmazonCase


class TestOtherPrograms(AmazonCase, HttpCase):
    """Programs that talk to Odoo by XML-RPC read and do what people do."""

    registry_test_mode = False  # AmazonCase enters it.

    def call(self, model, method, *arguments, **options):
        user = self.env.ref('base.user_admin')
        self.env.flush_all()
        return self.xmlrpc_object.execute_kw(
            get_db_name(), user.id, 'admin', model, method, arguments, options
        )

    def test_why_an_order_waits_is_read(self):
        self.link()
        order = self.shop.place(status='PENDING')
        self.sync()
        [row] = self.call('amazon.order', 'read', self.inbox(order).ids, ['reason'])
        self.assertIn("Amazon has not released the order yet", row['reason'])

    def test_what_a_button_answers_is_understood(self):
        self.link()
        self.shop.place()
        answer = self.call('amazon.account', 'action_sync_orders', self.account.ids)
        self.assertIn("Orders", answer['params']['title'])

    def test_what_is_refused_is_said(self):
        sale = self.env.ref('amazon_connector.product_amazon_sale')
        with self.assertRaisesRegex(Fault, "is needed to import Amazon orders"):
            self.call('product.product', 'unlink', sale.ids)
