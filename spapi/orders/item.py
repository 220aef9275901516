import json
from dataclasses import dataclass, field

from ..core.fields import Unreadable
from ..core.lenient_fields import LenientFields
from ..core.texts import MAX_SKU, MAX_TITLE
from . import const
from .cancellation import Cancellation, read_cancel_request, read_cancellation
from .charge import Charge
from .item_tax import ItemTax
from .packing import ItemPacking, read_item_packing


@dataclass(frozen=True)
class Item:
    """A product that was ordered. Texts that Amazon leaves out, or that are unreadable, are ''.

    There is a SKU or an ASIN, where something of it was sold.

    :param str item_ref: Amazon's id of it, within the order.
    :param int quantity: pieces ordered, without those that were canceled, see `quantities`.
    :param int quantity_shipped: pieces shipped; more than ordered, if Amazon says so. All of them,
        if the order is 'shipped' and Amazon does not count what was shipped of any item.
    :param tuple[Charge] charges: what the buyer pays for all pieces, in the order's currency.
    :param str ioss: the number that the carrier needs for goods that enter the European Union.
    :param ItemPacking packing: what is to be minded when it is packed.
    :param Cancellation cancel_request: what the buyer asks; None without such a wish.
    :param Cancellation cancellation: what was done; None if nothing of it was canceled.
    :param ItemTax tax: who remits the tax on it.
    """

    item_ref: str
    sku: str
    asin: str
    title: str
    quantity: int
    quantity_shipped: int
    charges: tuple[Charge, ...]
    gift_message: str = field(repr=False)
    gift_wrap_level: str
    serial_numbers: tuple[str, ...]
    ioss: str
    packing: ItemPacking
    cancel_request: Cancellation | None
    cancellation: Cancellation | None
    tax: ItemTax

    @property
    def code(self):
        """Return what the seller knows the product by: the SKU, or else the ASIN."""
        return self.sku or self.asin


@dataclass(frozen=True)
class ItemSketch:
    """What can be known of an item without understanding all of it. Made of anything.

    :param str item_ref: Amazon's id of it, within the order; '' if unreadable, as the other texts.
    :param int quantity: pieces ordered; 0 if unreadable.
    """

    item_ref: str
    sku: str
    asin: str
    title: str
    quantity: int

    @property
    def code(self):
        """Return what the seller knows the product by, or else what buyers read."""
        return self.sku or self.asin or self.title


def items_of(payload):
    """Return what can be known of the items of an order. It never fails.

    :param str payload: an `OrderHeader.payload`.
    :return: none, if the payload is unreadable.
    :rtype: tuple[ItemSketch]
    """
    try:
        content = json.loads(payload)
    except (TypeError, ValueError, RecursionError):
        return ()
    return read_sketches(LenientFields(content, "the order"))


def read_sketches(fields):
    """Return what can be known of the items of an order.

    :param LenientFields fields: the order.
    :rtype: tuple[ItemSketch]
    """
    items = fields.sections('orderItems', "the items of the order")
    return tuple(map(_sketch, items[:const.ABSURDLY_MANY_ITEMS]))


def _sketch(fields):
    product = fields.section('product')
    return ItemSketch(
        item_ref=fields.text('orderItemId', "reference"),
        sku=product.text('sellerSku', "SKU", MAX_SKU),
        asin=product.text('asin', "ASIN"),
        title=product.text('title', "title", MAX_TITLE),
        quantity=fields.count('quantityOrdered', "quantity") or 0,
    )


def read_item(fields, quantities, charges, tax):
    """Return an item of an order.

    :param Fields fields: Amazon's `OrderItem`.
    :param ItemQuantities quantities: its pieces.
    :param tuple[Charge] charges: what is paid for it.
    :param ItemTax tax: who remits the tax on it.
    :rtype: Item
    :raise Unreadable: if something that a sales order needs is missing or absurd: reference, SKU
        and ASIN.
    """
    lenient = LenientFields.of(fields)
    product = lenient.section('product')
    packing = lenient.section('fulfillment').section('packing')
    gift = packing.section('giftOption')
    sku = fields.section('product').text('sellerSku', "SKU", MAX_SKU)
    asin = product.text('asin', "ASIN")
    if charges and not (sku or asin):
        raise Unreadable(f"The SKU and the ASIN of {fields.name} are missing.")
    return Item(
        item_ref=fields.required_text('orderItemId', "reference"),
        sku=sku,
        asin=asin,
        title=product.text('title', "title", MAX_TITLE),
        quantity=quantities.ordered,
        quantity_shipped=quantities.shipped,
        charges=charges,
        gift_message=_read_gift_message(gift) or _read_gift_message(packing),
        gift_wrap_level=gift.text('giftWrapLevel', "gift wrap"),
        serial_numbers=product.texts('serialNumbers'),
        ioss=_read_ioss(lenient),
        packing=read_item_packing(lenient),
        cancel_request=read_cancel_request(lenient),
        cancellation=read_cancellation(lenient),
        tax=tax,
    )


def _read_gift_message(fields):
    return fields.paragraph('giftMessage', "gift message")


def _read_ioss(fields):
    shipping = fields.section('fulfillment').section('shipping')
    return shipping.section('internationalShipping').text('iossNumber', "IOSS number")
