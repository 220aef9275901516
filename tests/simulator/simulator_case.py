import gzip
from urllib.parse import urlsplit
from xml.etree import ElementTree

from werkzeug.test import Client

from odoo.tests import BaseCase

from ...workshop.simulator import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, SELLER_ID, Simulator
from ..contract import ContractChecked

ORDERS = '/orders/2026-01-01/orders'
FEEDS = '/feeds/2021-06-30/feeds'
DOCUMENTS = '/feeds/2021-06-30/documents'
FEED_TYPE = 'POST_ORDER_FULFILLMENT_DATA'
CONTENT_TYPE = 'text/xml; charset=UTF-8'
PARTICIPATIONS = '/sellers/v1/marketplaceParticipations'
TOKEN = '/auth/o2/token'
LONG_AGO = '2000-01-01T00:00:00Z'
A_WHILE = 121  # seconds, after which Amazon shows what has happened


class SimulatorCase(BaseCase):
    """Tests of the simulator itself, called as any program would call it.

    Every answer is held against Amazon's models, except where it is wrong on purpose. Limits are
    off, since most tests are about something else.
    """

    def setUp(self):
        super().setUp()
        self.simulator = Simulator()
        self.simulator.limits.enabled = False
        self.shop = self.simulator.shop
        # Requests are not checked: many are wrong, to see whether they are refused.
        checked = ContractChecked(self.simulator, requests=False)
        self.addCleanup(lambda: self.assertEqual(checked.violations, []))
        self.client = Client(checked)
        self.access_token = self.get_access_token()

    def get_access_token(self, **credentials):
        return self.ask_token(**credentials).json['access_token']

    def ask_token(self, **credentials):
        form = {
            'grant_type': 'refresh_token', 'client_id': CLIENT_ID, 'client_secret': CLIENT_SECRET,
            'refresh_token': REFRESH_TOKEN, **credentials,
        }
        return self.client.post(TOKEN, data=form)

    def get(self, path, **parameters):
        return self.client.get(path, query_string=parameters, headers=self.headers())

    def post(self, path, content):
        return self.client.post(path, json=content, headers=self.headers())

    def headers(self):
        return {'x-amz-access-token': self.access_token} if self.access_token else {}

    def search(self, **parameters):
        """Return the answer to searchOrders, for all orders unless told otherwise."""
        if not {'createdAfter', 'lastUpdatedAfter'} & set(parameters):
            parameters['lastUpdatedAfter'] = LONG_AGO
        return self.get(ORDERS, **parameters)

    def found(self, **parameters):
        """Return the ids of the orders that a search finds."""
        response = self.search(**parameters)
        self.assertEqual(response.status_code, 200, response.data)
        return [order['orderId'] for order in response.json['orders']]

    def fetch(self, order, *datasets):
        """Return an order's JSON."""
        parameters = {'includedData': ','.join(datasets)} if datasets else {}
        response = self.get(f'{ORDERS}/{order.order_id}', **parameters)
        self.assertEqual(response.status_code, 200, response.data)
        return response.json['order']

    def wait(self, seconds=A_WHILE):
        """Let time pass, and renew the access token as callers do."""
        self.simulator.clock.advance(seconds)
        self.access_token = self.get_access_token()

    def assert_refused(self, response, status, code, details=''):
        self.assertEqual(response.status_code, status, response.data)
        [error] = response.json['errors']
        self.assertEqual(error['code'], code)
        self.assertIn(details, error['details'])

    # === SHIPMENTS === #

    def confirm(self, order, marketplace_id=None, **different):
        """Confirm a package of one unit of the order's first item, unless told otherwise."""
        return self.post(
            f'/orders/v0/orders/{order.order_id}/shipmentConfirmation',
            self.confirmation(order, marketplace_id, **different))

    def confirmation(self, order, marketplace_id=None, **different):
        """Return the body of such a request."""
        return {
            'marketplaceId': marketplace_id or order.marketplace.id,
            'packageDetail': {
                'packageReferenceId': '1',
                'carrierCode': 'UPS',
                'trackingNumber': '1Z0001',
                'shipDate': '2026-01-01T12:00:00Z',
                'orderItems': [self.units(order, 1)],
                **different,
            },
        }

    def units(self, order, quantity, number=0):
        return {'orderItemId': order.items[number].order_item_id, 'quantity': quantity}

    def packages(self, order):
        """Return the order's packages as Amazon tells them."""
        return self.fetch(order, 'PACKAGES').get('packages', [])


