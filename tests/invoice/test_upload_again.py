from contextlib import suppress
from unittest.mock import patch

from freezegun import freeze_time

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError

from ...workshop.simulator import faults, shipping_ids
from ..delivery.test_delivery_killed import Killed, Killer
from .upload_case import PDF, UploadCase

MOST_COMMITS = 30


class TestUploadAgain(UploadCase):
    """Invoices that are posted again, credit notes, and workers that die."""

    def uploaded(self, **values):
        invoice = self.business_invoice(**values)
        self.upload_all()
        self.assertEqual(self.state(invoice), 'accepted')
        return invoice

    def questions(self, invoice):
        kind = self.env.ref('amazon_connector.mail_activity_type_invoice_at_amazon')
        return invoice.activity_ids.filtered(lambda done: done.activity_type_id == kind)

    # === RESET, CANCELED === #

    def test_reset_to_draft_asks_and_posting_again_replaces(self):
        invoice = self.uploaded()
        invoice.button_draft()
        self.assertIn(invoice.name, self.questions(invoice).note)
        self.assertIn("still shows", invoice.message_ids[0].body)
        self.assertEqual(len(self.received(invoice)), 1)
        invoice.action_post()
        self.assertFalse(self.questions(invoice))
        self.assertEqual(self.state(invoice), 'waiting')
        self.upload(minutes=3)
        self.upload(minutes=5)
        self.assertEqual(self.state(invoice), 'accepted')
        self.assertEqual((len(self.received(invoice)), self.amazon.calls['createFeed']), (1, 2))

    def test_canceled_invoice_asks(self):
        invoice = self.uploaded()
        invoice.button_draft()
        invoice.button_cancel()
        self.assertTrue(self.questions(invoice))

    def test_draft_that_amazon_has_cannot_be_deleted(self):
        invoice = self.uploaded()
        invoice.button_draft()
        with self.assertRaisesRegex(UserError, "shows this invoice"):
            invoice.unlink()

    def test_reset_before_it_was_sent_asks_nothing(self):
        invoice = self.business_invoice()
        invoice.button_draft()
        self.assertFalse(self.questions(invoice))
        self.upload()
        self.assertFalse(self.received(invoice))
        invoice.action_post()
        self.upload(minutes=2)
        self.assertEqual(len(self.received(invoice)), 1)

    def test_other_number_replaces_the_former_one(self):
        invoice = self.business_invoice()
        self.upload_all()
        wizard = self.env['account.resequence.wizard'].with_context(
            active_model='account.move', active_ids=invoice.ids,
        ).create({'first_name': 'RE/2026/00099'})
        wizard.resequence()
        self.upload(minutes=4)
        self.upload(minutes=6)
        self.assertEqual(self.state(invoice), 'accepted')
        self.assertEqual([each.number for each in self.received(invoice)], ['RE/2026/00099'])

    def test_posted_again_while_amazon_works(self):
        invoice = self.business_invoice()
        self.upload()
        invoice.button_draft()
        invoice.action_post()
        for minutes in (2, 4, 6):
            self.upload(minutes=minutes)
        self.assertEqual(self.state(invoice), 'accepted')
        self.assertEqual(self.amazon.calls['createFeed'], 2)

    def test_pdf_is_kept_no_longer_than_needed(self):
        invoice = self.business_invoice()
        self.upload()
        feed = self.row(invoice).feed_id
        self.assertTrue(feed.document)
        self.upload(minutes=2)
        self.assertEqual((feed.state, feed.document), ('done', False))
        self.assertTrue(feed.report)

    # === CREDIT NOTES === #

    def credit(self, invoice):
        credit_note = invoice._reverse_moves()
        credit_note.action_post()
        return credit_note

    def test_credit_note_follows_its_invoice(self):
        credit_note = self.credit(self.uploaded())
        self.upload(minutes=3)
        self.upload(minutes=5)
        self.assertEqual(self.state(credit_note), 'accepted')
        self.assertTrue(credit_note.amazon_upload_due)
        types = [received.document_type for received in self.received(credit_note)]
        self.assertEqual(types, ['Invoice', 'CreditNote'])

    def test_credit_note_waits_for_its_invoice(self):
        self.amazon.feeds.end_next('IN_PROGRESS')
        invoice = self.business_invoice()
        self.upload()
        credit_note = self.credit(invoice)
        self.upload(minutes=2)
        self.assertEqual(self.state(credit_note), 'waiting')
        self.assertIn("first", credit_note.amazon_upload_reason)

    def test_credit_note_of_what_amazon_does_not_have(self):
        self.account.invoice_upload_mode = 'no_upload'
        invoice = self.business_invoice()
        self.account.invoice_upload_mode = 'seller_issues'
        credit_note = self.credit(invoice)
        self.assertEqual(self.state(credit_note), 'not_needed')
        self.assertIn("does not have the invoice", credit_note.amazon_upload_reason)

    def test_credit_note_needs_amazon_s_number_where_it_calculates(self):
        self.shop.invoices.mode = 'amazon_calculates'
        self.account.invoice_upload_mode = 'amazon_calculates'
        credit_note = self.credit(self.uploaded())
        self.upload(minutes=3)
        self.assertEqual(self.state(credit_note), 'waiting')
        self.assertIn("number of the refund", credit_note.amazon_upload_reason)
        self.assertEqual(self.amazon.calls['createFeed'], 1)

    def test_credit_note_goes_with_the_refund_of_the_report(self):
        self.shop.invoices.mode = 'amazon_calculates'
        self.account.invoice_upload_mode = 'amazon_calculates'
        invoice = self.uploaded()
        self.shop.give_back(invoice.amazon_order_ref)
        credit_note = self.credit(invoice)
        self.read_vat_report()
        self.upload(minutes=3)
        self.upload(minutes=5)
        self.assertEqual(self.state(credit_note), 'accepted')
        received = self.received(credit_note)[-1]
        order = self.shop.order(invoice.amazon_order_ref)
        self.assertEqual(received.transaction_id, order.refunds[0].transaction_id)

    # === SHIPMENTS === #

    def test_shipment_that_amazon_has_reported_is_told(self):
        invoice = self.business_invoice()
        self.read_vat_report()
        self.upload()
        [received] = self.received(invoice)
        order = self.shop.order(invoice.amazon_order_ref)
        self.assertEqual([received.shipping_id], shipping_ids(order))

    def test_what_amazon_has_of_the_order_it_goes_on_to_have_of_it(self):
        invoice = self.uploaded()
        self.read_vat_report()
        invoice.button_draft()
        invoice.action_post()
        self.upload(minutes=3)
        self.upload(minutes=5)
        self.assertEqual([received.shipping_id for received in self.received(invoice)], [''])

    def read_vat_report(self):
        self.account.vat_report = 'always'
        for _number in range(3):
            with self.committing(self.account) as account:
                account._cron_read_vat_reports()
            self.env['amazon.vat.report'].search([
                ('next_look', '!=', False)]).next_look = fields.Datetime.now()

    # === DEAD WORKERS === #

    def test_worker_that_dies_leaves_nothing_undone(self):
        """Kill the worker before and after each of its commits, one after the other."""
        self.amazon.limits.enabled = False
        for is_before in (True, False):
            for number in range(1, MOST_COMMITS):
                with self.subTest(commit=number, is_before=is_before):
                    self.env['amazon.rate.limit'].search([]).unlink()
                    invoice = self.business_invoice()
                    is_killed = self.upload_until_killed(number, is_before)
                    for minutes in (3, 6, 9):
                        self.upload(minutes=minutes)
                    self.assertEqual(self.state(invoice), 'accepted')
                    [received] = self.received(invoice)
                    self.assertEqual(received.number, invoice.name)
                if not is_killed:
                    break
            else:
                self.fail("The worker never came to its end.")

    def upload_until_killed(self, number, is_before):
        """Run the scheduled action, as a worker that dies.

        :return: whether it died, or was done before.
        """
        self.env.flush_all()
        with suppress(Killed), self.registry.cursor() as cr:
            account = self.account.with_env(api.Environment(cr, SUPERUSER_ID, {}))
            killer = Killer(cr, number, is_before)
            account._cron_sync_uploads()
            del cr.commit
        self.env.invalidate_all()
        return not killer.commits_left

    def test_invoice_whose_printing_ends_workers_keeps_no_other_from_amazon(self):
        first, second = self.business_invoice(), self.business_invoice()

        def printed(_reports, bodies, *_args, **_how):
            if first.name in str(bodies):
                raise Killed
            return PDF

        reports = self.env.registry['ir.actions.report']
        with patch.object(reports, '_run_wkhtmltopdf', printed):
            for minutes in (0, 1, 11):
                self.env.flush_all()
                with freeze_time(self.passed(minutes)), suppress(Killed), (
                    self.registry.cursor()
                ) as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    self.account.with_env(env)._cron_sync_uploads()
                self.env.invalidate_all()
        self.assertEqual(len(self.received(second)), 1)
        self.assertEqual(self.state(first), 'waiting')

    def test_answer_that_is_lost_costs_nothing(self):
        self.amazon.faults.add('createFeed', faults.lost_answer)
        invoice = self.business_invoice()
        self.upload()
        self.assertEqual(len(self.received(invoice)), 1)
        with freeze_time(self.passed(5)):
            self.click(self.account, 'action_sync_uploads')
        self.upload(minutes=8)
        self.assertEqual(self.state(invoice), 'accepted')
        [received] = self.received(invoice)
        self.assertEqual(received.content, PDF)
