import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime

from . import const
from .fields import Fields, Unreadable


@dataclass(frozen=True)
class OrderHeader:
    """What can be known of an order without understanding all of it. Made of anything.

    :param str order_ref: Amazon's reference; 'unreadable-…' if it has none.
    :param str marketplace_ref: Amazon's id of the marketplace; '' if unknown.
    :param str channel: 'fbm' (fulfilled by the merchant), 'fba' (by Amazon), '' if unknown.
    :param str status: Amazon's word in lower case, see `const.STATUSES`; '' if there is none.
    :param datetime created: when the customer placed it (aware UTC); None if unreadable.
    :param datetime last_updated: its last change (aware UTC); None if unreadable.
    :param str payload: all that Amazon says, as JSON in ASCII. It holds personal data.
    :param str problem: what of the above can't be read, in sentences; '' if all can.
    """

    order_ref: str
    marketplace_ref: str
    channel: str
    status: str
    created: datetime | None
    last_updated: datetime | None
    payload: str = field(repr=False)
    problem: str

    @classmethod
    def from_wire(cls, value):
        """Return the header of an order. It never fails.

        :param value: what Amazon sent as the order: JSON that was read.
        :rtype: OrderHeader
        """
        payload = _payload(value)
        problems = []
        fields = _attempt(lambda: Fields(value, "the order"), problems)
        if fields is None:
            return cls(_digest(payload), '', '', '', None, None, payload, *problems)
        return cls(
            order_ref=_attempt(lambda: read_order_ref(fields), problems) or _digest(payload),
            marketplace_ref=_attempt(lambda: read_marketplace_ref(fields), problems) or '',
            channel=_attempt(lambda: read_channel(fields), problems) or '',
            # The word counts, even one that Amazon's model does not have.
            status=_attempt(lambda: read_status(fields), problems) or _word(fields),
            created=_attempt(lambda: read_created(fields), problems),
            last_updated=_attempt(lambda: read_last_updated(fields), problems),
            payload=payload,
            problem=' '.join(problems),
        )


def read_order_ref(fields):
    """Return Amazon's reference of the order.

    :raise Unreadable: if it has none.
    """
    return fields.required_text('orderId', "reference")


def read_marketplace_ref(fields):
    """Return Amazon's id of the marketplace where the order was placed.

    :raise Unreadable: if it has none.
    """
    return fields.section('salesChannel').required_text('marketplaceId', "marketplace")


def read_channel(fields):
    """Return who fulfills the order, 'fbm' or 'fba'.

    :raise Unreadable: if Amazon does not say.
    """
    word = fields.section('fulfillment').required_text('fulfilledBy', "fulfillment channel")
    if word not in const.CHANNELS:
        raise Unreadable("The fulfillment channel of the order is not one that Amazon documents.")
    return const.CHANNELS[word]


def read_status(fields):
    """Return Amazon's status of the order, see `const.STATUSES`.

    :raise Unreadable: if it has none, or another one.
    """
    word = fields.section('fulfillment').required_text('fulfillmentStatus', "status").lower()
    if word not in const.STATUSES:
        raise Unreadable("The status of the order is not one that Amazon documents.")
    return word


def read_created(fields):
    """Return when the customer placed the order (aware UTC).

    :raise Unreadable: if there is no sensible date.
    """
    return fields.required_time('createdTime', "date")


def read_last_updated(fields):
    """Return when the order changed last (aware UTC).

    :raise Unreadable: if there is no sensible date.
    """
    return fields.required_time('lastUpdatedTime', "last change")


def _word(fields):
    return _attempt(
        lambda: fields.section('fulfillment').text('fulfillmentStatus', "status").lower(), []
    ) or ''


def _attempt(read, problems):
    try:
        return read()
    except Unreadable as error:
        if str(error) not in problems:
            problems.append(str(error))
        return None


def _payload(value):
    try:
        # ASCII: NUL characters and halves of surrogate pairs are escaped, any database takes it.
        return json.dumps(value, separators=(',', ':'))
    except (RecursionError, ValueError):
        return ''  # Nested too deep, or a number that is too long.


def _digest(payload):
    return f'unreadable-{hashlib.sha256(payload.encode()).hexdigest()[:10]}'
