import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ..core.fields import Fields, Unreadable
from ..core.lenient_fields import LenientFields, readable
from . import const
from .address import Address, read_address
from .buyer import Buyer, read_buyer
from .cancellation import first
from .charge import Charge
from .errors import MalformedOrder
from .figures import figures_of
from .header import (
    read_channel,
    read_created,
    read_last_updated,
    read_marketplace_ref,
    read_order_ref,
    read_status,
)
from .item import Item, read_item
from .item_proceeds import ItemProceeds
from .order_proceeds import OrderProceeds
from .package import Package, read_packages
from .quantities import read_quantities
from .statuses import SOLD_STATUSES

# Clocks differ, but not by so much.
_TOLERANCE = timedelta(days=1)


@dataclass(frozen=True)
class AssociatedOrder:
    """Another order that this one stands in for.

    :param str kind: Amazon's word in lower case: 'replacement_original_id' or
        'exchange_original_id'.
    """

    order_ref: str
    kind: str


@dataclass(frozen=True)
class Order:
    """An order, with all that a sales order is made of.

    Charges, those of all items and the order's own, add up to the total. No text is longer than
    `texts` says.

    What a sales order can do without is read with leniency, and what of it is unreadable is left
    out: the seller's reference, programs, associated orders, buyer, shipping service, dates of
    shipping and delivery, packages; phone number and kind of the delivery address; title, ASIN,
    gift message and wrap, serial numbers, IOSS number and cancellation of an item.

    Amounts and ordered quantities of a canceled order do not matter: its items, those that Amazon
    still lists, have only the pieces that were shipped before.

    See `Order` in the model orders_2026-01-01.json of
    https://github.com/amzn/selling-partner-api-models.

    :param str order_ref: Amazon's reference.
    :param str seller_order_ref: the seller's, '' if there is none.
    :param str marketplace_ref: Amazon's id of the marketplace.
    :param str channel: 'fbm' (fulfilled by the merchant) or 'fba' (by Amazon).
    :param str status: one of `STATUSES`.
    :param datetime created: when the customer placed it (aware UTC).
    :param datetime last_updated: its last change (aware UTC).
    :param tuple[str] programs: Amazon's words in lower case, such as 'prime', 'amazon_business'.
    :param str currency: code of ISO 4217; '' as long as it is not sold, see `SOLD_STATUSES`.
    :param Decimal total: what the buyer pays; 0 as long as it is not sold.
    :param Address recipient: None, if Amazon withholds it.
    :param tuple[Charge] charges: what no item is charged with, such as a tip.
    :param str service_level: such as 'STANDARD', 'NEXT_DAY'.
    :param datetime ship_by: by when it is to be shipped (aware UTC); None if unknown.
    :param datetime deliver_by: by when it is to arrive (aware UTC); None if unknown.
    """

    order_ref: str
    seller_order_ref: str
    marketplace_ref: str
    channel: str
    status: str
    created: datetime
    last_updated: datetime
    programs: tuple[str, ...]
    associated_orders: tuple[AssociatedOrder, ...]
    currency: str
    total: Decimal
    buyer: Buyer
    recipient: Address | None
    items: tuple[Item, ...]
    charges: tuple[Charge, ...]
    service_level: str
    ship_by: datetime | None
    deliver_by: datetime | None
    packages: tuple[Package, ...]

    @classmethod
    def from_payload(cls, text):
        """Return the order that a payload describes.

        :param str text: an `OrderHeader.payload`.
        :rtype: Order
        :raise MalformedOrder: if something that a sales order needs is missing, of another type
            than in Amazon's model, absurd, or in contradiction to something else; says what.
        """
        try:
            content = json.loads(text, parse_float=Decimal, parse_constant=Decimal)
        except (TypeError, ValueError, ArithmeticError, RecursionError):
            raise MalformedOrder("What Amazon says of the order is not readable.") from None
        try:
            return _read_order(Fields(content, "the order"))
        except Unreadable as error:
            raise MalformedOrder(str(error)) from None

    @property
    def cancel_request(self):
        """Return what the buyer asks to cancel: what is said of the first of such items, or None.

        :rtype: Cancellation | None
        """
        return first(item.cancel_request for item in self.items)

    @property
    def cancellation(self):
        """Return what was canceled: what is said of the first of such items, or None.

        :rtype: Cancellation | None
        """
        return first(item.cancellation for item in self.items)

    @property
    def figures(self):
        """Return a digest of what the lines of a sales order are made of.

        It tells whether Amazon changed quantities or amounts, without keeping personal data. It is
        made of each item's reference, SKU, quantity and charges, and of the order's own charges,
        currency and total, and of nothing else: neither of status, packages, shipped quantities
        and buyer, nor of the items' order. Should the way it is made change, then all orders that
        were read before look as if they had changed.

        :return: 16 hexadecimal digits.
        :rtype: str
        """
        return figures_of(self)