class FeedCase(SimulatorCase):
    """Tests that send feeds."""

    def create_document(self, content_type=CONTENT_TYPE):
        response = self.post(DOCUMENTS, {'contentType': content_type})
        self.assertEqual(response.status_code, 201, response.data)
        return response.json

    def upload(self, document, content, content_type=CONTENT_TYPE, **headers):
        return self.follow(
            document['url'], 'PUT', data=content,
            headers={'Content-Type': content_type, **headers})

    def follow(self, link, method='GET', **request):
        """Follow a link to a document, on the host that it names."""
        parts = urlsplit(link)
        return self.client.open(
            link, base_url=f'{parts.scheme}://{parts.netloc}', method=method, **request)

    def create_feed(self, document, **different):
        return self.post(FEEDS, {
            'feedType': FEED_TYPE,
            'marketplaceIds': ['ATVPDKIKX0DER'],
            'inputFeedDocumentId': document['feedDocumentId'],
            **different,
        })

    def send(self, content):
        """Send a feed in all its steps, and return its id."""
        document = self.create_document()
        self.assertEqual(self.upload(document, content).status_code, 200)
        response = self.create_feed(document)
        self.assertEqual(response.status_code, 202, response.data)
        return response.json['feedId']

    def feed(self, feed_id):
        response = self.get(f'{FEEDS}/{feed_id}')
        self.assertEqual(response.status_code, 200, response.data)
        return response.json

    def status(self, feed_id):
        return self.feed(feed_id)['processingStatus']

    def download(self, document_id, **parameters):
        """Return the response to the download of a document, and Amazon's `FeedDocument`."""
        document = self.get(f'{DOCUMENTS}/{document_id}', **parameters).json
        return self.follow(document['url']), document

    def report(self, feed_id):
        """Return the processing report as it was sent, but decompressed."""
        response, document = self.download(self.feed(feed_id)['resultFeedDocumentId'])
        self.assertEqual(document['compressionAlgorithm'], 'GZIP')
        return gzip.decompress(response.data)

    def outcome(self, content):
        """Send a feed, and return the four numbers of its report, and its results."""
        report = ElementTree.fromstring(self.report(self.send(content)))
        summary = report.find('Message/ProcessingReport/ProcessingSummary')
        results = [
            {element.tag: element.text for element in result.iter() if not len(element)}
            for result in report.iter('Result')]
        return [int(number.text) for number in summary], results

    def envelope(self, *messages, seller_id=SELLER_ID):
        return f"""<?xml version="1.0" encoding="UTF-8"?>
            <AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                            xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">
                <Header>
                    <DocumentVersion>1.01</DocumentVersion>
                    <MerchantIdentifier>{seller_id}</MerchantIdentifier>
                </Header>
                <MessageType>OrderFulfillment</MessageType>
                {''.join(messages)}
            </AmazonEnvelope>""".encode()

    def message(self, order, number=1, fulfillment_id=1, data=None, items=None):
        """Return a message about a package of one unit of the order's first item."""
        if data is None:
            data = self.fulfillment_data()
        if items is None:
            items = self.item(order, 1)
        return f"""<Message>
            <MessageID>{number}</MessageID>
            <OrderFulfillment>
                <AmazonOrderID>{order.order_id}</AmazonOrderID>
                <MerchantFulfillmentID>{fulfillment_id}</MerchantFulfillmentID>
                <FulfillmentDate>2026-01-01T12:00:00Z</FulfillmentDate>
                {data}
                {items}
            </OrderFulfillment>
        </Message>"""

    def fulfillment_data(self, carrier='UPS', tracking='1Z0001'):
        return f"""<FulfillmentData>
            <CarrierCode>{carrier}</CarrierCode>
            <ShipperTrackingNumber>{tracking}</ShipperTrackingNumber>
        </FulfillmentData>"""

    def item(self, order, quantity, number=0):
        return f"""<Item>
            <AmazonOrderItemCode>{order.items[number].order_item_id}</AmazonOrderItemCode>
            <Quantity>{quantity}</Quantity>
        </Item>"""
