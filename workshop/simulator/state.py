"""A seller's shop and feeds in a file, so that they survive a restart.

The file holds the orders, the feeds with their documents, and the invoices. It is written anew, at
once, after every change.
"""
import base64
import datetime
import json
import os
from decimal import Decimal

from .core.formats import parse_time, timestamp
from .feeds.feed import Feed
from .marketplace.invoices import Invoice
from .marketplace.item import Item
from .marketplace.marketplaces import find_marketplace
from .marketplace.order import Address, Buyer, Order, Package
from .marketplace.refund import Refund
from .s3.documents import Document

FORMAT = 1
_ORDER_TIMES = ('created', 'updated', 'ship_by', 'deliver_by', 'hidden_until')
_FEED_TIMES = ('created', 'starts', 'due', 'ended')


class StateError(Exception):
    """The file does not hold a shop."""


def keep(seller, path):
    """Fill a shop from a file, if there is one, and write the file after every change.

    :param Seller seller: The seller whose shop it is.
    :param pathlib.Path path: The file.
    :return: Whether there was a file.
    :rtype: bool
    :raise StateError: If the file does not hold a shop.
    """
    existed = path.exists()
    if existed:
        _restore(seller, path)
    seller.shop.on_change = seller.feeds.on_change = lambda: _save(seller, path)
    return existed


def _save(seller, path):
    documents = seller.feeds.documents.of(seller.seller_id)
    content = {
        'format': FORMAT,
        'orders': [_from_order(order) for order in seller.shop],
        'feeds': [_fields(feed) for feed in seller.feeds],
        'documents': [_fields(document) for document in documents],
        'invoices': [_fields(invoice) for invoice in seller.shop.invoices],
    }
    draft = path.with_name(path.name + '.new')
    with draft.open('w', encoding='utf-8') as file:
        json.dump(content, file, default=_encode, ensure_ascii=False)
    os.replace(draft, path)


def _restore(seller, path):
    try:
        content = json.loads(path.read_text(encoding='utf-8'))
        if content['format'] != FORMAT:
            raise StateError(f"{path} was written by another version of the simulator.")
        orders = [_to_order(document) for document in content['orders']]
        # Files of before there were feeds do not mention them.
        feeds = [Feed(**_with_times(fields, _FEED_TIMES)) for fields in content.get('feeds', ())]
        documents = [_to_file(fields) for fields in content.get('documents', ())]
        invoices = [_to_invoice(fields) for fields in content.get('invoices', ())]
    except (ValueError, LookupError, TypeError) as error:
        raise StateError(f"{path} does not hold a shop: {error}") from error
    seller.shop.restore(orders)
    seller.shop.invoices.restore(invoices)
    seller.feeds.restore(feeds)
    for document in documents:
        seller.feeds.documents.add(document)


def _from_order(order):
    return {
        **_fields(order),
        'marketplace': order.marketplace.id,
        'items': [_fields(item) for item in order.items],
        'buyer': order.buyer and _fields(order.buyer),
        'recipient': order.recipient and _fields(order.recipient),
        'packages': [_fields(package) for package in order.packages],
        'refunds': [_fields(refund) for refund in order.refunds],
    }


def _fields(instance):
    """Return the fields of a dataclass that differ from their defaults."""
    defaults = vars(type(instance))
    nothing = object()
    return {
        name: value for name, value in vars(instance).items()
        if value != defaults.get(name, nothing)}


def _encode(value):
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.datetime):
        return timestamp(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{value!r} has no place in the file.")


def _with_times(fields, names):
    return {
        name: parse_time(value) if name in names and value else value
        for name, value in fields.items()}


def _to_file(fields):
    content = fields.get('content')
    return Document(**{**fields, 'content': content and base64.b64decode(content)})


def _to_invoice(fields):
    return Invoice(**{
        **_with_times(fields, ('received',)), 'content': base64.b64decode(fields['content'])})


def _to_order(document):
    return Order(**{
        **_with_times(document, _ORDER_TIMES),
        'marketplace': find_marketplace(document['marketplace']),
        'items': [Item(**item) for item in document['items']],
        'buyer': document['buyer'] and Buyer(**document['buyer']),
        'recipient': document['recipient'] and Address(**document['recipient']),
        'packages': [
            Package(**_with_times(package, ('shipped',)))
            for package in document['packages']],
        'refunds': [
            Refund(**_with_times(refund, ('at',))) for refund in document.get('refunds', ())],
    })
