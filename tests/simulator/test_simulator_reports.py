import datetime
import gzip
from urllib.parse import urlsplit

from odoo.tests import tagged

from ...workshop.simulator import TAX_INVOICING, Buyer, Item
from ...workshop.simulator.core.formats import timestamp
from ...workshop.simulator.reports.vat_invoice import awkward
from .simulator_case import SimulatorCase

REPORTS = '/reports/2021-06-30/reports'
DOCUMENTS = '/reports/2021-06-30/documents'
VAT = 'GET_FLAT_FILE_VAT_INVOICE_DATA_REPORT'
DE, US = 'A1PA6795UKMFR9', 'ATVPDKIKX0DER'
DAY = datetime.timedelta(days=1)


class ReportCase(SimulatorCase):
    """Tests that ask for the VAT invoice data report."""

    def setUp(self):
        super().setUp()
        self.order = self.shop.place(
            'DE', channel='AMAZON', status='SHIPPED', updated=self.shop.now() - DAY,
            items=[Item('AMZ-MUG-WHITE', 2, unit_price=10, tax='3.80')])

    def ask(self, marketplace_id=DE, **different):
        now = self.simulator.clock.now()
        body = {
            'reportType': VAT,
            'marketplaceIds': [marketplace_id],
            'reportOptions': {'all': 'true'},
            'dataStartTime': timestamp(now - 30 * DAY),
            'dataEndTime': timestamp(now),
            **different,
        }
        return self.post(REPORTS, {key: value for key, value in body.items() if value is not None})

    def created(self, **different):
        response = self.ask(**different)
        self.assertEqual(response.status_code, 202, response.data)
        return response.json['reportId']

    def report(self, report_id):
        response = self.get(f'{REPORTS}/{report_id}')
        self.assertEqual(response.status_code, 200, response.data)
        return response.json

    def status(self, report_id):
        return self.report(report_id)['processingStatus']

    def download(self, report_id):
        document = self.get(f"{DOCUMENTS}/{self.report(report_id)['reportDocumentId']}").json
        parts = urlsplit(document['url'])
        response = self.client.get(
            document['url'], base_url=f'{parts.scheme}://{parts.netloc}')
        self.assertEqual(document.get('compressionAlgorithm'), 'GZIP')
        return gzip.decompress(response.data)

    def rows(self, **different):
        """Return the rows of a new report, by name of the column."""
        columns, *lines = self.download(self.created(**different)).decode().splitlines()
        return [
            dict(zip(columns.split('\t'), line.split('\t'), strict=True)) for line in lines]


