import gzip
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from odoo.tests import tagged

from ....spapi import (
    InvoiceFate,
    InvoiceUpload,
    MalformedReport,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
    forbidden_characters,
)
from ....workshop.simulator import TAX_INVOICING, Item, faults
from ..spapi_case import DE, SpapiCase

PDF = b'%PDF-1.4 invoice'
NO_ERROR = (
    b"Feed Processing Summary:\n\tNumber of records processed\t\t1\n"
    b"\tNumber of records successful\t\t%d\n\n")
HEADS = b"original-record-number\tsku\terror-code\terror-type\terror-message\n"


class InvoiceFeedCase(SpapiCase):

    def setUp(self):
        super().setUp()
        self.order = self.shop.place(
            'DE', status='SHIPPED', items=[Item('AMZ-MUG-WHITE', unit_price='10.00', tax='1.90')])

    def invoice(self, **different):
        return InvoiceUpload(**{
            'document_type': 'invoice', 'number': 'INV/2026/00012',
            'order_ref': self.order.order_id, 'marketplace_ref': DE, **different})

    def send(self, content=PDF, **different):
        return self.amazon.create_invoice_feed(
            self.invoice(**different), self.amazon.upload_invoice_document(content))

    def fate(self, **different):
        feed = self.amazon.get_feed(self.send(**different))
        return InvoiceFate.from_report(self.amazon.download_feed_report(feed.report_ref))


