from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError

from ...workshop.simulator import Buyer, Item, faults
from .upload_case import PDF, UploadCase


class TestUpload(UploadCase):
    """Which invoices Amazon gets, and how."""

    def test_amazon_shows_the_business_its_invoice(self):
        invoice = self.business_invoice()
        self.assertEqual(self.state(invoice), 'waiting')
        self.upload()
        self.assertEqual(invoice.amazon_upload_state, 'sent')
        [received] = self.received(invoice)
        self.assertEqual(
            (received.number, received.document_type, received.content),
            (invoice.name, 'Invoice', PDF))
        self.upload(minutes=2)
        self.assertEqual(invoice.amazon_upload_state, 'accepted')
        self.assertFalse(invoice.amazon_upload_reason)

    def test_due_the_next_working_day(self):
        with freeze_time('2026-07-10 10:00:00'):
            self.account.last_orders_sync = '2026-07-09 10:00:00'
            invoice = self.business_invoice()
        self.assertEqual(
            invoice.amazon_upload_due, fields.Datetime.to_datetime('2026-07-13 21:59:00'))

    def assert_parcels_are_due(self, shipped):
        """Ship a parcel on a Wednesday in Germany, and another one on Friday."""
        self.mug.invoice_policy = 'delivery'
        self.automate(invoice_per='parcel')
        with freeze_time(shipped):
            self.account.last_orders_sync = '2026-07-07 10:00:00'
            order = self.sale_order(self.place(
                marketplace='DE', mugs=2, programs=['AMAZON_BUSINESS']))
            self.ship(order.picking_ids, {self.mug: 1})
        with freeze_time('2026-07-10 10:00:00'):
            self.ship(order.picking_ids.filtered(lambda picking: picking.state != 'done'))
            self.run_invoices()
        self.assertEqual(
            self.invoices_of(order).mapped('amazon_upload_due'),
            [fields.Datetime.to_datetime(f'2026-07-{day} 21:59:00') for day in ('09', '13')],
        )

    def test_each_parcel_has_a_deadline_of_its_own(self):
        self.assert_parcels_are_due(shipped='2026-07-08 10:00:00')

    def test_deadline_counts_from_shipping_wherever_the_books_are_kept(self):
        for zone, shipped in (
            ('Asia/Shanghai', '2026-07-08 17:00:00'), ('America/Los_Angeles', '2026-07-08 05:00:00')
        ):
            self.company.partner_id.tz = zone
            with self.subTest(zone):
                self.assert_parcels_are_due(shipped)

    def test_invoice_that_is_posted_before_shipping_waits(self):
        self.mug.invoice_policy = 'order'
        order = self.place(
            marketplace='DE', programs=['AMAZON_BUSINESS'], items=[Item('AMZ-MUG-WHITE')])
        invoice = self.invoice(self.sale_order(order))
        self.upload()
        self.assertFalse(invoice.amazon_upload_due)
        self.assertIn("when the goods are shipped", invoice.amazon_upload_reason)
        self.ship(self.picking(order))
        self.upload(minutes=31)
        self.assertTrue(invoice.amazon_upload_due)
        self.assertFalse(self.received(invoice))
        self.send()
        self.upload(minutes=50)
        self.assertEqual(len(self.received(invoice)), 1)

    def test_private_buyers_get_none_unless_asked_for(self):
        self.assertFalse(self.row(self.business_invoice(programs=[], buyer=Buyer("Petra"))))
        self.account.uploads_private_invoices = True
        self.assertTrue(self.row(self.business_invoice(programs=[], buyer=Buyer("Petra"))))

    def test_vat_number_makes_a_business(self):
        buyer = Buyer("Petra", vat_number='DE123456788')
        self.assertTrue(self.row(self.business_invoice(programs=[], buyer=buyer)))

    def test_marketplaces_that_take_none(self):
        self.assertFalse(self.row(self.business_invoice(marketplace='US')))
        self.enter_rate('JPY')
        self.assertFalse(self.row(self.business_invoice(marketplace='JP')))

    def test_invoices_of_others_are_left_alone(self):
        order = self.ordinary_order(self.mug)
        self.mug.invoice_policy = 'order'
        self.assertFalse(self.row(self.invoice(order)))

    # === WHO ISSUES === #

    def test_nothing_is_sent_before_somebody_says_who_issues(self):
        self.account.invoice_upload_mode = False
        invoice = self.business_invoice()
        self.upload_all()
        self.assertFalse(self.received(invoice))
        self.assertTrue(invoice.amazon_upload_due)
        self.assertIn("Choose", self.account.uploads_sync_message)
        self.account.invoice_upload_mode = 'seller_issues'
        self.upload(minutes=2)
        self.assertEqual(len(self.received(invoice)), 1)
        self.assertFalse(self.account.uploads_sync_message)

    def test_account_that_uploads_nothing(self):
        self.account.invoice_upload_mode = 'no_upload'
        self.assertFalse(self.row(self.business_invoice()))

    def test_no_second_number_where_amazon_issues(self):
        self.account.invoice_upload_mode = 'amazon_issues'
        invoice = self.business_invoice()
        self.upload_all()
        self.assertEqual(self.state(invoice), 'not_needed')
        self.assertIn("second", invoice.amazon_upload_reason)
        with self.assertRaisesRegex(UserError, "second"):
            invoice.action_send_to_amazon()
        self.assertFalse(self.amazon.calls['createFeed'])

    def test_no_second_number_for_an_order_that_amazon_invoices(self):
        invoice = self.business_invoice(programs=['AMAZON_BUSINESS', 'INVOICE_BY_AMAZON'])
        self.upload_all()
        self.assertEqual(self.state(invoice), 'not_needed')
        self.assertFalse(self.amazon.calls['createFeed'])

    def test_totals_are_told_where_amazon_calculates(self):
        self.shop.invoices.mode = 'amazon_calculates'
        self.account.invoice_upload_mode = 'amazon_calculates'
        invoice = self.business_invoice()
        self.upload_all()
        self.assertEqual(self.state(invoice), 'accepted')
        options = list(self.amazon.feeds)[-1].options
        self.assertEqual(options['metadata:totalamount'], '10.00')
        self.assertEqual(options['metadata:totalvatamount'], '0.00')

    def test_total_that_differs_from_amazon_s_by_a_cent_is_refused(self):
        self.shop.invoices.mode = 'amazon_calculates'
        self.account.invoice_upload_mode = 'amazon_calculates'
        order = self.business_order()
        order.order_line[0].price_unit = 10.01
        invoice = self.invoice(order)
        self.upload_all()
        self.assertEqual(self.state(invoice), 'failed')
        self.assertIn("10.01", invoice.amazon_upload_reason)

    def test_totals_are_not_told_where_the_seller_calculates(self):
        self.business_invoice()
        self.upload()
        self.assertNotIn('metadata:totalamount', list(self.amazon.feeds)[-1].options)

    # === BY HAND === #

    def test_click_sends_at_once(self):
        invoice = self.business_invoice(programs=[], buyer=Buyer("Petra"))
        self.assertFalse(self.row(invoice))
        self.assertTrue(invoice.can_go_to_amazon)
        notification = self.click(invoice, 'action_send_to_amazon')
        self.assertEqual(len(self.received(invoice)), 1)
        self.assertIn("some minutes", notification['params']['message'])

    def test_retry_after_a_correction(self):
        self.shop.invoices.may_be_uploaded = False
        invoice = self.business_invoice()
        self.upload_all()
        self.assertEqual(self.state(invoice), 'failed')
        self.shop.invoices.may_be_uploaded = True
        self.click(invoice, 'action_send_to_amazon')
        self.upload(minutes=4)
        self.assertEqual(self.state(invoice), 'accepted')

    def test_filters_find_what_is_due_and_late(self):
        invoice = self.business_invoice()
        due = [('amazon_upload_state', 'in', ('waiting', 'sent', 'failed'))]
        late = [('is_late_at_amazon', '=', True)]
        moves = self.env['account.move']
        self.assertEqual(moves.search(due), invoice)
        self.assertFalse(moves.search(late))
        with freeze_time(fields.Datetime.now() + timedelta(days=6)):
            self.assertEqual(moves.search(late), invoice)
            self.env.invalidate_all()
            self.assertTrue(invoice.is_late_at_amazon)
            self.assertNotIn(invoice, moves.search([('is_late_at_amazon', '=', False)]))

    # === PARCELS COME FIRST === #

    def test_invoices_leave_calls_for_parcels(self):
        limits = self.env['amazon.rate.limit']
        for _number in range(12):
            limits._limiter(self.account._rate_limit_key()).acquire('createFeed')
        invoice = self.business_invoice()
        self.upload()
        self.assertFalse(self.amazon.calls['createFeed'])
        self.upload(minutes=4)
        self.assertEqual(len(self.received(invoice)), 1)

    def test_invoices_wait_for_parcels_that_wait(self):
        invoice = self.business_invoice()
        self.shipped()
        self.upload()
        self.assertFalse(self.received(invoice))
        self.send()
        self.upload(minutes=2)
        self.assertEqual(len(self.received(invoice)), 1)

    def test_most_urgent_first(self):
        later = self.business_invoice()
        sooner = self.business_invoice()
        self.row(sooner).due_at = fields.Datetime.subtract(self.row(later).due_at, days=1)
        self.upload()
        self.assertEqual(
            [invoice.number for invoice in self.shop.invoices], [sooner.name, later.name])

    def test_outage_is_over_by_itself(self):
        self.amazon.faults.add('createFeedDocument', faults.html_503, times=2)
        invoice = self.business_invoice()
        self.upload()
        self.assertIn("503", self.account.uploads_sync_message)
        self.upload(minutes=5)
        self.upload(minutes=8)
        self.upload(minutes=10)
        self.assertEqual(self.state(invoice), 'accepted')
        self.assertFalse(self.account.uploads_sync_message)
