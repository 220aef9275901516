"""The feed POST_ORDER_FULFILLMENT_DATA: packages of many orders in one XML document.

The order of the elements is that of Amazon's OrderFulfillment.xsd.
"""
import re
from xml.etree import ElementTree

from .order import Package
from .parameters import parse_time
from .processing_report import ProcessingReport, Result
from .shipment import INVALID_DATA, ShipmentRefused, is_ordinary_tracking

FEED_TYPE = 'POST_ORDER_FULFILLMENT_DATA'

# The result codes of Amazon's processing reports; it is not known how it numbers the last one.
PARSING_ERROR = 5000
INVALID_ITEMS = 5002
ODD_TRACKING = 18044

_CONTENT = {
    'AmazonEnvelope':
        r'Header MessageType (MarketplaceName )?(PurgeAndReplace )?(EffectiveDate )?(Message )+',
    'Header': r'DocumentVersion MerchantIdentifier ',
    'Message': r'MessageID (OperationType )?OrderFulfillment ',
    'OrderFulfillment':
        r'AmazonOrderID (MerchantFulfillmentID )?FulfillmentDate (FulfillmentData )?'
        r'(CODCollectionMethod )?(Item )*(ShipFromAddress )?',
    'FulfillmentData':
        r'(CarrierCode )?(CarrierName )?(ShippingMethod )?(ShipperTrackingNumber )?',
    'Item':
        r'AmazonOrderItemCode (MerchantFulfillmentItemID )?(Quantity )?(TransparencyCode )*',
}
_TEXTS = {
    'MessageID': r'\d{1,20}',
    'MessageType': 'OrderFulfillment',
    'OperationType': 'Update',
    'MerchantFulfillmentID': r'0*[1-9]\d{0,19}',
    'AmazonOrderItemCode': r'\d{14}',
    'Quantity': r'0*[1-9]\d{0,9}',
}


class _InvalidXml(Exception):
    """The document is not as in Amazon's schema."""


def process(content, seller_id, shop, feed_id, at_most=None):
    """Confirm the shipments of a feed.

    :param bytes content: The document.
    :param str seller_id: Whose feed it is.
    :param Shop shop: The seller's shop.
    :param str feed_id: The feed's id.
    :param int at_most: How many messages are read; all by default.
    :return: What Amazon answers.
    :rtype: ProcessingReport
    """
    report = ProcessingReport(seller_id, feed_id)
    try:
        messages = _read_messages(content, seller_id)
    except ElementTree.ParseError as error:
        _refuse_all(report, PARSING_ERROR, f"XML Parsing Fatal Error: {error}")
        return report
    except _InvalidXml as error:
        _refuse_all(
            report, INVALID_ITEMS,
            "We are unable to process the XML feed because one or more items are invalid. Please "
            f"re-submit the feed. {error}")
        return report
    for message_id, message in list(messages.items())[:at_most]:
        report.count(_confirm(message_id, message, shop))
    return report


def _refuse_all(report, code, description):
    report.with_error = 1
    report.results.append(Result(0, code, description))


# === THE ENVELOPE === #


def _read_messages(content, seller_id):
    """Return the messages by their ids."""
    envelope = ElementTree.fromstring(content)
    if envelope.tag != 'AmazonEnvelope':
        raise _InvalidXml(f"The document is {envelope.tag}, not AmazonEnvelope.")
    _check_content(envelope)
    _check_content(envelope.find('Header'))
    _text(envelope, 'MessageType')
    if _text(envelope, 'Header/MerchantIdentifier') != seller_id:
        raise _InvalidXml("MerchantIdentifier is not the id of the seller who sent the feed.")
    messages = {}
    for message in envelope.findall('Message'):
        message_id = int(_text(message, 'MessageID') or 0)
        if message_id < 1 or message_id in messages:
            raise _InvalidXml("MessageID is not a number of its own for each message.")
        messages[message_id] = message
    return messages