def _read_order(fields):
    status = read_status(fields)
    created, last_updated = _read_dates(fields)
    if status in SOLD_STATUSES:
        proceeds = OrderProceeds(fields)
        items, charges = _read_sold_items(fields, status, proceeds)
        currency, total = proceeds.currency, proceeds.total
    else:
        items, charges = _read_unsold_items(fields, status), ()
        currency, total = '', Decimal(0)
    lenient = LenientFields.of(fields)
    return Order(
        order_ref=read_order_ref(fields),
        seller_order_ref=_read_seller_order_ref(lenient),
        marketplace_ref=read_marketplace_ref(fields),
        channel=read_channel(fields),
        status=status,
        created=created,
        last_updated=last_updated,
        programs=tuple(word.lower() for word in lenient.texts('programs')),
        associated_orders=_read_associated_orders(lenient),
        currency=currency,
        total=total,
        buyer=read_buyer(lenient),
        recipient=read_address(fields),
        items=items,
        charges=charges,
        service_level=lenient.section('fulfillment').text(
            'fulfillmentServiceLevel', "shipping service"
        ),
        ship_by=_read_end(lenient, 'shipByWindow'),
        deliver_by=_read_end(lenient, 'deliverByWindow'),
        packages=read_packages(lenient),
    )


def _read_dates(fields):
    created, last_updated = read_created(fields), read_last_updated(fields)
    if created > last_updated + _TOLERANCE:
        raise Unreadable(
            f"The date of the order, {created.date()}, is after its last change, "
            f"{last_updated.date()}."
        )
    return created, last_updated


def _read_sold_items(fields, status, proceeds):
    items = fields.sections('orderItems', "the items of the order", "item {}")
    if not items:
        raise Unreadable("The order has no items.")
    if len(items) > const.ABSURDLY_MANY_ITEMS:
        raise Unreadable("The order has absurdly many items.")
    quantities = read_quantities(items, status)
    charges, own_charges = proceeds.divide([
        ItemProceeds(item, count.ordered, proceeds.currency)
        for item, count in zip(items, quantities, strict=True)
    ])
    return _read_items(items, quantities, charges), own_charges


def _read_unsold_items(fields, status):
    # Amazon may leave out amounts, or zero them, and nothing will be sold of it.
    items = fields.sections('orderItems', "the items of the order", "item {}")
    return _read_items(items, read_quantities(items, status), [()] * len(items))


def _read_items(all_fields, quantities, charges):
    items = tuple(map(read_item, all_fields, quantities, charges))
    if len({item.item_ref for item in items}) < len(items):
        raise Unreadable("Two items of the order have the same reference.")
    return items


def _read_seller_order_ref(fields):
    for alias in fields.sections('orderAliases', "the other references of the order"):
        if alias.text('aliasType', "type") == 'SELLER_ORDER_ID':
            return alias.text('aliasId', "reference")
    return ''


def _read_associated_orders(fields):
    others = fields.sections('associatedOrders', "the orders that this one replaces")
    return readable(_read_associated_order, others)


def _read_associated_order(fields):
    return AssociatedOrder(
        order_ref=fields.required_text('orderId', "reference"),
        kind=fields.text('associationType', "type").lower(),
    )


def _read_end(fields, window):
    return fields.section('fulfillment').section(window).time('latestDateTime', "end")
