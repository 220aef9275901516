from decimal import Decimal
from unittest.mock import patch

from odoo import fields
from odoo.tools import convert_file

from ...workshop.simulator.demo.demo_shop import INVOICED, fill
from ...workshop.tools.demo import demo_taxes
from ...workshop.tools.demo.demo_shop import invoice_one
from ..common import AmazonCase

GERMAN_BUSINESS, FRENCH, AMERICAN = (
    '302-5517730-4421908', '402-7763150-9904418', '111-0384721-6627403',
)


class TestDemoShopInOdoo(AmazonCase):
    """The shop that `make demo` shows, in one synchronization."""

    def setUp(self):
        super().setUp()
        (self.mug + self.teapot).active = False  # in favor of the demo's
        demo_taxes.set_up(self.env)
        convert_file(
            self.env, 'amazon_connector', 'demo/demo_products.xml', {}, mode='init', noupdate=True
        )
        self.link(self.create_account(
            name="Demo Shop", available_marketplace_ids=False, active_marketplace_ids=False
        ))
        self.demo = self.env['amazon.account'].search([('name', '=', "Demo Shop")])
        self.demo.last_orders_sync = fields.Datetime.subtract(fields.Datetime.now(), days=30)
        fill(self.shop)
        self.sync(self.demo)

    def test_every_total_is_amazons(self):
        sale_orders = self.env['sale.order'].search([('amazon_account_id', '=', self.demo.id)])
        self.assertGreater(len(sale_orders.currency_id), 3)
        for sale_order in sale_orders:
            order = self.shop.order(sale_order.amazon_order_ref)
            digits = sale_order.currency_id.decimal_places
            paid = sale_order.amount_total + sale_order.amazon_tax_collected
            self.assertEqual(Decimal(f'{paid:.{digits}f}'), order.paid)
            self.assertEqual(sale_order.currency_id.name, order.currency)

    def test_every_order_is_dealt_with(self):
        wanted = {
            ('MERCHANT', 'UNSHIPPED'), ('AMAZON', 'PARTIALLY_SHIPPED'), ('AMAZON', 'SHIPPED'),
        }
        for order in self.shop:
            with self.subTest(order.order_id):
                is_wanted = (order.channel, order.status) in wanted
                self.assertEqual(bool(self.sale_order(order)), is_wanted)
                self.assertEqual(self.inbox(order).state == 'imported', is_wanted)
                self.assertNotEqual(self.inbox(order).state, 'failed')

    def test_german_seller_owes_the_tax_of_the_buyers_country(self):
        german = self.sale_order(self.shop.order(GERMAN_BUSINESS))
        self.assertAlmostEqual(german.amount_tax, 27.93 + 20.12 + 1.58)
        french = self.sale_order(self.shop.order(FRENCH))
        self.assertAlmostEqual(french.amount_tax, french.amount_total / 120 * 20, 1)
        self.assertFalse(self.sale_order(self.shop.order(AMERICAN)).amount_tax)

    def test_german_business_has_its_invoice_at_amazon(self):
        self.enter_rate('EUR')
        self.env['delivery.carrier'].create({
            'name': "UPS",
            'product_id': self.env['product.product'].create({
                'name': "UPS", 'type': 'service',
            }).id,
        })
        reports = self.env.registry['ir.actions.report']
        with patch.object(reports, 'get_wkhtmltopdf_state', lambda *_args: 'ok'), patch.object(
            reports, '_run_wkhtmltopdf', lambda *_args, **_how: b'%PDF-1.4'
        ), self.committing(self.demo, self.env.ref('base.user_admin')) as demo:
            invoice_one(demo)
        [invoice] = self.shop.invoices.of(INVOICED)
        move = self.env['account.move'].search([('amazon_order_ref', '=', INVOICED)])
        self.assertEqual(invoice.number, move.name)
        self.assertEqual(move.amazon_upload_state, 'sent')
        self.assertEqual(move.amount_total, 238)
