from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ....spapi import (
    MalformedTable,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
    read_vat_invoices,
)
from ....spapi.reports.values import read_amount, read_country, read_date
from ....workshop.simulator import TAX_INVOICING, Buyer, Item, faults
from ....workshop.simulator.reports.vat_invoice import awkward
from ..spapi_case import DE, SpapiCase

DAY = timedelta(days=1)
DOWNLOAD = 'downloadFeedDocument'


class ReportsCase(SpapiCase):

    def setUp(self):
        super().setUp()
        self.order = self.shop.place(
            'DE', channel='AMAZON', status='SHIPPED', ship_from='PL',
            items=[Item('AMZ-MUG-WHITE', 2, unit_price=1000, tax='380', discount='100')])

    def request(self, **different):
        now = datetime.now(timezone.utc)
        return self.amazon.request_vat_invoices(**{
            'marketplace_refs': [DE], 'since': now - 29 * DAY,
            'until': now - timedelta(minutes=1), **different})

    def download(self, **different):
        report = self.amazon.get_report(self.request(**different))
        return self.amazon.download_report(report.document_ref)

    def rows(self, *manglers):
        self.simulator.reports.mangle_next(*manglers)
        return read_vat_invoices(self.download())


@tagged('-at_install', 'post_install')
class TestReports(ReportsCase):

    def test_report_is_written_and_read(self):
        [row] = self.rows()
        self.assertEqual(row.order_ref, self.order.order_id)
        self.assertEqual((row.kind, row.ship_from, row.ship_to), ('SHIPMENT', 'PL', 'DE'))
        self.assertEqual(row.item_ref, self.order.items[0].order_item_id)
        self.assertEqual((row.vat, row.item_vat_rate), (Decimal('380.00'), Decimal('0.2000')))
        self.assertEqual(row.moment, self.order.updated)
        self.assertTrue(row.shipping_ref and row.transaction_ref)
        self.assertFalse(row.invoice_number)

    def test_nothing_of_the_buyer_is_read(self):
        self.shop.introduce(self.order.order_id, Buyer("Jürgen Müller", "j@example.com"))
        [row] = self.rows()
        for text in ("Müller", "example.com", self.order.recipient.city):
            self.assertNotIn(text, str(asdict(row)))

    def test_vat_number_of_a_business_only(self):
        self.shop.introduce(self.order.order_id, Buyer(
            "Jürgen Müller", company="Müller GmbH", vat_number='DE136695976'))
        self.assertEqual(self.rows()[0].buyer_vat, 'DE136695976')
        self.assertEqual(self.rows(awkward.with_rows(is_business_order='no'))[0].buyer_vat, '')

    def test_number_of_amazons_own_invoice_only(self):
        number = {'invoice_number': 'INV/2026/00012'}
        for flag, expected in (('true', 'INV/2026/00012'), ('false', ''), ('', 'INV/2026/00012')):
            [row] = self.rows(awkward.with_rows(**number, is_amazon_invoiced=flag))
            self.assertEqual(row.invoice_number, expected, flag)

    def test_steps(self):
        self.simulator.reports.duration = timedelta(minutes=3)
        report_ref = self.request()
        self.assertEqual(self.amazon.get_report(report_ref).status, 'in_queue')
        self.simulator.clock.advance(240)
        report = self.amazon.get_report(report_ref)
        self.assertEqual(report.status, 'done')
        self.assertTrue(self.amazon.download_report(report.document_ref))

    def test_nothing_to_report(self):
        report = self.amazon.get_report(self.request(marketplace_refs=['A13V1IB3VIYZZH']))
        self.assertEqual((report.status, report.document_ref), ('cancelled', ''))

    def test_report_whose_reference_was_lost_is_found(self):
        since = datetime.now(timezone.utc) - timedelta(minutes=5)
        self.spoil(faults.lost_answer, 'createReport')
        with self.assertRaises(Unavailable):
            self.request()
        [report] = self.amazon.find_vat_invoice_reports(since)
        self.assertEqual(report.status, 'done')
        for _number in range(120):
            self.simulator.limits.enabled = False
            self.limiter.buckets.clear()
            self.request()
        self.assertEqual(len(self.amazon.find_vat_invoice_reports(since)), 121)

    def test_role_is_missing(self):
        self.shop.roles.discard(TAX_INVOICING)
        with self.assertRaises(Unauthorized) as caught:
            self.request()
        self.assertFalse(caught.exception.is_final)
        self.assertEqual(caught.exception.operation, 'createReport')

    def test_too_long_a_time_is_refused(self):
        now = datetime.now(timezone.utc)
        with self.assertRaises(Rejected):
            self.request(since=now - 31 * DAY)
        with self.assertRaises(ValueError):
            self.request(since=datetime.now())

    def test_unknown_or_impossible_references(self):
        for ref in ('12345678901', '../orders', ''):
            with self.subTest(ref), self.assertRaises(Rejected):
                self.amazon.get_report(ref)
        with self.assertRaises(Rejected):
            self.amazon.download_report('a/b')

    def test_limits_are_kept(self):
        for _number in range(15):
            self.request()
        with self.assertRaises(Throttled):
            self.request()
        self.assertEqual(self.limiter.acquired.count('createReport'), 15)

    def test_refused_download_is_no_report(self):
        for fault in (faults.document_refused, faults.link_expired, faults.empty(503)):
            self.spoil(fault, DOWNLOAD)
            with self.assertRaises(Unavailable):
                self.download()

    def test_outage_is_no_empty_report(self):
        for operation in ('createReport', 'getReport', 'getReportDocument'):
            for fault in (faults.html_503, faults.empty(), faults.cut_json):
                self.spoil(fault, operation)
                with self.subTest(operation), self.assertRaises(Unavailable):
                    self.download()


