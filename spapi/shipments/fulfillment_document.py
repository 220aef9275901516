from lxml import etree

from ..core.times import write_time

_SCHEMA_LOCATION = '{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation'


def fulfillment_document(merchant_ref, shipments):
    """Return the document of a feed that tells Amazon of parcels.

    Its messages are numbered from 1 on, in the order given: the `ProcessingReport` calls them so.
    Amazon's schema, OrderFulfillment.xsd, fixes the order of all elements. See
    https://developer-docs.amazon.com/sp-api/docs/feed-type-values, POST_ORDER_FULFILLMENT_DATA.

    :param str merchant_ref: Amazon's id of the seller.
    :param list[Shipment] shipments: the parcels.
    :return: XML in UTF-8.
    :rtype: bytes
    """
    envelope = etree.Element('AmazonEnvelope', {_SCHEMA_LOCATION: 'amzn-envelope.xsd'})
    header = etree.SubElement(envelope, 'Header')
    _add(header, 'DocumentVersion', '1.01')
    _add(header, 'MerchantIdentifier', merchant_ref)
    _add(envelope, 'MessageType', 'OrderFulfillment')
    for number, shipment in enumerate(shipments, 1):
        message = etree.SubElement(envelope, 'Message')
        _add(message, 'MessageID', str(number))
        _add_fulfillment(message, shipment)
    return etree.tostring(envelope, encoding='UTF-8', xml_declaration=True, pretty_print=True)


def _add_fulfillment(message, shipment):
    fulfillment = etree.SubElement(message, 'OrderFulfillment')
    _add(fulfillment, 'AmazonOrderID', shipment.order_ref)
    _add(fulfillment, 'MerchantFulfillmentID', shipment.package_ref)
    _add(fulfillment, 'FulfillmentDate', write_time(shipment.ship_time))
    data = etree.SubElement(fulfillment, 'FulfillmentData')
    _add(data, 'CarrierCode', shipment.carrier_code)
    _add(data, 'CarrierName', shipment.carrier_name)
    _add(data, 'ShippingMethod', shipment.shipping_method)
    _add(data, 'ShipperTrackingNumber', shipment.tracking_ref)
    for shipped in shipment.items:
        item = etree.SubElement(fulfillment, 'Item')
        _add(item, 'AmazonOrderItemCode', shipped.item_ref)
        _add(item, 'Quantity', str(shipped.quantity))


def _add(parent, name, text):
    """Add an element; none for what there is nothing to say of."""
    if text:
        etree.SubElement(parent, name).text = text
