from ...workshop.simulator import Item, faults
from ..series import return_of
from .upload_case import MUG, UploadCase


class TestUploadChanges(UploadCase):
    """What is decided while invoices wait, or are on the way; what belongs together."""

    def later(self, *minutes):
        for minute in minutes:
            self.upload(minutes=minute)

    # === CREDIT NOTES === #

    def uploaded(self, **values):
        invoice = self.business_invoice(**values)
        self.upload_all()
        self.assertEqual(self.state(invoice), 'accepted')
        return invoice

    def credit(self, invoice):
        credit_note = invoice._reverse_moves()
        credit_note.action_post()
        return credit_note

    def test_credit_note_of_what_amazon_has_in_a_former_version(self):
        invoice = self.uploaded()
        invoice.button_draft()
        invoice.action_post()
        self.shop.invoices.may_be_uploaded = False
        self.later(4, 6)
        self.assertEqual(self.state(invoice), 'failed')
        self.assertEqual(self.state(self.credit(invoice)), 'waiting')

    def test_credit_note_goes_when_its_invoice_does_after_all(self):
        self.shop.invoices.may_be_uploaded = False
        invoice = self.business_invoice()
        self.upload_all()
        credit_note = self.credit(invoice)
        self.assertEqual(self.state(credit_note), 'not_needed')
        self.shop.invoices.may_be_uploaded = True
        self.click(self.account, 'action_keep_issuing')
        self.click(invoice, 'action_send_to_amazon')
        self.later(4, 6, 8)
        self.assertEqual([self.state(invoice), self.state(credit_note)], ['accepted'] * 2)

    def test_credit_note_that_is_made_of_the_order(self):
        self.mug.invoice_policy = 'delivery'
        order = self.uploaded()._amazon_orders()
        self.validate(return_of(order.picking_ids))
        credit_note = order._create_invoices(final=True)
        self.assertEqual(
            (credit_note.move_type, credit_note.reversed_entry_id.id), ('out_refund', False))
        credit_note.action_post()
        self.later(4, 6)
        self.assertEqual(self.state(credit_note), 'accepted')

    def test_what_was_never_shipped_goes_nowhere(self):
        self.mug.invoice_policy = 'order'
        placed = self.place(
            marketplace='DE', programs=['AMAZON_BUSINESS'], items=[Item(MUG)])
        invoice = self.invoice(self.sale_order(placed))
        self.shop.cancel(placed.order_id)
        self.sync()
        self.upload()
        self.assertEqual(self.state(invoice), 'waiting')
        credit_note = invoice._reverse_moves(cancel=True)
        self.later(40, 60)
        self.assertEqual([self.state(invoice), self.state(credit_note)], ['not_needed'] * 2)
        self.assertFalse(self.account.invoices_due_count)

    # === DECIDED ANEW === #

    def test_amazon_issues_after_all_while_the_invoice_is_on_the_way(self):
        self.amazon.faults.add('createFeedDocument', faults.html_503)
        invoice = self.business_invoice()
        self.upload()
        self.assertEqual(self.state(invoice), 'sent')
        self.account.invoice_upload_mode = 'amazon_issues'
        self.later(5, 7)
        self.assertFalse(self.received(invoice))
        self.assertEqual(self.state(invoice), 'not_needed')
        self.assertIn("second", invoice.amazon_upload_reason)

    def test_marketplace_that_takes_none_any_more(self):
        marketplace = self.marketplace('US')
        marketplace.uploads_invoices = True
        invoice = self.business_invoice(marketplace='US')
        self.upload_all()
        self.assertEqual(self.state(invoice), 'failed')
        marketplace.uploads_invoices = False
        self.assertEqual(self.state(invoice), 'not_needed')
        self.assertFalse(self.account.invoices_due_count)

    def test_person_has_uploaded_it_without_odoo(self):
        self.shop.invoices.may_be_uploaded = False
        invoice = self.business_invoice()
        self.upload_all()
        self.assertTrue(self.activities())
        invoice.action_keep_from_amazon()
        self.later(4)
        self.assertEqual(self.state(invoice), 'not_needed')
        self.assertFalse(self.activities())
        self.assertTrue(invoice.can_go_to_amazon)

    # === TWO INVOICES OF AN ORDER === #

    def test_second_invoice_waits_until_amazon_has_the_first(self):
        self.mug.invoice_policy = 'delivery'
        placed = self.place(
            marketplace='DE', programs=['AMAZON_BUSINESS'],
            items=[Item(MUG, 2, unit_price='10.00')])
        order = self.sale_order(placed)
        parcel = self.ship(self.picking(placed), {self.mug: 1})
        first = self.invoice(order)
        self.ship(self.picking(placed) - parcel, tracking='1Z999AA10123456785')
        second = self.invoice(order)
        self.send()
        order.amazon_shipment_ids.state = 'confirmed'
        self.upload()
        self.assertEqual([self.state(first), self.state(second)], ['sent', 'waiting'])
        self.assertIn(first.name, second.amazon_upload_reason)
        self.later(3, 14)
        self.assertEqual([self.state(first), self.state(second)], ['accepted', 'failed'])
        self.assertEqual([each.number for each in self.received(first)], [first.name])