@tagged('-at_install', 'post_install')
class TestAwkwardVatInvoices(ReportsCase):
    """Amazon writes the report in several ways; what it says stays the same."""

    def assert_same(self, *manglers):
        self.assertEqual(self.rows(*manglers), self.rows())

    def test_letters(self):
        self.shop.introduce(self.order.order_id, Buyer("Änne Großmann"))
        self.assert_same(awkward.with_bom)
        self.assert_same(awkward.in_cp1252)

    def test_packed_or_not(self):
        expected = self.rows()
        self.simulator.reports.compresses = False
        self.assertEqual(self.rows(), expected)

    def test_columns(self):
        self.assert_same(awkward.reordered)
        self.assert_same(awkward.extra_columns)
        self.assert_same(awkward.without('sku', 'citation-en', 'buyer-name'))

    def test_columns_in_the_spelling_of_people(self):
        content = self.download()
        names, _rest = content.split(b'\r\n', 1)
        other = names.replace(b'order-id', b'"Order ID"').replace(b'ship-from', b'Ship_From')
        self.assertEqual(
            read_vat_invoices(content.replace(names, other)), read_vat_invoices(content))

    def test_amounts_and_dates(self):
        self.assert_same(awkward.decimal_commas)
        with_seconds = self.rows(awkward.dates_like('%d.%m.%Y %H:%M:%S UTC'))
        self.assertEqual(with_seconds[0].moment, self.order.updated.replace(microsecond=0))
        [row] = self.rows(awkward.dates_like('%d/%m/%Y'))
        self.assertEqual(row.moment.date(), self.order.updated.date())
        [row] = self.rows(awkward.dates_like('yesterday'))
        self.assertIsNone(row.moment)

    def test_what_is_there_twice_is_read_once(self):
        self.assert_same(awkward.duplicated)

    def test_truncated(self):
        self.shop.place('DE', channel='AMAZON', status='SHIPPED')
        self.assertEqual(len(self.rows()), 2)
        self.assertEqual(len(self.rows(awkward.truncated)), 1)

    def test_last_line_without_an_end(self):
        content = self.download()
        self.assertEqual(read_vat_invoices(content.rstrip(b'\r\n') + b''), (
            read_vat_invoices(content)))

    def test_nothing_to_say(self):
        self.assertEqual(self.rows(awkward.emptied), [])
        names = self.download().splitlines()[0]
        self.assertEqual(read_vat_invoices(names), [])

    def test_rows_that_say_nothing_are_left_out(self):
        self.assertEqual(self.rows(awkward.with_rows(order_id='what?')), [])
        self.assertEqual(self.rows(awkward.with_rows(transaction_type='GIFT')), [])
        [row] = self.rows(awkward.with_rows(ship_from_country='Poland', shipping_id=''))
        self.assertEqual((row.ship_from, row.shipping_ref), ('', ''))

    def test_what_is_needed_is_missing(self):
        with self.assertRaisesRegex(MalformedTable, 'order-id'):
            self.rows(awkward.without('order-id'))
        for content in (b'', b'\n', b'<Error><Code>AccessDenied</Code></Error>', b'\x00\xff' * 99):
            with self.subTest(content), self.assertRaises(MalformedTable):
                read_vat_invoices(content)


@tagged('-at_install', 'post_install')
class TestValuesOfFlatFiles(BaseCase):

    def test_amounts(self):
        for text, amount in (
            ('12.34', '12.34'), ('12,34', '12.34'), ('-12,34', '-12.34'), ('0', '0'),
            ('1.234,50', '1234.50'), ('1,234.50', '1234.50'), ('1 234,50', '1234.50'),
            ('1.234.567,89', '1234567.89'), ('1.234.567', '1234567'), ('19%', '0.19'),
            ('19,0 %', '0.19'), ('0.1900', '0.1900'), ('\N{MINUS SIGN}5.00', '-5.00'),
        ):
            with self.subTest(text):
                self.assertEqual(read_amount(text), Decimal(amount))
        for text in ('', 'EUR', '1.2.3', '1,2,3', '1.234,5.6', 'NaN', '1e9', '9' * 40):
            with self.subTest(text):
                self.assertIsNone(read_amount(text))

    def test_countries(self):
        for text, code in (('DE', 'DE'), (' pl ', 'PL'), ('UK', 'GB'), ('Germany', ''), ('', '')):
            self.assertEqual(read_country(text), code)

    def test_dates(self):
        now = datetime(2026, 11, 28, tzinfo=timezone.utc)
        day = datetime(2026, 11, 3, 14, 5, 9, tzinfo=timezone.utc)
        for text, moment in (
            ('2026-11-03T14:05:09Z', day), ('2026-11-03T15:05:09+01:00', day),
            ('2026-11-03T14:05:09', day), ('03.11.2026 14:05:09', day),
            ('03-11-2026 14:05:09 UTC', day), ('03/11/26 14:05:09 GMT', day),
            ('2026/11/03 14:05:09', day), ('2026-11-03', day.replace(hour=0, minute=0, second=0)),
            ('13.13.2026', None), ('', None), ('1970-01-01', None), ('2031-01-01', None),
        ):
            with self.subTest(text):
                self.assertEqual(read_date(text, now), moment)
