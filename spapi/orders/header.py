import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..core.fields import Unreadable
from ..core.lenient_fields import LenientFields, attempt
from ..core.references import ORDER_REF
from ..core.texts import MAX_WORD
from ..core.times import now
from . import const
from .item import ItemSketch, read_sketches
from .statuses import STATUSES

# What changes is asked for up to the present: later than that can only be by a clock gone wrong.
_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class OrderHeader:
    """What can be known of an order without understanding all of it. Made of anything.

    Why something is unreadable, `Order.from_payload` says.

    :param str order_ref: Amazon's reference, see `ORDER_REF`; 'unreadable-…' if it has none.
    :param str marketplace_ref: Amazon's id of the marketplace, at most `MAX_WORD` characters; '' if
        unreadable.
    :param str channel: 'fbm' (fulfilled by the merchant), 'fba' (by Amazon), '' if unknown.
    :param str status: Amazon's word in lower case, at most `MAX_WORD` characters, see
        `STATUSES`; '' if unreadable.
    :param bool is_of_other_shop: whether another shop sold it, and Amazon only ships it.
    :param datetime created: when the customer placed it (aware UTC); None if unreadable.
    :param datetime last_updated: its last change (aware UTC); None if unreadable, or in the future:
        all that is said later would seem to be older.
    :param datetime ship_by: by when it is to be shipped (aware UTC); None if unknown.
    :param tuple[ItemSketch] items: what was ordered, as far as it is readable.
    :param str payload: all that Amazon says, as JSON in ASCII. It holds personal data.
    """

    order_ref: str
    marketplace_ref: str
    channel: str
    status: str
    is_of_other_shop: bool
    created: datetime | None
    last_updated: datetime | None
    ship_by: datetime | None
    items: tuple[ItemSketch, ...]
    payload: str = field(repr=False)

    @classmethod
    def from_wire(cls, value):
        """Return the header of an order. It never fails.

        :param value: what Amazon sent as the order: JSON that was read.
        :rtype: OrderHeader
        """
        payload = _payload(value)
        fields = LenientFields(value, "the order")
        return cls(
            order_ref=attempt(read_order_ref, fields) or _digest(payload),
            marketplace_ref=attempt(read_marketplace_ref, fields) or '',
            channel=attempt(read_channel, fields) or '',
            # The word counts, even one that Amazon's model does not have.
            status=attempt(_read_status_word, fields) or '',
            is_of_other_shop=read_is_of_other_shop(fields),
            created=attempt(read_created, fields),
            last_updated=attempt(read_last_updated, fields),
            ship_by=read_end(fields, 'shipByWindow'),
            items=read_sketches(fields),
            payload=payload,
        )


def read_order_ref(fields):
    """Return Amazon's reference of the order.

    :raise Unreadable: if it has none that looks like one.
    """
    ref = fields.required_text('orderId', "reference")
    if not ORDER_REF.fullmatch(ref):
        raise Unreadable("The reference of the order is not like Amazon's.")
    return ref


def read_marketplace_ref(fields):
    """Return Amazon's id of the marketplace where the order was placed; '' if it does not say.

    :raise Unreadable: if it has a very long one.
    """
    return fields.section('salesChannel').text('marketplaceId', "marketplace", MAX_WORD)


def read_is_of_other_shop(fields):
    """Return whether another shop sold the order, and Amazon only ships it.

    :param LenientFields fields: Amazon's `Order`.
    """
    channel = fields.section('salesChannel').text('channelName', "sales channel")
    return channel == const.NON_AMAZON


def read_channel(fields):
    """Return who fulfills the order, 'fbm' or 'fba'.

    :raise Unreadable: if Amazon does not say.
    """
    word = fields.section('fulfillment').required_text('fulfilledBy', "fulfillment channel")
    if word not in const.CHANNELS:
        raise Unreadable("The fulfillment channel of the order is not one that Amazon documents.")
    return const.CHANNELS[word]


def read_status(fields):
    """Return Amazon's status of the order, see `STATUSES`.

    :raise Unreadable: if it has none, or another one.
    """
    word = _read_status_word(fields)
    if word not in STATUSES:
        raise Unreadable("The status of the order is not one that Amazon documents.")
    return word


def read_created(fields):
    """Return when the customer placed the order (aware UTC).

    :raise Unreadable: if there is no sensible date.
    """
    return fields.required_time('createdTime', "date")


def read_last_updated(fields):
    """Return when the order changed last (aware UTC).

    :raise Unreadable: if there is no sensible date, or one in the future.
    """
    last_updated = fields.required_time('lastUpdatedTime', "last change")
    if last_updated > now() + _AHEAD:
        raise Unreadable(f"The last change of the order is in the future: {last_updated.date()}.")
    return last_updated


def read_end(fields, window):
    """Return when a time ends that Amazon gives for shipping or delivery.

    :param Fields fields: an order.
    :param str window: 'shipByWindow' or 'deliverByWindow'.
    :return: aware UTC; None if Amazon does not say.
    :rtype: datetime | None
    """
    return fields.section('fulfillment').section(window).time('latestDateTime', "end")


def _read_status_word(fields):
    fulfillment = fields.section('fulfillment')
    return fulfillment.required_text('fulfillmentStatus', "status", MAX_WORD).lower()


def _payload(value):
    try:
        # ASCII: NUL characters and halves of surrogate pairs are escaped, any database takes it.
        return json.dumps(value, separators=(',', ':'))
    except (RecursionError, ValueError):
        return ''  # Nested too deep, or a number that is too long.


def _digest(payload):
    return f'unreadable-{hashlib.sha256(payload.encode()).hexdigest()[:10]}'
