import datetime
import tempfile
from pathlib import Path

from odoo.tests import tagged

from ...workshop.simulator import TAX_INVOICING, Item, Simulator, shipping_ids
from ...workshop.simulator.state import keep
from .simulator_case import FeedCase

PDF = b'%PDF-1.4 invoice'
INVOICE = 'UPLOAD_VAT_INVOICE'


class InvoiceFeedCase(FeedCase):

    def ordered(self, marketplace='DE', status='SHIPPED', **values):
        return self.shop.place(
            marketplace, status=status, programs=['AMAZON_BUSINESS'],
            items=[Item('AMZ-MUG-WHITE', unit_price='10.00', tax='1.90')], **values)

    def options(self, order, **different):
        options = {
            'orderid': order.order_id, 'invoicenumber': 'INV/2026/00001',
            'documenttype': 'Invoice', **different}
        return {f'metadata:{name}': text for name, text in options.items() if text is not None}

    def submit(self, order, content=PDF, content_type='application/pdf', **different):
        document = self.create_document(content_type)
        self.assertEqual(self.upload(document, content, content_type).status_code, 200)
        return self.create_feed(document, **{
            'feedType': INVOICE, 'marketplaceIds': [order.marketplace.id],
            'feedOptions': self.options(order), **different})

    def send_invoice(self, order, content=PDF, content_type='application/pdf', **different):
        """Send an invoice, and return the report on it."""
        response = self.submit(order, content, content_type, **different)
        self.assertEqual(response.status_code, 202, response.data)
        return self.report(response.json['feedId']).decode()


