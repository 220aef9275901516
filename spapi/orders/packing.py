"""What the packer of an order has to know, beside what is in the parcel.

A sales order can do without all of it, so it is read with leniency. See `DeliveryPreference`,
`ItemShippingConstraints`, `ItemCustomization`, `ItemCondition` and `Measurement` in the model
orders_2026-01-01.json of https://github.com/amzn/selling-partner-api-models.
"""
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ..core.lenient_fields import readable
from ..core.texts import MAX_URL, MAX_WORD

MANDATORY = 'mandatory'
_URL = re.compile(r'https?://\S+', re.IGNORECASE)
_WORD_BEGINS = re.compile(r'(?<=[a-z0-9])(?=[A-Z])')


@dataclass(frozen=True, repr=False)
class DeliveryPreference:
    """What the buyer wants of whoever brings the parcel. Texts that are not said are ''.

    :param str drop_off: where to leave it, in the buyer's or in Amazon's words.
    :param str instructions: how to get there, such as the code of a gate; may have several lines.
    :param tuple[str] hours: when somebody is there, in the address's own time: a day and its times,
        such as 'MON 09:00-12:00 14:00-17:00'. A date (of ISO 8601) instead of the day stands for
        itself alone. Without times: 'CLOSED', or 'OPEN'.
    :param tuple[str] capabilities: Amazon's words in lower case, such as 'pallet_disabled'.
    """

    drop_off: str
    instructions: str
    hours: tuple[str, ...]
    capabilities: tuple[str, ...]


@dataclass(frozen=True)
class Constraint:
    """Something that Amazon requires of the shipping of an item.

    :param str kind: 'pallet_delivery', 'cash_on_delivery', 'signature_confirmation',
        'recipient_identity_verification', 'recipient_age_verification', 'serial_number' (it is to
        be noted), or a new one of Amazon's.
    :param str level: how much so, Amazon's word in lower case: `MANDATORY`, or a new one; '' if
        unreadable.
    """

    kind: str
    level: str


@dataclass(frozen=True)
class Measurement:
    """How much of something that is sold by length, weight or volume.

    :param str unit: Amazon's word in lower case, such as 'meters'.
    """

    value: Decimal
    unit: str


@dataclass(frozen=True)
class ItemPacking:
    """What is to be minded of an item. Texts that Amazon does not say are ''.

    :param str customization_url: where there is what the buyer wants on it, an engraving for
        instance; a link of the web, good for some days only.
    :param Measurement measurement: None, if it is sold by the piece.
    :param str condition: Amazon's words in lower case, such as 'used very_good'.
    :param str condition_note: what the seller said of its condition.
    """

    constraints: tuple[Constraint, ...]
    customization_url: str = field(repr=False)
    measurement: Measurement | None
    condition: str
    condition_note: str


def read_delivery_preference(order):
    """Return what the buyer wants of whoever brings the parcel.

    :param LenientFields order: Amazon's `Order`.
    :return: None, if Amazon withholds whom the parcel is for.
    :rtype: DeliveryPreference | None
    """
    if 'recipient' not in order:
        return None
    preference = order.section('recipient').section('deliveryPreference', "the delivery preference")
    hours = preference.section('deliveryTime')
    return DeliveryPreference(
        drop_off=preference.text('dropOffLocation', "drop-off location"),
        instructions=preference.paragraph('addressInstruction', "instruction"),
        hours=(
            *readable(_read_business_hour, hours.sections('businessHours', "the hours")),
            *readable(_read_exception, hours.sections('exceptionDates', "the hours")),
        ),
        capabilities=tuple(word.lower() for word in preference.texts('deliveryCapabilities')),
    )


def read_item_packing(item):
    """Return what is to be minded of an item.

    :param LenientFields item: Amazon's `OrderItem`.
    :rtype: ItemPacking
    """
    product = item.section('product')
    condition = product.section('condition')
    url = product.section('customization').text('customizedUrl', "customization", MAX_URL)
    words = (condition.text(key, "condition") for key in ('conditionType', 'conditionSubtype'))
    return ItemPacking(
        constraints=_read_constraints(item.section('fulfillment')),
        # A person is going to click on it.
        customization_url=url if _URL.fullmatch(url) else '',
        measurement=_read_measurement(item.section('measurement')),
        condition=' '.join(filter(None, words)).lower(),
        condition_note=condition.paragraph('conditionNote', "note"),
    )


def _read_constraints(fulfillment):
    """Return what Amazon requires; what its model does not know yet, too."""
    required = fulfillment.section('shipping').section('shippingConstraints')
    constraints = [
        Constraint(_word(name), _word(required.text(name, "constraint", MAX_WORD)))
        for name in required.names(MAX_WORD)
    ]
    serial_number = fulfillment.section('packing').section('serialNumberRequirement').text(
        'requirementType', "serial number", MAX_WORD
    )
    if serial_number:
        level = MANDATORY if serial_number == 'REQUIRED' else _word(serial_number)
        constraints.append(Constraint('serial_number', level))
    return tuple(constraints)


def _word(text):
    return re.sub(r'\W+', '_', _WORD_BEGINS.sub('_', text)).lower()


def _read_measurement(fields):
    value, unit = fields.number('value', "measure"), fields.text('unit', "unit", MAX_WORD)
    if value is None or not unit:
        return None
    return Measurement(value, unit.lower())


# === HOURS === #


def _read_business_hour(fields):
    day = fields.required_text('dayOfWeek', "day", MAX_WORD)
    if not day.isalpha():
        return None  # Nor a date: these have a list of their own.
    return ' '.join([day, *(_read_windows(fields) or ['OPEN'])])


def _read_exception(fields):
    day = fields.required_text('exceptionDate', "date")
    try:
        day = date.fromisoformat(day).isoformat()
    except ValueError:
        return None
    kind = fields.text('exceptionDateType', "kind", MAX_WORD) or 'CLOSED'
    is_open = kind == 'OPEN'
    return ' '.join([day, *(is_open and _read_windows(fields) or [kind])])


def _read_windows(fields):
    windows = readable(_read_window, fields.sections('timeWindows', "the hours"))
    return ['-'.join(window) for window in windows if all(window)]


def _read_window(fields):
    return [_read_time(fields.section(key)) for key in ('startTime', 'endTime')]


def _read_time(fields):
    hour = fields.required_count('hour', "hour")
    minute = fields.count('minute', "minute") or 0
    return f'{hour:02}:{minute:02}' if hour <= 24 and minute < 60 else ''
