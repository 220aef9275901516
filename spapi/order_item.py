from dataclasses import dataclass, field

from .charge import Charge
from .lenient_fields import LenientFields
from .texts import MAX_SKU, MAX_TITLE


@dataclass(frozen=True)
class Item:
    """A product that was ordered.

    :param str item_ref: Amazon's id of it, within the order.
    :param int quantity: pieces ordered, without those that were canceled.
    :param int quantity_fulfilled: pieces shipped.
    :param tuple[Charge] charges: what the buyer pays for all pieces, in the order's currency.
    :param str ioss: the number that the carrier needs for goods that enter the European Union.
    :param bool cancel_requested: whether the buyer asks to cancel it.
    :param str cancel_reason: why it is, or is to be, canceled.
    :param bool is_tax_collected_by_amazon: whether Amazon remits the tax instead of the seller.
    """

    item_ref: str
    sku: str
    asin: str
    title: str
    quantity: int
    quantity_fulfilled: int
    charges: tuple[Charge, ...]
    gift_message: str = field(repr=False)
    gift_wrap_level: str
    serial_numbers: tuple[str, ...]
    ioss: str
    cancel_requested: bool
    cancel_reason: str = field(repr=False)
    is_tax_collected_by_amazon: bool


def read_item(fields, quantity, charges):
    """Return an item of an order.

    :param Fields fields: Amazon's `OrderItem`.
    :param int quantity: pieces.
    :param tuple[Charge] charges: what is paid for it.
    :rtype: Item
    :raise Unreadable: if something that a sales order needs is missing or absurd.
    """
    product = fields.section('product')
    fulfillment = fields.section('fulfillment')
    gift = fulfillment.section('packing').section('giftOption')
    lenient = LenientFields.of(fields)
    cancellation = lenient.section('cancellation')
    collections = fields.section('tax').sections('taxCollections', f"the tax of {fields.name}")
    return Item(
        item_ref=fields.required_text('orderItemId', "reference"),
        sku=product.required_text('sellerSku', "SKU", MAX_SKU),
        asin=product.text('asin', "ASIN"),
        title=product.text('title', "title", MAX_TITLE),
        quantity=quantity,
        quantity_fulfilled=fulfillment.count('quantityFulfilled', "shipped quantity") or 0,
        charges=charges,
        gift_message=gift.paragraph('giftMessage', "gift message"),
        gift_wrap_level=gift.text('giftWrapLevel', "gift wrap"),
        serial_numbers=lenient.section('product').texts('serialNumbers'),
        ioss=_read_ioss(lenient),
        cancel_requested='cancellationRequest' in cancellation,
        cancel_reason=_read_reason(cancellation.section('cancellationRequest'))
        or _read_reason(cancellation.section('cancellationExecution')),
        is_tax_collected_by_amazon=any(
            collection.text('model', "tax model") == 'MARKETPLACE_FACILITATOR'
            for collection in collections
        ),
    )


def _read_ioss(fields):
    shipping = fields.section('fulfillment').section('shipping')
    return shipping.section('internationalShipping').text('iossNumber', "IOSS number")


def _read_reason(fields):
    return fields.text('cancelReason', "reason of cancellation")
