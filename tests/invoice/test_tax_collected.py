from ...workshop.simulator import Item
from ..taxes.test_whose_tax import facilitated
from .invoice_case import InvoiceCase
from .test_amazon_sales import AmazonSalesCase


class TestTaxOnInvoices(InvoiceCase):
    """An invoice says how much tax Amazon collects on what it is about."""

    def setUp(self):
        super().setUp()
        self.mug.invoice_policy = 'delivery'

    def order(self, quantity=4):
        return self.sale_order(self.place(items=[
            facilitated(quantity=quantity, tax='16.00', shipping='5.00', shipping_tax='0.50'),
        ]))

    def test_whole_order(self):
        order = self.order()
        self.ship(order.picking_ids)
        invoice = self.invoice(order)
        self.assertEqual(invoice.amazon_tax_collected, 16.50)
        self.assertEqual(invoice.amount_total, 165)

    def test_parts_and_credit_notes(self):
        order = self.order()
        self.ship(order.picking_ids, {self.mug: 1})
        first = self.invoice(order)
        self.assertEqual(first.amazon_tax_collected, 4.50)
        self.ship(order.picking_ids.filtered(lambda picking: picking.state != 'done'))
        self.assertEqual(self.invoice(order).amazon_tax_collected, 12)
        self.assertEqual(first._reverse_moves().amazon_tax_collected, 4.50)

    def test_other_invoices_have_none(self):
        order = self.sale_order(self.place(items=[Item('AMZ-MUG-WHITE', tax='1.00')]))
        self.ship(order.picking_ids)
        self.assertFalse(self.invoice(order).amazon_tax_collected)


class TestTaxInReports(AmazonSalesCase):
    """What Amazon collects is counted beside what is sold."""

    def place_orders(self):
        return self.shipped(items=[facilitated()]) + self.shipped(
            marketplace='DE', items=[facilitated()], prices_include_tax=True,
        ) + self.shipped()

    def test_sales(self):
        self.assertEqual(
            self.report('sale.report', 'amazon_tax_collected', self.sales_manager),
            self.expected('amazon_tax_collected'),
        )

    def test_invoices(self):
        self.invoice(self.orders)
        self.assertEqual(
            self.report('account.invoice.report', 'amazon_tax_collected', self.accountant),
            self.expected('amazon_tax_collected'),
        )

    def test_credit_notes_take_it_back(self):
        for invoice in self.invoice(self.orders):
            invoice._reverse_moves().action_post()
        found = self.report('account.invoice.report', 'amazon_tax_collected', self.accountant)
        self.assertFalse(any(found.values()), found)


class TestTaxOfTheOrderInReports(AmazonSalesCase):
    """What Amazon collects on the order as a whole is a line of nothing, and counts."""

    def place_orders(self):
        order = self.shop.place('DE', items=[facilitated()])

        def without_tax_of_its_item(wire):
            proceeds = wire['orderItems'][0]['proceeds']
            del proceeds['proceedsTotal']
            proceeds['breakdowns'] = [
                part for part in proceeds['breakdowns'] if part['type'] != 'TAX'
            ]

        self.shop.mangle(order.order_id, without_tax_of_its_item)
        self.sync()
        return self.sale_order(order)

    def test_invoices(self):
        self.assertEqual(self.orders.amazon_tax_collected, 4)
        self.assertEqual(self.invoice(self.orders).amazon_tax_collected, 4)
        self.assertEqual(
            self.report('account.invoice.report', 'amazon_tax_collected', self.accountant),
            self.expected('amazon_tax_collected'),
        )