@tagged('-at_install', 'post_install')
class TestInvoiceUpload(InvoiceFeedCase):
    """Invoices on their way to Amazon."""

    def test_amazon_has_the_pdf_as_it_was_given(self):
        self.assertEqual(self.fate(), InvoiceFate('accepted'))
        [invoice] = self.shop.invoices.of(self.order.order_id)
        self.assertEqual((invoice.content, invoice.number), (PDF, 'INV/2026/00012'))

    def test_options_are_written_small(self):
        options = self.invoice(
            document_type='credit_note', transaction_ref='X 1', total=Decimal('11.9'),
            total_tax=Decimal('1.9')).feed_options()
        self.assertEqual(options, {
            'metadata:orderid': self.order.order_id,
            'metadata:invoicenumber': 'INV/2026/00012',
            'metadata:documenttype': 'CreditNote',
            'metadata:transactionid': 'X 1',
            'metadata:totalamount': '11.90',
            'metadata:totalvatamount': '1.90',
        })

    def test_shipment_stands_in_place_of_the_order(self):
        options = self.invoice(shipping_ref='DXHh6Ps3x').feed_options()
        self.assertEqual(options['metadata:shippingid'], 'DXHh6Ps3x')
        self.assertNotIn('metadata:orderid', options)

    def test_totals_must_be_amazon_s(self):
        self.shop.invoices.mode = 'amazon_calculates'
        good = {'total': Decimal('11.90'), 'total_tax': Decimal('1.90')}
        self.assertEqual(self.fate(**good).state, 'accepted')
        fate = self.fate(**{**good, 'total': Decimal('11.91')})
        self.assertEqual((fate.state, fate.cause), ('rejected', 'other'))
        self.assertIn("11.91", fate.messages[0])

    def test_forbidden_characters_need_no_call(self):
        self.assertEqual(forbidden_characters(" RÉ.2026/1 é.É "), ['É', '.', 'é'])
        self.assertEqual(forbidden_characters("INV/2026 00012,\\-_;:#a"), [])
        with self.assertRaisesRegex(Rejected, "characters") as caught:
            self.amazon.create_invoice_feed(self.invoice(number="RÉ1"), 'document')
        self.assertIsNone(caught.exception.status)
        self.assertFalse(self.simulator.calls['createFeed'])

    # === ERRORS === #

    def test_missing_role_is_named(self):
        self.shop.roles.discard(TAX_INVOICING)
        with self.assertRaises(Unauthorized) as caught:
            self.send()
        error = caught.exception
        self.assertEqual((error.reason, error.role), ('role_missing', 'Tax Invoicing'))
        self.assertEqual(error.words, "Access to the resource is forbidden")
        self.assertFalse(error.is_final)
        self.assertIn('createFeed, HTTP 403, request', error.trace)

    def test_revoked_token_is_no_missing_role(self):
        document_ref = self.amazon.upload_invoice_document(PDF)
        self.simulator.lwa.revoke(self.refresh_token)
        with self.assertRaises(Unauthorized) as caught:
            self.amazon.create_invoice_feed(self.invoice(), document_ref)
        self.assertEqual(caught.exception.reason, 'invalid_grant')

    def test_outage_refusal_and_limit(self):
        document_ref = self.amazon.upload_invoice_document(PDF)
        for fault, error in (
            (faults.html_503, Unavailable), (faults.lost_answer, Unavailable),
            (faults.throttle, Throttled),
        ):
            self.limiter.buckets.clear()
            self.spoil(fault, 'createFeed')
            with self.assertRaises(error):
                self.amazon.create_invoice_feed(self.invoice(), document_ref)
        self.limiter.buckets.clear()
        with self.assertRaises(Rejected):
            self.amazon.create_invoice_feed(self.invoice(), 'nothing')

    def test_sixteenth_at_once_has_to_wait(self):
        document_ref = self.amazon.upload_invoice_document(PDF)
        for _number in range(15):
            self.amazon.create_invoice_feed(self.invoice(), document_ref)
        with self.assertRaises(Throttled) as caught:
            self.amazon.create_invoice_feed(self.invoice(), document_ref)
        wait = caught.exception.available_at - datetime.now(timezone.utc)
        self.assertGreater(wait, timedelta(seconds=100))

    # === REPORTS === #

    def test_causes_of_refusals(self):
        business = self.shop.invoices
        for change, cause in (
            ({'may_be_uploaded': False}, 'self_invoicing_off'),
            ({'mode': 'amazon_issues'}, 'amazon_issues'),
        ):
            vars(business).update({'may_be_uploaded': True, 'mode': 'none', **change})
            self.assertEqual(self.fate().cause, cause)
        vars(business).update({'may_be_uploaded': True, 'mode': 'none'})
        self.assertEqual(self.fate(content=b'<html>').cause, 'no_pdf')
        self.assertEqual(self.fate(order_ref='000-0000000-0000000').cause, 'order_unknown')
        self.assertEqual(self.fate(marketplace_ref='A13V1IB3VIYZZH').cause, 'marketplace')

    def test_text_reports(self):
        error = HEADS + b"1\t\t79525\tError\tAmazon will generate invoice for shipmentId N/A\n"
        for content, state, cause in (
            (NO_ERROR % 1, 'accepted', ''),
            ((NO_ERROR % 1).replace(b'\n', b'\r\n'), 'accepted', ''),
            (NO_ERROR % 0 + error, 'rejected', 'amazon_issues'),
            (NO_ERROR % 0, 'rejected', 'other'),
            (NO_ERROR % 1 + error.replace(b'Error', b'Warning'), 'accepted', ''),
            (NO_ERROR % 0 + b"original-record-number\tsku\terror-code\terror-type\terror-message1"
             b"\t\t\n79525\tError\tAmazon will generate invoice", 'rejected', 'amazon_issues'),
            (NO_ERROR % 0 + HEADS + b"1\t\t79599\tError\tGr\xfc\xdfe\n", 'rejected', 'other'),
            ((NO_ERROR % 1).replace(b'processed\t\t1', b'processed\t\t0'), 'unknown', ''),
        ):
            with self.subTest(content):
                fate = InvoiceFate.from_report(content)
                self.assertEqual((fate.state, fate.cause), (state, cause))

    def test_words_keep_their_number(self):
        fate = InvoiceFate.from_report(NO_ERROR % 0 + HEADS + b"1\t\t79513\tError\tPlease  do\n")
        self.assertEqual(fate.messages, ("Please do (79513)",))

    def test_refusal_without_words_says_so(self):
        self.assertEqual(
            InvoiceFate.from_report(NO_ERROR % 0).messages, ("Amazon gives no reason.",))

    def test_reports_that_are_none(self):
        for content in (b'', b'<html>', b'\x00\x01', b'Internal error', gzip.compress(b'x')):
            with self.subTest(content), self.assertRaises(MalformedReport):
                InvoiceFate.from_report(content)
