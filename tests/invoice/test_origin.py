from freezegun import freeze_time

from ...workshop.simulator import Item
from .invoice_case import InvoiceCase


class TestOrigin(InvoiceCase):
    """Invoices and credit notes say which order of Amazon's they are about."""

    def test_invoice_carries_the_order_s_number(self):
        order = self.shipped()
        invoice = self.invoice(order)
        self.assertEqual(invoice.amazon_order_ref, order.amazon_order_ref)
        self.assertEqual(invoice.amazon_account_id, self.account)
        self.assertEqual(invoice.amazon_marketplace_id, order.amazon_marketplace_id)
        self.assertEqual(invoice.amazon_channel, 'fbm')
        self.assertFalse(invoice.amazon_purchase_order)

    def test_credit_note_by_hand_knows_the_order(self):
        order = self.shipped()
        credit_note = self.invoice(order)._reverse_moves()
        self.assertEqual(credit_note.amazon_order_ref, order.amazon_order_ref)

    def test_collective_invoice_has_all_numbers(self):
        orders = self.shipped() + self.shipped(items=[Item('AMZ-TEAPOT')])
        self.automate(invoice_private='daily')
        self.run_invoices()
        with freeze_time(self.passed(60 * 48)):
            self.run_invoices()
        [invoice] = orders.invoice_ids
        for order in orders:
            self.assertIn(order.amazon_order_ref, invoice.amazon_order_ref)

    def test_other_invoices_say_nothing(self):
        order = self.ordinary_order(self.mug)
        self.mug.invoice_policy = 'order'
        self.assertFalse(self.invoice(order).amazon_order_ref)
