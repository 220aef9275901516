from xmlrpc.client import Fault

from odoo.tests import HttpCase, get_db_name
from odoo.tools import mute_logger

from ..invoice.invoice_case import InvoiceCase


class TestOtherPrograms(InvoiceCase, HttpCase):
    """Programs that talk to Odoo by XML-RPC read and do what people do."""

    registry_test_mode = False  # The other class enters it.

    def call(self, model, method, *arguments, **options):
        user = self.env.ref('base.user_admin')
        self.env.flush_all()
        # 19.0 asks programs to use its newer way; most don't yet.
        with mute_logger('odoo.addons.rpc.controllers.xmlrpc'):
            return self.xmlrpc_object.execute_kw(
                get_db_name(), user.id, 'admin', model, method, arguments, options
            )

    def test_why_an_order_waits_is_read(self):
        order = self.shop.place(status='PENDING')
        self.sync()
        [row] = self.call('amazon.order', 'read', self.inbox(order).ids, ['reason'])
        self.assertIn("Amazon has not released the order yet", row['reason'])

    def test_all_that_the_connector_adds_is_read(self):
        order = self.place()
        self.ordinary_order(self.mug)
        self.invoice(self.sale_order(order))
        self.place_and_ship()
        self.sale_order(order).order_line[:1].price_unit += 1
        self.sync()
        for model, names in self.added().items():
            records = self.env[model].search([])
            with self.subTest(model, records=len(records)):
                read = self.call(model, 'read', records.ids, sorted(names))
                self.assertEqual(len(read), len(records))

    def added(self):
        """Return the fields that the addon adds, by model."""
        return {
            name: names for name, model in self.registry.items()
            if not model._abstract and not model._transient and (names := [
                field.name for field in model._fields.values()
                if field._module == 'amazon_connector'
            ])
        }

    def test_what_a_button_answers_is_understood(self):
        self.shop.place()
        answer = self.call('amazon.account', 'action_sync_orders', self.account.ids)
        self.assertIn("Orders", answer['params']['title'])

    def test_what_is_refused_is_said(self):
        sale = self.env.ref('amazon_connector.product_amazon_sale')
        with (
            mute_logger('odoo.http'),  # 19.0 logs what is refused.
            self.assertRaisesRegex(Fault, "is needed to import Amazon orders"),
        ):
            self.call('product.product', 'unlink', sale.ids)