@tagged('-at_install', 'post_install')
class TestSimulatedReports(ReportCase):

    def test_order_that_amazon_shipped(self):
        self.shop.ship_from(self.order.order_id, 'PL')
        [row] = self.rows()
        self.assertEqual(row['order-id'], self.order.order_id)
        self.assertEqual(row['transaction-type'], 'SHIPMENT')
        self.assertEqual(row['ship-from-country'], 'PL')
        self.assertEqual(row['quantity-purchased'], '2')
        self.assertEqual(
            [row[f'item-vat-{name}'] for name in ('incl-amount', 'amount', 'excl-amount', 'rate')],
            ['23.80', '3.80', '20.00', '0.1900'])
        self.assertTrue(row['shipping-id'] and row['transaction-id'])
        self.assertFalse(row['invoice-number'])

    def test_orders_that_are_not_shipped_have_no_row(self):
        self.shop.place('DE')
        self.shop.place('DE', status='CANCELLED')
        self.assertEqual(len(self.rows()), 1)

    def test_each_parcel_has_a_shipping_id(self):
        order = self.shop.place('DE', items=[Item('AMZ-MUG-WHITE', 2)])
        for _number in range(2):
            self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 1})
        rows = [row for row in self.rows() if row['order-id'] == order.order_id]
        self.assertEqual(len({row['shipping-id'] for row in rows}), 2)

    def test_refund_and_return(self):
        self.shop.give_back(self.order.order_id, {'AMZ-MUG-WHITE': 1})
        self.shop.give_back(self.order.order_id, kind='RETURN')
        _shipment, refund, return_ = self.rows()
        self.assertEqual(
            (refund['transaction-type'], return_['transaction-type']), ('REFUND', 'RETURN'))
        self.assertEqual(refund['item-vat-incl-amount'], '-11.90')
        self.assertNotEqual(refund['transaction-id'], return_['transaction-id'])

    def test_pending_is_what_amazon_does_not_issue_and_is_the_default(self):
        amazons = self.shop.place(
            'DE', channel='AMAZON', status='SHIPPED', programs=['INVOICE_BY_AMAZON'])
        numbers = {row['order-id']: row['invoice-number'] for row in self.rows()}
        self.assertTrue(numbers[amazons.order_id])
        for options in ({'pendingInvoices': 'true'}, {'ReportOption=pendingInvoices': 'true'}, {}):
            with self.subTest(options):
                [row] = self.rows(reportOptions=options, dataStartTime=None, dataEndTime=None)
                self.assertEqual(row['order-id'], self.order.order_id)

    def test_business_buyer(self):
        self.shop.introduce(self.order.order_id, Buyer(
            "Jürgen Müller", company="Müller GmbH", vat_number='DE136695976'))
        [row] = self.rows()
        self.assertEqual(row['buyer-vat-number'], 'DE136695976')
        self.assertEqual(row['is-business-order'], 'true')

    def test_wrong_requests(self):
        now = self.simulator.clock.now()
        for different, text in (
            ({'reportType': 'GET_NOTHING'}, "not supported"),
            ({'marketplaceIds': []}, "1 to 25"),
            ({'reportOptions': {'everything': 'true'}}, "everything"),
            ({'reportOptions': {'all': 'yes'}}, "all=yes"),
            ({'reportOptions': {'all': 'true', 'pendingInvoices': 'true'}}, "both"),
            ({'dataStartTime': None}, "must be given"),
            ({'dataStartTime': timestamp(now - 31 * DAY)}, "30 days"),
            ({'dataEndTime': timestamp(now + DAY)}, "in the past"),
        ):
            with self.subTest(different):
                self.assert_refused(self.ask(**different), 400, 'InvalidInput', text)

    def test_role_is_missing(self):
        self.shop.roles.discard(TAX_INVOICING)
        self.assert_refused(self.ask(), 403, 'Unauthorized')

    def test_marketplace_of_others(self):
        self.assert_refused(
            self.ask(marketplaceIds=['A17E79C6D8DWNP']), 403, 'Unauthorized')

    def test_limit(self):
        self.simulator.limits.enabled = True
        for _number in range(15):
            self.created()
        self.assert_refused(self.ask(), 429, 'QuotaExceeded')
        self.simulator.clock.advance(60)
        self.created()

    def test_steps(self):
        self.simulator.reports.duration = datetime.timedelta(minutes=3)
        report_id = self.created()
        self.assertEqual(self.status(report_id), 'IN_QUEUE')
        self.wait(70)
        self.assertEqual(self.status(report_id), 'IN_PROGRESS')
        self.wait(120)
        self.assertEqual(self.status(report_id), 'DONE')
        self.assertTrue(self.download(report_id))

    def test_endings(self):
        for status in ('FATAL', 'CANCELLED', 'IN_PROGRESS', 'IN_QUEUE'):
            self.simulator.reports.end_next(status)
            report = self.report(self.created())
            self.assertEqual(report['processingStatus'], status)
            self.assertNotIn('reportDocumentId', report)

    def test_nothing_to_report(self):
        self.assertEqual(self.status(self.created(marketplace_id=US)), 'CANCELLED')
        self.simulator.reports.cancels_if_empty = False
        self.assertEqual(self.rows(marketplace_id=US), [])

    def test_list(self):
        ids = [self.created() for _number in range(3)]
        found = self.get(REPORTS, reportTypes=VAT, pageSize=2).json
        self.assertEqual([report['reportId'] for report in found['reports']], ids[:0:-1])
        rest = self.get(REPORTS, nextToken=found['nextToken']).json
        self.assertEqual([report['reportId'] for report in rest['reports']], ids[:1])
        self.assertEqual(
            self.get(REPORTS, reportTypes=VAT, processingStatuses='FATAL').json['reports'], [])
        self.assert_refused(self.get(REPORTS), 400, 'InvalidInput', "reportTypes")

    def test_reports_of_others_are_unknown(self):
        self.assert_refused(self.get(f'{REPORTS}/1'), 404, 'NotFound')
        self.assert_refused(self.get(f'{DOCUMENTS}/1'), 404, 'NotFound')


@tagged('-at_install', 'post_install')
class TestAwkwardReports(ReportCase):

    def mangled(self, *functions):
        self.simulator.reports.mangle_next(*functions)
        return self.download(self.created())

    def test_letters(self):
        self.assertTrue(self.mangled(awkward.with_bom).startswith(b'\xef\xbb\xbfmarketplace-id'))
        self.shop.introduce(self.order.order_id, Buyer("Änne Großmann"))
        self.assertIn("Änne Großmann".encode('cp1252'), self.mangled(awkward.in_cp1252))

    def test_truncated(self):
        whole, cut = self.download(self.created()), self.mangled(awkward.truncated)
        self.assertTrue(whole.startswith(cut))
        self.assertLess(len(cut), len(whole))

    def test_columns(self):
        first_line = self.mangled(
            awkward.reordered, awkward.extra_columns, awkward.without('sku')).splitlines()[0]
        names = first_line.decode().split('\t')
        self.assertEqual((names[0], names[-1], names[-2]), (
            'New Column', 'buyer-loyalty-tier', 'marketplace-id'))
        self.assertNotIn('sku', names)

    def test_values(self):
        content = self.mangled(
            awkward.decimal_commas, awkward.dates_like('%d.%m.%Y'), awkward.duplicated,
            awkward.unknown_order).decode()
        self.assertEqual(len(content.splitlines()), 4)
        self.assertIn('23,80', content)
        self.assertIn(f'{self.order.created:%d.%m.%Y}', content)
        self.assertIn('999-9999999-9999999', content)

    def test_emptied(self):
        self.assertEqual(len(self.mangled(awkward.emptied).splitlines()), 1)
