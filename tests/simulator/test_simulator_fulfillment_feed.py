from xml.etree import ElementTree

from odoo.tests import tagged

from ...workshop.simulator import SELLER_ID, Item
from .simulator_case import FeedCase


@tagged('-at_install', 'post_install')
class TestFulfillmentFeed(FeedCase):

    def setUp(self):
        super().setUp()
        self.order = self.shop.place(items=[Item('AMZ-TEAPOT', 3), Item('AMZ-MUG-WHITE')])

    def assert_message_fails(self, code, text, message):
        """The report says why for this message, and nothing is shipped."""
        numbers, [result] = self.outcome(self.envelope(message))
        self.assertEqual(numbers, [1, 0, 1, 0])
        self.assertEqual(
            (result['MessageID'], result['ResultCode'], result['ResultMessageCode']),
            ('1', 'Error', str(code)), result)
        self.assertIn(text, result['ResultDescription'])
        self.assertEqual(self.order.packages, [])
        return result

    def assert_document_fails(self, code, text, document):
        """The report says why for the whole document, and nothing is shipped."""
        numbers, [result] = self.outcome(document)
        self.assertEqual(numbers, [0, 0, 1, 0])
        self.assertEqual(
            (result['MessageID'], result['ResultMessageCode']), ('0', str(code)), result)
        self.assertIn(text, result['ResultDescription'])
        self.assertEqual(self.order.packages, [])

    # === WHAT IS TAKEN === #

    def test_package_is_shown_on_the_order(self):
        data = """<FulfillmentData>
            <CarrierCode>Other</CarrierCode>
            <CarrierName>Fahrradbote Köln</CarrierName>
            <ShippingMethod>Same Day</ShippingMethod>
            <ShipperTrackingNumber>FK-77</ShipperTrackingNumber>
        </FulfillmentData>"""
        items = self.item(self.order, 2) + self.item(self.order, 1, number=1)
        numbers, results = self.outcome(self.envelope(
            self.message(self.order, fulfillment_id=42, data=data, items=items)))
        self.assertEqual((numbers, results), ([1, 1, 0, 0], []))
        [package] = self.packages(self.order)
        self.assertEqual(package, {
            'packageReferenceId': '42',
            'createdTime': '2026-01-01T12:00:00.000Z',
            'packageStatus': {'status': 'SHIPPED'},
            'carrier': "Fahrradbote Köln",
            'shipTime': '2026-01-01T12:00:00.000Z',
            'shippingService': 'Same Day',
            'trackingNumber': 'FK-77',
            'packageItems': [self.units(self.order, 2), self.units(self.order, 1, number=1)],
        })
        self.assertEqual(self.order.status, 'PARTIALLY_SHIPPED')

    def test_report_is_amazons(self):
        feed_id = self.send(self.envelope(self.message(self.order)))
        envelope = ElementTree.fromstring(self.report(feed_id))
        self.assertEqual([child.tag for child in envelope], ['Header', 'MessageType', 'Message'])
        self.assertEqual(envelope.findtext('Header/MerchantIdentifier'), SELLER_ID)
        self.assertEqual(envelope.findtext('MessageType'), 'ProcessingReport')
        report = envelope.find('Message/ProcessingReport')
        self.assertEqual([child.tag for child in report], [
            'DocumentTransactionID', 'StatusCode', 'ProcessingSummary'])
        self.assertEqual(report.findtext('DocumentTransactionID'), feed_id)
        self.assertEqual(report.findtext('StatusCode'), 'Complete')
        self.assertEqual([child.tag for child in report.find('ProcessingSummary')], [
            'MessagesProcessed', 'MessagesSuccessful', 'MessagesWithError',
            'MessagesWithWarning'])

    def test_some_succeed_and_some_do_not(self):
        other = self.shop.place()
        numbers, [result] = self.outcome(self.envelope(
            self.message(self.order, 1, data=self.fulfillment_data(carrier='ups')),
            self.message(other, 7)))
        self.assertEqual(numbers, [2, 1, 1, 0])
        self.assertEqual(
            (result['MessageID'], result['AmazonOrderID']), ('1', self.order.order_id))
        self.assertEqual((self.order.status, other.status), ('UNSHIPPED', 'SHIPPED'))

    def test_the_same_fulfillment_id_is_an_edit(self):
        self.outcome(self.envelope(self.message(self.order)))
        self.confirm(self.order, packageReferenceId='1', trackingNumber='1Z0002')
        self.outcome(self.envelope(
            self.message(self.order, data=self.fulfillment_data(tracking='1Z0003'))))
        self.assertEqual(
            [package['trackingNumber'] for package in self.packages(self.order)], ['1Z0003'])
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (1, 2))

    def test_what_is_not_said_is_all_that_is_left(self):
        self.outcome(self.envelope(self.message(self.order)))
        self.outcome(self.envelope(self.message(self.order, fulfillment_id=2, items='')))
        second = self.packages(self.order)[1]
        self.assertEqual(second['packageItems'], [
            self.units(self.order, 2), self.units(self.order, 1, number=1)])
        other = self.shop.place(items=[Item('AMZ-TEAPOT', 2)])
        message = self.message(other).replace('<Quantity>1</Quantity>', '').replace(
            '<MerchantFulfillmentID>1</MerchantFulfillmentID>', '')
        self.outcome(self.envelope(message))
        self.assertEqual(self.packages(other)[0]['packageItems'], [self.units(other, 2)])

    def test_strange_tracking_number_is_a_warning(self):
        numbers, [result] = self.outcome(self.envelope(
            self.message(self.order, data=self.fulfillment_data(tracking="by hand"))))
        self.assertEqual(numbers, [1, 1, 0, 1])
        self.assertEqual((result['MessageID'], result['ResultCode']), ('1', 'Warning'))
        self.assertIn("by hand", result['ResultDescription'])
        self.assertEqual(len(self.packages(self.order)), 1)

    # === WHAT IS REFUSED, MESSAGE BY MESSAGE === #

    def test_the_checks_are_those_of_confirm_shipment(self):
        for text, message in (
            ("InvalidCarrier", self.message(
                self.order, data=self.fulfillment_data(carrier='DeutschePost'))),
            ("InvalidCarrier", self.message(self.order, data='')),
            ("CarrierName", self.message(
                self.order, data=self.fulfillment_data(carrier='Other'))),
            ("TrackingNumber", self.message(
                self.order, data=self.fulfillment_data(tracking=''))),
            ("NonexistentOrderItem", self.message(
                self.order, items=self.item(self.shop.place(), 1))),
            ("future", self.message(self.order).replace('2026-01-01', '2099-01-01')),
            ("more than once", self.message(self.order, items=2 * self.item(self.order, 1))),
        ):
            with self.subTest(text):
                result = self.assert_message_fails(18028, text, message)
                self.assertEqual(result['AmazonOrderID'], self.order.order_id)

    def test_quantity_larger_than_what_is_left(self):
        result = self.assert_message_fails(
            18021, "larger", self.message(self.order, items=self.item(self.order, 4)))
        self.assertEqual(result['AmazonOrderItemCode'], self.order.items[0].order_item_id)

    def test_orders_that_cannot_be_confirmed(self):
        for text, order in (
            ("no order", self.simulator.add_seller().shop.place()),
            ("fulfilled by Amazon", self.shop.place(channel='AMAZON')),
            ("NonexistentOrderItem", self.shop.place(status='CANCELLED')),
            ("PackageToUpdateNotFound", self.shop.place(status='SHIPPED')),
        ):
            with self.subTest(text):
                self.assert_message_fails(18028, text, self.message(order))

    def test_elements_are_in_the_order_of_the_schema(self):
        good = self.message(self.order)
        date = '<FulfillmentDate>2026-01-01T12:00:00Z</FulfillmentDate>'
        tracking = '<ShipperTrackingNumber>1Z0001</ShipperTrackingNumber>'
        for name, message in (
            ('OrderFulfillment', good.replace(date, '')),
            ('OrderFulfillment', good.replace(date, '').replace('<Item>', f'{date}<Item>')),
            ('OrderFulfillment', good.replace('MerchantFulfillmentID', 'MerchantFulfilmentID')),
            ('FulfillmentData', good.replace(tracking, '').replace(
                '<CarrierCode>', f'{tracking}<CarrierCode>')),
            ('Item', good.replace('<Item>', '<Item><Quantity>1</Quantity>')),
            ('Message', good.replace('</OrderFulfillment>', '</OrderFulfillment><Note/>')),
        ):
            with self.subTest(message):
                self.assert_message_fails(5000, f"element {name} is not as in", message)

    def test_values_are_those_of_the_schema(self):
        good = self.message(self.order)
        id_ = self.order.items[0].order_item_id
        for name, message in (
            ('FulfillmentDate', good.replace('T12:00:00Z', '')),
            ('MerchantFulfillmentID', self.message(self.order, fulfillment_id=0)),
            ('MerchantFulfillmentID', self.message(self.order, fulfillment_id='9' * 21)),
            ('MerchantFulfillmentID', self.message(self.order, fulfillment_id='WH/OUT/1')),
            ('AmazonOrderItemCode', good.replace(id_, id_[:-1])),
            ('Quantity', self.message(self.order, items=self.item(self.order, 0))),
            ('Quantity', self.message(self.order, items=self.item(self.order, '1.0'))),
        ):
            with self.subTest(message):
                self.assert_message_fails(5000, f"of element {name} is not valid", message)

    # === WHAT IS REFUSED AS A WHOLE === #

    def test_document_is_xml(self):
        for document in (b'', b'Hello', self.envelope(self.message(self.order))[:-20]):
            with self.subTest(document):
                self.assert_document_fails(5000, "XML Parsing Fatal Error", document)

    def test_merchant_is_the_seller(self):
        self.assert_document_fails(
            5002, "MerchantIdentifier",
            self.envelope(self.message(self.order), seller_id="Camellia & Ink".split()[0]))

    def test_envelope_is_amazons(self):
        good = self.envelope(self.message(self.order))
        for text, document in (
            ("not AmazonEnvelope", b'<Envelope/>'),
            ("element AmazonEnvelope", b'<AmazonEnvelope/>'),
            ("element AmazonEnvelope", self.envelope()),
            ("element Header", good.replace(
                b'<DocumentVersion>1.01</DocumentVersion>', b'')),
            ("element MessageType", good.replace(
                b'>OrderFulfillment</Mess', b'>OrderAcknowledgement</Mess')),
        ):
            with self.subTest(text):
                self.assert_document_fails(5002, text, document)

    def test_messages_have_numbers_of_their_own(self):
        for messages in (
            [self.message(self.order, 0)],
            [self.message(self.order, 'x')],
            [self.message(self.order, 1), self.message(self.shop.place(), 1)],
            [self.message(self.order).replace('<MessageID>1</MessageID>', '')],
        ):
            with self.subTest(messages):
                self.assert_document_fails(5002, "MessageID", self.envelope(*messages))
