from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from ...workshop.simulator import Item
from ..series import OUT_OF_USE, included
from .invoice_case import InvoiceCase

MUG, TEAPOT = 'AMZ-MUG-WHITE', 'AMZ-TEAPOT'


class TestCollectiveInvoice(InvoiceCase):
    """One invoice a day for the private buyers of a marketplace."""

    def setUp(self):
        super().setUp()
        self.automate(invoice_private='daily')
        self.company.partner_id.tz = 'UTC'
        self.morning = fields.Datetime.now().replace(hour=9) + timedelta(days=1)

    def collect(self, moment=None):
        """Run the job many times on the day, and the next morning."""
        for _run in range(2):
            self.run_invoices()
        for _run in range(2):
            with freeze_time(moment or self.morning):
                self.run_invoices()

    def test_one_invoice_for_all_when_the_day_is_over(self):
        orders = self.shipped(items=[Item(MUG, 2, shipping=5)]) + self.shipped()
        self.run_invoices()
        self.assertFalse(orders.invoice_ids)
        self.assertTrue(all(orders.mapped('amazon_collect_day')))
        self.collect()
        invoice = orders.invoice_ids
        self.assertEqual(len(invoice), 1)
        self.assertEqual(invoice.state, 'posted')
        self.assertEqual(invoice.partner_id.name, "Amazon Customers (Amazon.com)")
        self.assertAlmostEqual(invoice.amount_total, sum(orders.mapped('amount_total')))
        for order in orders:
            self.assertEqual(order.invoice_ids, invoice)
            self.assertEqual(order.invoice_status, 'invoiced')
            self.assertIn(order.amazon_order_ref, invoice.amazon_order_ref)
            for line in order.order_line:
                self.assertEqual(line.qty_invoiced, line.product_uom_qty)
        self.assertFalse(any(orders.mapped('amazon_collect_day')))

    def test_taxes_that_are_rounded_on_the_whole_make_the_orders_totals(self):
        self.company.tax_calculation_rounding_method = 'round_globally'
        self.mug.taxes_id = self.env['account.tax'].create({
            'name': "19", 'amount': 19, 'type_tax_use': 'sale', **included(False),
        })
        prices = [f'{3 + number * 1.37:.2f}' for number in range(30)]
        with self.shop.batch():
            placed = [self.shop.place(
                channel='AMAZON', status='SHIPPED', prices_include_tax=True,
                items=[Item(MUG, unit_price=price)],
            ) for price in prices]
        self.sync()
        orders = self.env['sale.order'].union(*map(self.sale_order, placed))
        self.collect()
        invoice = orders.invoice_ids
        self.assertEqual(len(invoice), 1)
        self.assertAlmostEqual(invoice.amount_total, sum(orders.mapped('amount_total')))
        self.assertAlmostEqual(invoice.amount_total, sum(map(float, prices)))

    def test_business_has_its_own(self):
        business = self.shipped(programs=['AMAZON_BUSINESS'])
        private = self.shipped()
        self.run_invoices()
        self.assertEqual(business.invoice_ids.partner_id, business.partner_invoice_id)
        self.assertFalse(private.invoice_ids)
        self.collect()
        self.assertNotEqual(private.invoice_ids, business.invoice_ids)

    def test_marketplaces_currencies_and_taxes_are_kept_apart(self):
        self.enter_rate('EUR')
        orders = self.shipped() + self.shipped(marketplace='DE') + self.shipped()
        orders[2].fiscal_position_id = self.env['account.fiscal.position'].create({'name': "OSS"})
        self.collect()
        self.assertEqual(len(orders.invoice_ids), 3)
        self.assertEqual(
            orders[1].invoice_ids.partner_id.name, "Amazon Customers (Amazon.de)"
        )

    def test_the_same_customer_every_day(self):
        first = self.shipped()
        self.collect()
        with freeze_time(self.morning):
            second = self.shipped()
        self.collect(self.morning + timedelta(days=1))
        self.assertNotEqual(first.invoice_ids, second.invoice_ids)
        self.assertEqual(first.invoice_ids.partner_id, second.invoice_ids.partner_id)

    def test_what_fails_waits_alone_and_it_is_still_one(self):
        orders = self.env['sale.order']
        for _order in range(4):
            orders += self.shipped()
        broken = self.shipped(items=[Item(TEAPOT)])
        account = self.mug.product_tmpl_id.get_product_accounts()['income']
        old = account.copy({'code': 'OLD.1'})
        self.teapot.property_account_income_id = old
        old.write(OUT_OF_USE)
        self.collect()
        self.assertEqual(len(orders.invoice_ids), 1)
        self.assertEqual(orders.invoice_ids.state, 'posted')
        self.assertFalse(broken.invoice_ids)
        self.assertIn("account", broken.amazon_invoice_reason)

    def test_draft(self):
        self.account.invoice_when = 'draft'
        order = self.shipped()
        self.collect()
        self.assertEqual(order.invoice_ids.state, 'draft')

    def test_parcels_of_three_days_make_the_order_to_the_cent(self):
        self.account.invoice_per = 'parcel'
        self.mug.taxes_id = self.env['account.tax'].create({
            'name': "21", 'amount': 21, 'type_tax_use': 'sale', **included(False),
        })
        placed = self.place(prices_include_tax=True, items=[Item(MUG, 3, unit_price='9.00')])
        order = self.sale_order(placed)
        for number in range(3):
            with freeze_time(self.morning + timedelta(days=number)):
                delivery = order.picking_ids.filtered(lambda picking: picking.state != 'done')
                self.ship(delivery, {self.mug: 1}, tracking=f'1Z999AA1012345678{number}')
        for number in range(1, 4):
            self.collect(self.morning + timedelta(days=number))
        self.assertEqual(len(order.invoice_ids), 3)
        self.assertAlmostEqual(sum(order.invoice_ids.mapped('amount_total')), 27)

    def test_parcels_of_two_days(self):
        self.account.invoice_per = 'parcel'
        order = self.place(items=[Item(MUG, 2, shipping=5)])
        delivery = self.ship(self.picking(order), {self.mug: 1})
        with freeze_time(self.morning):
            self.ship(self.picking(order) - delivery, tracking='1Z999AA10123456785')
        self.collect(self.morning + timedelta(days=2))
        first, second = self.sale_order(order).invoice_ids.sorted('invoice_date')
        self.assertEqual(second.invoice_date - first.invoice_date, timedelta(days=1))
        self.assertEqual(sum(first.invoice_line_ids.mapped('quantity')), 2)
        self.assertEqual(sum(second.invoice_line_ids.mapped('quantity')), 1)
