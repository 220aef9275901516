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
    read_end,
    read_is_of_other_shop,
    read_last_updated,
    read_marketplace_ref,
    read_order_ref,
    read_status,
)
from .item import Item, read_item
from .item_proceeds import ItemProceeds
from .item_tax import read_item_tax
from .order_proceeds import OrderProceeds
from .package import Package, read_packages
from .packing import DeliveryPreference, read_delivery_preference
from .quantities import read_quantities
from .remarks import (
    MISSING_MONEY,
    NO_ADDRESS,
    NO_MONEY,
    NO_PRICE,
    NO_SKU,
    NO_TOTAL,
    UNREADABLE,
    Remark,
)
from .statuses import OPEN_STATUSES, SOLD_STATUSES

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
    `texts` says. What Amazon's model lets Amazon leave out may be missing, and amounts may
    contradict each other: the remarks say so.

    What a sales order can do without is read with leniency, and what of it is unreadable is left
    out: the seller's reference, programs, associated orders, buyer, shipping service, dates of
    shipping and delivery, packages; phone number and kind of the delivery address; title, ASIN,
    gift message and wrap, serial numbers, IOSS number and cancellation of an item; what the packer
    has to know.

    Amounts and ordered quantities of a canceled order do not matter: its items, those that Amazon
    still lists, have only the pieces that were shipped before.

    See `Order` in the model orders_2026-01-01.json of
    https://github.com/amzn/selling-partner-api-models.

    :param str order_ref: Amazon's reference.
    :param str seller_order_ref: the seller's, '' if there is none.
    :param str marketplace_ref: Amazon's id of the marketplace; '' if Amazon does not say.
    :param str marketplace_name: its name, such as 'Amazon.de'; '' if Amazon does not say.
    :param bool is_of_other_shop: whether another shop sold it, and Amazon only ships it: then
        amounts do not matter.
    :param str channel: 'fbm' (fulfilled by the merchant) or 'fba' (by Amazon).
    :param str status: one of `STATUSES`.
    :param datetime created: when the customer placed it (aware UTC).
    :param datetime last_updated: its last change (aware UTC).
    :param tuple[str] programs: Amazon's words in lower case, such as 'prime', 'amazon_business'.
    :param str currency: code of ISO 4217; '' as long as it is not sold, see `SOLD_STATUSES`, and if
        there is no amount.
    :param Decimal total: what the buyer pays; 0 as long as it is not sold.
    :param Address recipient: None, if Amazon withholds it.
    :param DeliveryPreference delivery: what the buyer wants of whoever brings the parcel; None, if
        Amazon withholds it.
    :param tuple[Charge] charges: what no item is charged with, such as a tip.
    :param str service_level: such as 'STANDARD', 'NEXT_DAY'.
    :param datetime ship_by: by when it is to be shipped (aware UTC); None if unknown.
    :param datetime deliver_by: by when it is to arrive (aware UTC); None if unknown.
    """

    order_ref: str
    seller_order_ref: str
    marketplace_ref: str
    marketplace_name: str
    is_of_other_shop: bool
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
    delivery: DeliveryPreference | None
    items: tuple[Item, ...]
    charges: tuple[Charge, ...]
    service_level: str
    ship_by: datetime | None
    deliver_by: datetime | None
    packages: tuple[Package, ...]
    remarks: tuple[Remark, ...]

    @classmethod
    def from_payload(cls, text, must_have_money=True, own_schemes=()):
        """Return the order that a payload describes.

        :param str text: an `OrderHeader.payload`.
        :param bool must_have_money: whether amounts that are unreadable make all of it so. If not,
            there are none then, and a remark.
        :param collections.abc.Container[str] own_schemes: see `read_item_tax`.
        :rtype: Order
        :raise MalformedOrder: if something that a sales order needs is missing, of another type
            than in Amazon's model, absurd, or in contradiction to something else; says what.
        """
        try:
            content = json.loads(text, parse_float=Decimal, parse_constant=Decimal)
        except (TypeError, ValueError, ArithmeticError, RecursionError):
            raise MalformedOrder("What Amazon says of the order is not readable.") from None
        try:
            return _read_order(Fields(content, "the order"), must_have_money, own_schemes)
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
    def is_tax_withheld(self):
        """Return whether Amazon remits the tax on all goods, or on a part of each.

        :rtype: bool
        """
        goods = [item.charges[0] for item in self.items if item.quantity and item.charges]
        return bool(goods) and all(charge.parts()[0].is_tax_withheld for charge in goods)

    @property
    def tax_withheld(self):
        """Return the tax that Amazon remits itself, in the order's currency.

        :rtype: Decimal
        """
        charges = [charge for item in self.items for charge in item.charges]
        return sum((charge.withheld for charge in (*charges, *self.charges)), Decimal(0))

    @property
    def due(self):
        """Return what the seller gets, with the tax that the seller remits: in the currency.

        :rtype: Decimal
        """
        return self.total - self.tax_withheld

    @property
    def is_money_known(self):
        """Return whether Amazon says what the buyer pays.

        :rtype: bool
        """
        return not any(
            remark.kind == UNREADABLE or remark.kind in MISSING_MONEY for remark in self.remarks
        )

    @property
    def is_money_sure(self):
        """Return whether Amazon says what the buyer pays, and does not contradict itself.

        :rtype: bool
        """
        return self.is_money_known and not any(remark.is_doubt for remark in self.remarks)

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


def _read_order(fields, must_have_money, own_schemes):
    status = read_status(fields)
    created, last_updated = _read_dates(fields)
    lenient = LenientFields.of(fields)
    is_of_other_shop = read_is_of_other_shop(lenient)
    if status in SOLD_STATUSES:
        # What another shop sold has no amounts, as a rule.
        sold = _read_sold(fields, status, must_have_money and not is_of_other_shop, own_schemes)
    else:
        sold = _read_unsold(fields, status, own_schemes)
    channel, recipient = read_channel(fields), read_address(fields)
    associated_orders = _read_associated_orders(lenient)
    return Order(
        order_ref=read_order_ref(fields),
        seller_order_ref=_read_seller_order_ref(lenient),
        marketplace_ref=read_marketplace_ref(fields),
        marketplace_name=lenient.section('salesChannel').text('marketplaceName', "marketplace"),
        is_of_other_shop=is_of_other_shop,
        channel=channel,
        status=status,
        created=created,
        last_updated=last_updated,
        programs=tuple(word.lower() for word in lenient.texts('programs')),
        associated_orders=associated_orders,
        currency=sold.currency,
        total=sold.total,
        buyer=read_buyer(lenient),
        recipient=recipient,
        delivery=read_delivery_preference(lenient),
        items=sold.items,
        charges=sold.charges,
        service_level=lenient.section('fulfillment').text(
            'fulfillmentServiceLevel', "shipping service"
        ),
        ship_by=read_end(lenient, 'shipByWindow'),
        deliver_by=read_end(lenient, 'deliverByWindow'),
        packages=read_packages(lenient),
        remarks=tuple(_remarks(
            sold, status in OPEN_STATUSES and channel == 'fbm', recipient, associated_orders
        )),
    )


def _remarks(sold, is_to_ship, recipient, associated_orders):
    """Yield what people have to know, each once."""
    # Who gets a replacement has paid already: Amazon may say nothing of what costs nothing.
    is_free = bool(associated_orders) and not sold.total
    is_silent = not sold.currency and any(remark.kind == NO_PRICE for remark in sold.remarks)
    if is_silent and not is_free:
        yield Remark(NO_MONEY)
    for remark in sold.remarks:
        if remark.kind != NO_PRICE or not (is_silent or is_free):
            yield remark
    if sold.is_total_missing and not is_silent and not is_free:
        yield Remark(NO_TOTAL)
    for item in sold.items:
        if sold.is_sold and item.quantity and not item.sku:
            yield Remark(NO_SKU, item.asin)
    if is_to_ship and not (recipient and recipient.street and recipient.country_code):
        yield Remark(NO_ADDRESS)


def _read_dates(fields):
    created, last_updated = read_created(fields), read_last_updated(fields)
    if created > last_updated + _TOLERANCE:
        raise Unreadable(
            f"The date of the order, {created.date()}, is after its last change, "
            f"{last_updated.date()}."
        )
    return created, last_updated


@dataclass(frozen=True)
class _Sold:
    """What was sold, and what for."""

    items: tuple[Item, ...]
    charges: tuple[Charge, ...] = ()
    currency: str = ''
    total: Decimal = Decimal(0)
    remarks: tuple[Remark, ...] = ()
    is_total_missing: bool = False
    is_sold: bool = True


def _read_sold(fields, status, must_have_money, own_schemes):
    items = fields.sections('orderItems', "the items of the order", "item {}")
    if not items:
        raise Unreadable("The order has no items.")
    if len(items) > const.ABSURDLY_MANY_ITEMS:
        raise Unreadable("The order has absurdly many items.")
    quantities = read_quantities(items, status)
    taxes = [read_item_tax(item, own_schemes) for item in items]
    try:
        proceeds = OrderProceeds(fields, items)
        division = proceeds.divide([
            ItemProceeds(item, count.ordered, proceeds.currency, tax.is_withheld)
            for item, count, tax in zip(items, quantities, taxes, strict=True)
        ])
    except Unreadable as error:
        if must_have_money:
            raise
        return _Sold(
            _read_items(items, quantities, [()] * len(items), taxes),
            remarks=(Remark(UNREADABLE, str(error)),),
        )
    return _Sold(
        _read_items(items, quantities, division.of_items, taxes),
        division.own, proceeds.currency, division.total, division.remarks,
        is_total_missing=proceeds.total is None,
    )


def _read_unsold(fields, status, own_schemes):
    # Amazon may leave out amounts, or zero them, and nothing will be sold of it.
    items = fields.sections('orderItems', "the items of the order", "item {}")
    quantities = read_quantities(items, status)
    taxes = [read_item_tax(item, own_schemes) for item in items]
    return _Sold(_read_items(items, quantities, [()] * len(items), taxes), is_sold=False)


def _read_items(all_fields, quantities, charges, taxes):
    items = tuple(map(read_item, all_fields, quantities, charges, taxes))
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
