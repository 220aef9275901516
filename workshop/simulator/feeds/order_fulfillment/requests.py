"""What comes in: an envelope with messages, each of which tells about a package."""
import re
from xml.etree import ElementTree

from ...core.formats import parse_time
from ...marketplace.order import Package
from .errors import (
    InvalidXml,
    invalid_content,
    invalid_items,
    invalid_value,
    no_such_order,
    not_xml,
    repeated_item,
)

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


# === THE ENVELOPE === #


def read_messages(content, seller_id):
    """Return the messages by their ids.

    :param bytes content: The document.
    :param str seller_id: Whose feed it is.
    :rtype: dict[int, xml.etree.ElementTree.Element]
    :raise UnreadableFeed: If nothing of the feed can be read.
    """
    try:
        envelope = ElementTree.fromstring(content)
        return _read_envelope(envelope, seller_id)
    except ElementTree.ParseError as error:
        raise not_xml(error) from None
    except InvalidXml as error:
        raise invalid_items(error) from None


def _read_envelope(envelope, seller_id):
    if envelope.tag != 'AmazonEnvelope':
        raise InvalidXml(f"The document is {envelope.tag}, not AmazonEnvelope.")
    _check_content(envelope)
    _check_content(envelope.find('Header'))
    _text(envelope, 'MessageType')
    if _text(envelope, 'Header/MerchantIdentifier') != seller_id:
        raise InvalidXml("MerchantIdentifier is not the id of the seller who sent the feed.")
    messages = {}
    for message in envelope.findall('Message'):
        message_id = int(_text(message, 'MessageID') or 0)
        if message_id < 1 or message_id in messages:
            raise InvalidXml("MessageID is not a number of its own for each message.")
        messages[message_id] = message
    return messages


def _check_content(element):
    children = ''.join(f'{child.tag} ' for child in element)
    if not re.fullmatch(_CONTENT[element.tag], children):
        raise invalid_content(element.tag, children)


def _text(parent, path):
    """Return the text of an element, or None if the element is absent."""
    element = parent.find(path)
    if element is None:
        return None
    text = (element.text or '').strip()
    if not re.fullmatch(_TEXTS.get(element.tag, '.*'), text, re.ASCII | re.DOTALL):
        raise invalid_value(element.tag, text)
    return text


# === A MESSAGE === #


def read_order_id(message):
    """Return the order id that a message gives, whatever else is wrong with it, or None.

    :param xml.etree.ElementTree.Element message: The message.
    :rtype: str | None
    """
    return message.findtext('OrderFulfillment/AmazonOrderID')


def read_package(message, shop):
    """Return the order that a message names, and the package that it tells about.

    :param xml.etree.ElementTree.Element message: The message.
    :param Shop shop: The seller's shop.
    :rtype: tuple[Order, Package]
    :raise InvalidXml: If the message is not as in Amazon's schema.
    :raise ShipmentRefused: If it does not make sense.
    """
    _check_content(message)
    _text(message, 'OperationType')
    fulfillment = message.find('OrderFulfillment')
    data = fulfillment.find('FulfillmentData')
    for element in (fulfillment, data, *fulfillment.findall('Item')):
        if element is not None:
            _check_content(element)
    order_id = _text(fulfillment, 'AmazonOrderID')
    if order_id not in shop:
        raise no_such_order(order_id)
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
        raise invalid_value('FulfillmentDate', text) from None


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
            raise repeated_item(id_)
        quantities[id_] = int(_text(item, 'Quantity') or shippable.get(id_, 0))
    return quantities
