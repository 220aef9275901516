"""What comes in: a PDF, and beside it what it is about."""
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ...marketplace.invoices import shipping_ids
from ...marketplace.vocabulary import DOCUMENT_TYPES, INVOICE
from .errors import invalid_characters, invalid_document_type, invalid_order, missing_preferences

PREFIX = 'metadata:'
_ALLOWED = re.compile(r'[A-Za-z0-9 ,/\\_;:#.-]*')
# Amounts have a point; nothing else may.
_WITHOUT_POINT = ('orderid', 'shippingid', 'invoicenumber', 'documenttype', 'transactionid')


@dataclass
class Description:
    """What the options of a feed say of an invoice."""

    order: object
    number: str
    document_type: str
    shipping_id: str
    transaction_id: str
    total: Decimal | None
    total_tax: Decimal | None


def read_description(options, shop):
    """Return what a feed says of its invoice.

    Keys are read whether they are written small or not, as both are found in Amazon's pages.

    :param dict options: Amazon's `feedOptions`.
    :param Shop shop: The seller's shop.
    :rtype: Description
    :raise InvoiceRefused: If something is missing or wrong.
    """
    texts = {
        name.lower().removeprefix(PREFIX): text.strip()
        for name, text in options.items() if name.lower().startswith(PREFIX)}
    for name, text in texts.items():
        if not _ALLOWED.fullmatch(text) or (name in _WITHOUT_POINT and '.' in text):
            raise invalid_characters(PREFIX + name)
    if not texts.get('invoicenumber') or not (texts.get('shippingid') or texts.get('orderid')):
        raise missing_preferences()
    document_type = texts.get('documenttype', INVOICE)
    if document_type not in DOCUMENT_TYPES:
        raise invalid_document_type(document_type)
    return Description(
        order=_find_order(shop, texts.get('shippingid'), texts.get('orderid')),
        number=texts['invoicenumber'],
        document_type=document_type,
        shipping_id=texts.get('shippingid', ''),
        transaction_id=texts.get('transactionid', ''),
        total=_read_amount(texts, 'totalamount'),
        total_tax=_read_amount(texts, 'totalvatamount'),
    )


def _find_order(shop, shipping_id, order_id):
    """Return the order; its own id is ignored where that of a shipment is given."""
    if shipping_id:
        for order in shop:
            if shipping_id in shipping_ids(order):
                return order
        raise invalid_order(shipping_id)
    if order_id not in shop:
        raise invalid_order(order_id)
    return shop.order(order_id)


def _read_amount(texts, name):
    try:
        return Decimal(texts[name]) if name in texts else None
    except InvalidOperation:
        raise invalid_characters(PREFIX + name) from None