@tagged('-at_install', 'post_install')
class TestInvoiceFeed(InvoiceFeedCase):

    def assert_refused_by(self, report, code, words=''):
        self.assertIn("Number of records successful\t\t0", report)
        self.assertIn(f"\t{code}\tError\t", report)
        self.assertIn(words, report)
        self.assertFalse(len(self.shop.invoices))

    def test_invoice_is_received(self):
        order = self.ordered()
        report = self.send_invoice(order)
        self.assertEqual(report, (
            "Feed Processing Summary:\n\tNumber of records processed\t\t1\n"
            "\tNumber of records successful\t\t1\n\n"))
        [invoice] = self.shop.invoices.of(order.order_id)
        self.assertEqual((invoice.number, invoice.document_type, invoice.content), (
            'INV/2026/00001', 'Invoice', PDF))

    def test_same_again_replaces(self):
        order = self.ordered()
        self.send_invoice(order)
        self.send_invoice(order, PDF + b' 2')
        [invoice] = self.shop.invoices
        self.assertEqual(invoice.content, PDF + b' 2')

    def test_credit_note_stands_beside_the_invoice(self):
        order = self.ordered()
        self.send_invoice(order)
        self.send_invoice(order, feedOptions=self.options(
            order, documenttype='CreditNote', invoicenumber='RINV/1', transactionid='X1'))
        self.assertEqual(
            [invoice.document_type for invoice in self.shop.invoices], ['Invoice', 'CreditNote'])

    def test_invoices_of_parcels_stand_beside_each_other(self):
        order = self.shop.place(
            'DE', status='PARTIALLY_SHIPPED', items=[Item('AMZ-MUG-WHITE', 2)])
        self.shop.ship(order.order_id)
        for shipping_id in shipping_ids(order):
            self.send_invoice(order, feedOptions=self.options(
                order, shippingid=shipping_id, orderid=None))
        self.assertEqual(len(self.shop.invoices), 2)

    def test_keys_may_be_camel_case(self):
        order = self.ordered()
        self.send_invoice(order, feedOptions={
            'metadata:OrderId': order.order_id, 'metadata:InvoiceNumber': '1'})
        self.assertEqual(len(self.shop.invoices), 1)

    # === REFUSALS === #

    def test_role_is_missing(self):
        self.shop.roles.discard(TAX_INVOICING)
        response = self.submit(self.ordered())
        self.assertEqual(response.status_code, 403)
        self.assertEqual(
            response.json['errors'][0]['message'], "Access to the resource is forbidden")

    def test_seller_has_not_chosen_to_issue(self):
        self.shop.invoices.may_be_uploaded = False
        self.assert_refused_by(self.send_invoice(self.ordered()), 79509, "closed beta")

    def test_amazon_issues(self):
        self.shop.invoices.mode = 'amazon_issues'
        self.assert_refused_by(self.send_invoice(self.ordered()), 79525, "will generate invoice")

    def test_amazon_issues_for_this_order(self):
        order = self.ordered()
        order.programs.append('INVOICE_BY_AMAZON')
        self.assert_refused_by(self.send_invoice(order), 79525)

    def test_keys_without_prefix_or_number(self):
        order = self.ordered()
        for options in (
            {'orderid': order.order_id, 'invoicenumber': '1'}, {},
            self.options(order, orderid=None), self.options(order, invoicenumber=None),
        ):
            self.assert_refused_by(self.send_invoice(order, feedOptions=options), 79513)

    def test_one_marketplace_that_is_the_order_s_and_takes_invoices(self):
        order = self.ordered()
        american = self.ordered('US')
        for about, marketplaces in (
            (order, ['A13V1IB3VIYZZH']), (order, ['A1PA6795UKMFR9', 'A13V1IB3VIYZZH']),
            (american, [american.marketplace.id]),
        ):
            report = self.send_invoice(about, marketplaceIds=marketplaces)
            self.assert_refused_by(report, 79523, "only one valid marketplace")

    def test_order_is_unknown_or_not_dispatched(self):
        order = self.ordered(status='UNSHIPPED')
        self.assert_refused_by(self.send_invoice(order), 79517)
        options = self.options(order, orderid='000-0000000-0000000')
        self.assert_refused_by(self.send_invoice(order, feedOptions=options), 79517)

    def test_no_pdf(self):
        order = self.ordered()
        self.assert_refused_by(self.send_invoice(order, b'<html>'), 79503)
        self.assert_refused_by(self.send_invoice(order, PDF, 'text/plain'), 79503)

    def test_forbidden_characters(self):
        order = self.ordered()
        for number in ("RÉ1", "INV.1", '"INV1"'):
            options = self.options(order, invoicenumber=number)
            self.assert_refused_by(self.send_invoice(order, feedOptions=options), 79515)

    def test_totals_are_amazon_s_to_the_cent(self):
        self.shop.invoices.mode = 'amazon_calculates'
        order = self.ordered()
        for total, tax, is_right in (
            ('11.90', '1.91', False), ('11.91', '1.90', False), ('11.90', '1.90', True),
        ):
            self.send_invoice(order, feedOptions=self.options(
                order, totalamount=total, totalvatamount=tax))
            self.assertEqual(len(self.shop.invoices), int(is_right))

    def test_credit_note_of_what_amazon_calculates_needs_its_transaction(self):
        self.shop.invoices.mode = 'amazon_calculates'
        order = self.ordered()
        options = self.options(order, documenttype='CreditNote')
        self.assert_refused_by(self.send_invoice(order, feedOptions=options), 79533)

    # === LIMITS, THE PAGE, THE FILE === #

    def test_feeds_of_all_types_share_a_limit(self):
        self.simulator.limits.enabled = True
        order = self.ordered()
        for _number in range(15):
            self.assertEqual(self.submit(order).status_code, 202)
            self.simulator.clock.advance(2)
        self.assertEqual(self.submit(order).status_code, 429)
        self.simulator.clock.advance(121)
        response = self.submit(order)
        self.assertEqual(response.headers['x-amzn-RateLimit-Limit'], '0.0083')

    def test_late_after_the_next_working_day(self):
        friday = datetime.datetime(2026, 11, 27, 15, tzinfo=datetime.timezone.utc)
        order = self.ordered(updated=friday)
        monday = datetime.datetime(2026, 11, 30, 22, 58, tzinfo=datetime.timezone.utc)
        self.assertFalse(self.shop.invoices.is_late(order, monday))
        later = monday + datetime.timedelta(minutes=2)
        self.assertTrue(self.shop.invoices.is_late(order, later))
        self.send_invoice(order)
        self.assertFalse(self.shop.invoices.is_late(order, later))

    def test_page_shows_what_came_and_what_is_late(self):
        late = self.ordered(updated=datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc))
        self.assertIn("Late", self.client.get('/').text)
        self.send_invoice(late)
        page = self.client.get('/').text
        self.assertNotIn("Late", page)
        self.assertIn("INV/2026/00001", page)

    def test_invoices_survive_a_restart(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'shop.json'
            keep(self.simulator.seller, path)
            order = self.ordered()
            self.send_invoice(order)
            other = Simulator()
            keep(other.seller, path)
            [invoice] = other.shop.invoices.of(order.order_id)
            self.assertEqual((invoice.content, invoice.number), (PDF, 'INV/2026/00001'))
