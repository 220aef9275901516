"""Good answers to begin with: what the simulator says of a shop that has a bit of everything."""
import json
from datetime import datetime, timedelta, timezone
from functools import cached_property

from werkzeug.test import Client

from ..simulator import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, Address, Item, Simulator
from ..simulator.feeds.processing_report import ProcessingReport, Result
from ..simulator.feeds.vat_invoice.errors import InvoiceRefused
from ..simulator.feeds.vat_invoice.report import FlatReport
from ..simulator.reports.report import Wanted
from ..simulator.reports.vat_invoice.behaviour import write
from ..simulator.reports.vat_invoice.requests import ALL

ORDERS = '/orders/2026-01-01/orders'
LONG_AGO = '2026-11-01T00:00:00Z'
REPORT_REF = '50039018871'
VAT_INVOICES = 'GET_FLAT_FILE_VAT_INVOICE_DATA_REPORT'
# How many messages the feed had that the report is about.
MESSAGES = 5
INCLUDED_DATA = 'BUYER,RECIPIENT,PROCEEDS,CANCELLATION,FULFILLMENT,PACKAGES,TAX'


class StoppedClock:
    """A time that does not pass: the same seed has to make the same cases on any day."""

    def now(self):
        return datetime(2026, 11, 20, 12, tzinfo=timezone.utc)


class Samples:
    """Good answers of the operations that the connector calls, as text."""

    def __init__(self):
        self._simulator = Simulator(clock=StoppedClock())
        self._simulator.limits.enabled = False
        self._simulator.shop.event_lag = timedelta(minutes=5)
        fill(self._simulator.shop)
        self._client = Client(self._simulator)

    @cached_property
    def token(self):
        return self._client.post('/auth/o2/token', data={
            'grant_type': 'refresh_token', 'client_id': CLIENT_ID,
            'client_secret': CLIENT_SECRET, 'refresh_token': REFRESH_TOKEN,
        }).get_data(as_text=True)

    @cached_property
    def participations(self):
        return self._get('/sellers/v1/marketplaceParticipations')

    @cached_property
    def page(self):
        return self._get(
            f'{ORDERS}?lastUpdatedAfter={LONG_AGO}&maxResultsPerPage=9&includedData={INCLUDED_DATA}')

    @cached_property
    def orders(self):
        """The orders of the shop, each as Amazon's `Order`."""
        return [json.dumps(order) for order in json.loads(self.page)['orders']]

    @cached_property
    def order(self):
        return json.dumps({'order': json.loads(self.orders[0])})

    @cached_property
    def new_feed(self):
        return '{"feedId": "50039018869"}'

    @cached_property
    def feed(self):
        return json.dumps(_FEED)

    @cached_property
    def feeds(self):
        other = {**_FEED, 'feedId': '50039018870', 'processingStatus': 'FATAL'}
        return json.dumps({'feeds': [_FEED, other], 'nextToken': 'next'})

    @cached_property
    def last_feeds(self):
        return json.dumps({'feeds': [_FEED]})

    @cached_property
    def error(self):
        return self._get(f'{ORDERS}?paginationToken=old&lastUpdatedAfter={LONG_AGO}')

    @cached_property
    def report(self):
        report = ProcessingReport('ASIMULATOR1', '50039018869')
        report.count([])
        report.count([Result(2, 18021, "The quantity is larger than ordered.", order_id='111-1')])
        report.count([Result(3, 18044, "An odd tracking number.", 'Warning', '111-2', '1234')])
        report.count([])
        report.count([Result(5, 18028, "The data is invalid.")])
        return report.content().decode()

    @cached_property
    def vat_invoices(self):
        """A VAT invoice data report of what was shipped, as bytes."""
        shop = self._simulator.shop
        marketplaces = tuple(order.marketplace.id for order in shop)
        wanted = Wanted(VAT_INVOICES, marketplaces, ALL, since=_LONG_AGO, until=_LATER)
        return write(shop, wanted).to_bytes()

    @cached_property
    def invoice_reports(self):
        """What Amazon says of invoices: one that it took, and one that it refused; as bytes."""
        refused = FlatReport()
        refused.refuse(InvoiceRefused(79513, "The invoice lacks the total."))
        return [FlatReport().content(), refused.content()]

    @cached_property
    def report_state(self):
        return json.dumps({
            'reportId': REPORT_REF, 'reportType': VAT_INVOICES,
            'marketplaceIds': ['A1PA6795UKMFR9'], 'createdTime': '2026-11-20T10:00:00Z',
            'dataStartTime': '2026-11-19T10:00:00Z', 'dataEndTime': '2026-11-20T10:00:00Z',
            'processingStatus': 'DONE', 'reportDocumentId': 'amzn1.spdoc.1.4.eu.5d4e42b5.T3M',
        })

    @cached_property
    def personal(self):
        """Words of the samples that are a person's data.

        :rtype: set[str]
        """
        words = set()
        for order in self._simulator.shop:
            if order.buyer:
                words |= {order.buyer.name, order.buyer.email, order.buyer.vat_number}
            if order.recipient:
                words |= {order.recipient.name, order.recipient.line1, order.recipient.phone}
        return {word for word in words if word}

    def _get(self, path):
        return self._client.get(path, headers=self._headers()).get_data(as_text=True)

    def _headers(self):
        return {'x-amz-access-token': json.loads(self.token)['access_token']}