def _check_content(element):
    children = ''.join(f'{child.tag} ' for child in element)
    if not re.fullmatch(_CONTENT[element.tag], children):
        raise _InvalidXml(
            f"XML Parsing Error: the content of element {element.tag} is not as in the schema: "
            f"{children.strip() or 'nothing'}")


def _text(parent, path):
    """Return the text of an element, or None if the element is absent."""
    element = parent.find(path)
    if element is None:
        return None
    text = (element.text or '').strip()
    if not re.fullmatch(_TEXTS.get(element.tag, '.*'), text, re.ASCII | re.DOTALL):
        raise _InvalidXml(
            f"XML Parsing Error: the value {text!r} of element {element.tag} is not valid.")
    return text


# === A MESSAGE === #


def _confirm(message_id, message, shop):
    order_id = message.findtext('OrderFulfillment/AmazonOrderID')
    try:
        order, package = _read_package(message, shop)
        shop.confirm_shipment(order.order_id, package)
    except _InvalidXml as error:
        return [Result(message_id, PARSING_ERROR, str(error), order_id=order_id)]
    except ShipmentRefused as refusal:
        return [Result(
            message_id, refusal.code, str(refusal), order_id=order_id,
            order_item_id=refusal.order_item_id)]
    if not is_ordinary_tracking(package.tracking):
        return [Result(
            message_id, ODD_TRACKING,
            f"The tracking number {package.tracking} does not have the format of the carrier "
            f"{package.carrier_shown}: buyers may not be able to follow the package.",
            'Warning', order_id)]
    return []


def _read_package(message, shop):
    """Return the order that a message names, and the package that it tells about."""
    _check_content(message)
    _text(message, 'OperationType')
    fulfillment = message.find('OrderFulfillment')
    data = fulfillment.find('FulfillmentData')
    for element in (fulfillment, data, *fulfillment.findall('Item')):
        if element is not None:
            _check_content(element)
    order_id = _text(fulfillment, 'AmazonOrderID')
    if order_id not in shop:
        raise ShipmentRefused(
            "The data you submitted is incomplete or invalid: there is no order with the "
            f"AmazonOrderID {order_id}.", INVALID_DATA)
    order = shop.order(order_id)
    reference = _text(fulfillment, 'MerchantFulfillmentID') or order.next_reference()
    return order, Package(
        reference=reference,
        carrier=_text(fulfillment, 'FulfillmentData/CarrierCode') or '',
        carrier_name=_text(fulfillment, 'FulfillmentData/CarrierName'),
        service=_text(fulfillment, 'FulfillmentData/ShippingMethod'),
        tracking=_text(fulfillment, 'FulfillmentData/ShipperTrackingNumber') or '',
        shipped=_read_date(fulfillment),
        quantities=_read_quantities(fulfillment, order, order.package(reference)),
    )


def _read_date(fulfillment):
    text = _text(fulfillment, 'FulfillmentDate')
    try:
        return parse_time(text)
    except ValueError:
        raise _InvalidXml(
            f"XML Parsing Error: the value {text!r} of element FulfillmentDate is not valid."
        ) from None


def _read_quantities(fulfillment, order, edited):
    """Return the quantities by order item id; what is not said is all that can be shipped."""
    already = edited.quantities if edited else {}
    shippable = {
        item.order_item_id: item.unshipped + already.get(item.order_item_id, 0)
        for item in order.items}
    items = fulfillment.findall('Item')
    if not items:
        return {id_: quantity for id_, quantity in shippable.items() if quantity}
    quantities = {}
    for item in items:
        id_ = _text(item, 'AmazonOrderItemCode')
        if id_ in quantities:
            raise ShipmentRefused(
                f"AmazonOrderItemCode {id_} is given more than once.", order_item_id=id_)
        quantities[id_] = int(_text(item, 'Quantity') or shippable.get(id_, 0))
    return quantities
