from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields

from ...workshop.simulator import TAX_INVOICING, Item, faults
from .upload_case import PDF, UploadCase


class TestUploadRefused(UploadCase):
    """What Amazon does not take, and who hears of it."""

    def refused(self, **values):
        invoice = self.business_invoice(**values)
        self.upload_all()
        return invoice

    # === AMAZON SAYS NO === #

    def test_missing_role_is_named_and_the_invoice_waits(self):
        self.shop.roles.discard(TAX_INVOICING)
        invoice = self.refused()
        self.assertEqual(self.state(invoice), 'waiting')
        for text in (self.account.uploads_sync_message, invoice.amazon_upload_reason):
            self.assertIn("Tax Invoicing", text)
        self.assertEqual(self.account.state, 'linked')
        self.shop.roles.add(TAX_INVOICING)
        self.upload(minutes=10)
        self.upload(minutes=12)
        self.assertEqual(self.state(invoice), 'accepted')
        self.assertFalse(self.account.uploads_sync_message)

    def test_missing_role_keeps_no_parcel_from_amazon(self):
        self.shop.roles.discard(TAX_INVOICING)
        self.refused()
        picking = self.place_and_ship()
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_seller_did_not_choose_to_issue(self):
        self.shop.invoices.may_be_uploaded = False
        invoice = self.refused()
        self.assertEqual(self.state(invoice), 'failed')
        self.assertIn("VAT Calculation Service", invoice.amazon_upload_reason)
        self.assertIn("79509", invoice.amazon_upload_reason)
        other = self.refused()
        self.assertEqual((self.state(other), self.amazon.calls['createFeed']), ('waiting', 1))
        self.click(self.account, 'action_have_amazon_issue')
        self.assertEqual(self.account.invoice_upload_mode, 'amazon_issues')
        self.assertEqual(set(self.row(invoice + other).mapped('state')), {'not_needed'})

    def test_who_issues_after_all_goes_on(self):
        self.shop.invoices.may_be_uploaded = False
        self.refused()
        other = self.business_invoice()
        self.shop.invoices.may_be_uploaded = True
        self.click(self.account, 'action_keep_issuing')
        self.upload()
        self.assertEqual(len(self.received(other)), 1)

    def test_amazon_issues_itself(self):
        self.shop.invoices.mode = 'amazon_issues'
        invoice = self.refused()
        self.assertEqual(self.state(invoice), 'not_needed')
        self.assertIn("second", invoice.amazon_upload_reason)
        self.assertEqual(self.account.invoice_mode_proposal, 'maybe')
        self.assertFalse(self.activities())

    def test_amazon_learns_of_the_shipment_later(self):
        invoice = self.business_invoice()
        order = self.shop.order(invoice.amazon_order_ref)
        for item in order.items:
            item.shipped = 0
        self.upload_all()
        self.assertEqual(self.state(invoice), 'waiting')
        self.assertIn("does not know yet", invoice.amazon_upload_reason)
        for item in order.items:
            item.shipped = item.quantity
        self.upload(minutes=9)
        self.upload(minutes=11)
        self.assertEqual(self.state(invoice), 'accepted')

    def test_order_that_amazon_never_knows_is_given_up(self):
        invoice = self.business_invoice()
        for item in self.shop.order(invoice.amazon_order_ref).items:
            item.shipped = 0
        for hours in range(0, 40):
            self.upload(minutes=60 * hours)
        self.assertEqual(self.state(invoice), 'failed')
        self.assertLess(self.amazon.calls['createFeed'], 12)

    def test_marketplace_that_takes_none_after_all(self):
        self.marketplace('US').uploads_invoices = True
        invoice = self.refused(marketplace='US')
        self.assertEqual(self.state(invoice), 'failed')
        self.assertIn("Takes Invoices", invoice.amazon_upload_reason)

    def test_feed_that_amazon_gives_up_is_sent_again(self):
        self.amazon.feeds.end_next('FATAL')
        invoice = self.refused()
        self.assertEqual(self.state(invoice), 'waiting')
        self.upload(minutes=8)
        self.upload(minutes=10)
        self.assertEqual(self.state(invoice), 'accepted')

    def test_report_that_cannot_be_read(self):
        self.amazon.feeds.mangle_report(lambda report: b'<html>')
        invoice = self.refused()
        self.assertEqual(self.state(invoice), 'waiting')
        self.assertIn("cannot be read", invoice.amazon_upload_reason)

    def test_words_that_are_known_are_explained_beside_them(self):
        words = "Invoice uploaded is not pdf for shipmentId N/A"
        self.amazon.feeds.mangle_report(lambda report: (
            "Feed Processing Summary:\n\tNumber of records processed\t\t1\n"
            "\tNumber of records successful\t\t0\n\noriginal-record-number\tsku\terror-code"
            f"\terror-type\terror-message\n1\t\t79503\tError\t{words}\n").encode())
        invoice = self.refused()
        self.assertEqual(self.state(invoice), 'failed')
        self.assertIn("Amazon cannot read the PDF.", invoice.amazon_upload_reason)
        self.assertIn(words, invoice.amazon_upload_reason)

    def test_each_known_word_is_recognised_as_itself(self):
        words = self.env['amazon.invoice.words']
        for refusal in words._refusals():
            with self.subTest(refusal.example):
                self.assertEqual(words._explain_refusal(refusal.example), refusal.explanation)

    # === ODOO SAYS NO FIRST === #

    def test_characters_of_the_number(self):
        order = self.business_order()
        invoice = order._create_invoices()
        invoice.name = 'RÉ.2026/0001'
        invoice.action_post()
        self.upload_all()
        self.assertEqual(self.state(invoice), 'failed')
        self.assertIn("“É” “.”", invoice.amazon_upload_reason)
        self.assertFalse(self.amazon.calls['createFeed'])

    def test_odoo_cannot_print(self):
        invoice = self.business_invoice()
        reports = self.env.registry['ir.actions.report']
        with patch.object(reports, 'get_wkhtmltopdf_state', lambda *_args: 'install'):
            self.upload()
        self.assertIn("wkhtmltopdf", self.account.uploads_sync_message)
        self.assertEqual(self.state(invoice), 'waiting')
        self.upload(minutes=1)
        self.assertEqual(len(self.received(invoice)), 1)

    def test_document_that_cannot_be_printed_stops_no_other(self):
        first, second = self.business_invoice(), self.business_invoice()
        reports = self.env.registry['ir.actions.report']
        answers = [b'', PDF]
        with patch.object(
            reports, '_run_wkhtmltopdf', lambda *_args, **_how: answers.pop(0)
        ):
            self.upload_all()
        self.assertEqual([self.state(first), self.state(second)], ['failed', 'accepted'])
        self.assertIn("not a PDF", first.amazon_upload_reason)

    def test_two_invoices_of_an_order_need_shipments(self):
        order = self.business_order(mugs=2)
        first = self.invoice(order)
        self.upload_all()
        order.order_line[0].product_uom_qty = 3
        self.ship(order.picking_ids.filtered(lambda picking: picking.state == 'assigned'))
        order.amazon_shipment_ids.state = 'confirmed'
        second = self.invoice(order)
        self.upload_all()
        self.assertEqual(self.state(second), 'failed')
        self.assertIn(first.name, second.amazon_upload_reason)
        self.assertEqual(self.received(first)[0].number, first.name)

    # === WHO HEARS OF IT === #

    def test_responsible_hears_before_it_is_late(self):
        self.amazon.faults.add('createFeedDocument', faults.html_503, times=99)
        invoice = self.business_invoice()
        self.upload()
        self.assertFalse(self.activities())
        with freeze_time(invoice.amazon_upload_due - timedelta(hours=3)):
            self.upload()
            self.assertEqual(self.activities().user_id, self.account.user_id)
            self.amazon.faults.clear()
            self.upload(minutes=10)
            self.upload(minutes=12)
            self.assertEqual(self.state(invoice), 'accepted')
        self.assertFalse(self.activities())

    def test_responsible_hears_of_a_refusal_once(self):
        self.shop.invoices.may_be_uploaded = False
        self.refused()
        self.refused()
        self.assertEqual(len(self.activities()), 1)

    def test_counts_on_the_account(self):
        self.account.invoice_upload_mode = False
        self.business_invoice()
        self.assertEqual(
            (self.account.invoices_due_count, self.account.invoices_late_count), (1, 0))
        with freeze_time(fields.Datetime.now() + timedelta(days=6)):
            self.account.invalidate_recordset()
            self.assertEqual(self.account.invoices_late_count, 1)

    def test_no_buyer_gets_an_email(self):
        self.refused(items=[Item('AMZ-MUG-WHITE', unit_price='10.00')])
        buyer = self.env['account.move'].search([
            ('amazon_account_id', '=', self.account.id)]).partner_id
        self.assertFalse(self.env['mail.mail'].search([
            ('recipient_ids', 'in', buyer.ids)]))