_LONG_AGO, _LATER = (datetime(2026, month, 1, tzinfo=timezone.utc) for month in (11, 12))
_FEED = {
    'feedId': '50039018869', 'feedType': 'POST_ORDER_FULFILLMENT_DATA',
    'marketplaceIds': ['ATVPDKIKX0DER'], 'createdTime': '2026-11-20T10:00:00Z',
    'processingStatus': 'DONE', 'processingStartTime': '2026-11-20T10:01:00Z',
    'processingEndTime': '2026-11-20T10:02:00Z',
    'resultFeedDocumentId': 'amzn1.tortuga.4.na.5d4e42b5-1d6e-44e8-a89c-2abfca0625bb.T3M',
}


def fill(shop):
    """Place orders of every kind.

    :param Shop shop: an empty shop of the simulator.
    """
    mugs = Item(
        'AMZ-MUG-WHITE', 3, '12.00', shipping='4.99', tax='2.10', shipping_tax='0.40',
        discount='1.20', shipping_discount='0.50', promotion_ids=['10-PERCENT-OFF'],
        tax_collected_by_amazon=True)
    gift = Item(
        'AMZ-TEAPOT', 2, '30.00', gift_wrap='3.50', gift_wrap_tax='0.30', tax='4.10',
        gift_message="Happy birthday,\nAunt Ada!", gift_wrap_level='Classic')
    lots = Item(
        'AMZ-TEAPOT', 2, '30.00', serial_numbers=['SN-1', 'SN-2'], ioss_number='IM5280002556')
    shop.place('US', items=[mugs, gift], programs=['PRIME'], delivery_tip='2.00')
    shop.place('DE', items=[gift], prices_include_tax=True, seller_order_id='SO-7')
    shipped = shop.place('US', status='PARTIALLY_SHIPPED', items=[mugs, gift])
    shop.place('GB', channel='AMAZON', status='SHIPPED', items=[lots], prices_include_tax=True)
    shop.place('JP', items=[Item('AMZ-MUG-WHITE', 5, cod_fee='330')])
    shop.place('US', status='PENDING')
    shop.place('US', status='CANCELLED')
    shop.replace(shipped.order_id)
    wavering = shop.place('FR', items=[mugs], buyer=_business_buyer(shop))
    shop.request_cancellation(wavering.order_id, "Ordered by mistake")
    shop.place('US', status='SHIPPED')


def _business_buyer(shop):
    buyer = shop.place('FR', status='PENDING').buyer
    buyer.company, buyer.vat_number, buyer.purchase_order = "Girard & Fils", 'FR40303265045', 'PO-1'
    buyer.registered_at = Address(
        "Girard & Fils", "3 quai du Port", city="Marseille", postal_code='13002', country='FR')
    return buyer
