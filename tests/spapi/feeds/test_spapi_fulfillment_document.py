from datetime import datetime, timedelta, timezone

from lxml import etree

from odoo.tests import BaseCase, tagged

from ....spapi import Shipment, ShipmentItem, fulfillment_document
from ..spapi_case import US

SELLER = 'ASIMULATOR1'


def shipment(**different):
    return Shipment(**{
        'order_ref': '111-1111111-1111111',
        'marketplace_ref': US,
        'package_ref': '7',
        'carrier_code': 'UPS',
        'tracking_ref': '1Z999AA10123456784',
        'ship_time': datetime(2026, 11, 24, 10, 30, 5, 999, tzinfo=timezone.utc),
        'items': (ShipmentItem('12345678901234', 2), ShipmentItem('98765432109876', 1)),
        **different,
    })


def outline(element):
    """Return an element's tag with what is in it: its text, or the outlines of its children."""
    return element.tag, [outline(child) for child in element] or element.text


@tagged('-at_install', 'post_install')
class TestFulfillmentDocument(BaseCase):

    def fulfillments(self, *shipments):
        document = etree.fromstring(fulfillment_document(SELLER, shipments))
        return document.findall('Message/OrderFulfillment')

    def text(self, path, **different):
        [fulfillment] = self.fulfillments(shipment(**different))
        return fulfillment.findtext(path)

    def test_elements_are_in_the_order_of_amazons_schema(self):
        document = etree.fromstring(fulfillment_document(SELLER, [shipment(
            carrier_code='Other', carrier_name="Bike & Sons", shipping_method="Express",
        )]))
        self.assertEqual(outline(document), ('AmazonEnvelope', [
            ('Header', [
                ('DocumentVersion', '1.01'),
                ('MerchantIdentifier', SELLER),
            ]),
            ('MessageType', 'OrderFulfillment'),
            ('Message', [
                ('MessageID', '1'),
                ('OrderFulfillment', [
                    ('AmazonOrderID', '111-1111111-1111111'),
                    ('MerchantFulfillmentID', '7'),
                    ('FulfillmentDate', '2026-11-24T10:30:05Z'),
                    ('FulfillmentData', [
                        ('CarrierCode', 'Other'),
                        ('CarrierName', "Bike & Sons"),
                        ('ShippingMethod', "Express"),
                        ('ShipperTrackingNumber', '1Z999AA10123456784'),
                    ]),
                    ('Item', [
                        ('AmazonOrderItemCode', '12345678901234'),
                        ('Quantity', '2'),
                    ]),
                    ('Item', [
                        ('AmazonOrderItemCode', '98765432109876'),
                        ('Quantity', '1'),
                    ]),
                ]),
            ]),
        ]))

    def test_there_is_no_element_for_what_is_not_known(self):
        [fulfillment] = self.fulfillments(shipment())
        tags = [element.tag for element in fulfillment.find('FulfillmentData')]
        self.assertEqual(tags, ['CarrierCode', 'ShipperTrackingNumber'])

    def test_messages_are_numbered_as_given(self):
        shipments = [shipment(package_ref=str(number)) for number in (30, 10, 20)]
        document = etree.fromstring(fulfillment_document(SELLER, shipments))
        self.assertEqual(
            [
                (message.findtext('MessageID'), message.findtext('*/MerchantFulfillmentID'))
                for message in document.iterfind('Message')
            ],
            [('1', '30'), ('2', '10'), ('3', '20')],
        )

    def test_bytes_are_what_their_declaration_says(self):
        content = fulfillment_document(SELLER, [shipment(carrier_name="順豊エクスプレス")])
        self.assertRegex(content, rb'^<\?xml version=.1\.0. encoding=.UTF-8.\?>')
        self.assertIn("順豊エクスプレス", content.decode('utf-8'))

    def test_what_no_xml_takes_does_not_stop_the_others(self):
        for typed, sent in (
            (' 1Z\x00999\x0b\ufffe\uffff ', '1Z999'),
            ('1Z\ud800999', '1Z999'),
            ('1Z 999\n', '1Z 999'),
            ('<&">]]>', '<&">]]>'),
        ):
            with self.subTest(typed):
                path = 'FulfillmentData/ShipperTrackingNumber'
                self.assertEqual(self.text(path, tracking_ref=typed), sent)

    def test_date_is_utc(self):
        tokyo = timezone(timedelta(hours=9))
        date = self.text('FulfillmentDate', ship_time=datetime(2026, 1, 1, 8, tzinfo=tokyo))
        self.assertEqual(date, '2025-12-31T23:00:00Z')

    def test_date_without_a_zone_is_refused(self):
        with self.assertRaisesRegex(ValueError, "aware"):
            self.fulfillments(shipment(ship_time=datetime(2026, 1, 1)))
