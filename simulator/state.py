"""A shop in a file, so that it survives a restart.

The file holds the orders only. It is written anew, at once, after every change.
"""
import datetime
import json
import os
from decimal import Decimal

from .marketplaces import find_marketplace
from .order import Address, Buyer, Item, Order, Package
from .parameters import parse_time
from .wire import timestamp

FORMAT = 1
_TIMES = ('created', 'updated', 'ship_by', 'deliver_by')


class StateError(Exception):
    """The file does not hold a shop."""


def keep(shop, path):
    """Fill a shop from a file, if there is one, and write the file after every change.

    :param Shop shop: The shop.
    :param pathlib.Path path: The file.
    :return: Whether there was a file.
    :rtype: bool
    :raise StateError: If the file does not hold a shop.
    """
    existed = path.exists()
    if existed:
        shop.restore(_load(path))
    shop.on_change = lambda: _save(shop, path)
    return existed


def _save(shop, path):
    content = {'format': FORMAT, 'orders': [_to_document(order) for order in shop]}
    draft = path.with_name(path.name + '.new')
    with draft.open('w', encoding='utf-8') as file:
        json.dump(content, file, default=_encode, ensure_ascii=False)
    os.replace(draft, path)


def _load(path):
    try:
        content = json.loads(path.read_text(encoding='utf-8'))
        if content['format'] != FORMAT:
            raise StateError(f"{path} was written by another version of the simulator.")
        return [_from_document(document) for document in content['orders']]
    except (ValueError, LookupError, TypeError) as error:
        raise StateError(f"{path} does not hold a shop: {error}") from error


def _to_document(order):
    return {
        **_fields(order),
        'marketplace': order.marketplace.id,
        'items': [_fields(item) for item in order.items],
        'buyer': order.buyer and _fields(order.buyer),
        'recipient': order.recipient and _fields(order.recipient),
        'packages': [_fields(package) for package in order.packages],
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
    raise TypeError(f"{value!r} has no place in the file.")


def _from_document(document):
    return Order(**{
        **document,
        **{name: document[name] and parse_time(document[name]) for name in _TIMES},
        'marketplace': find_marketplace(document['marketplace']),
        'items': [Item(**item) for item in document['items']],
        'buyer': document['buyer'] and Buyer(**document['buyer']),
        'recipient': document['recipient'] and Address(**document['recipient']),
        'packages': [
            Package(**{**package, 'shipped': parse_time(package['shipped'])})
            for package in document['packages']],
    })
