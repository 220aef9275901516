"""What the packer of an order has to know, as Amazon's JSON.

See `DeliveryPreference`, `ItemPacking`, `ItemShipping`, `ItemCondition`, `ItemCustomization` and
`Measurement` in the model orders_2026-01-01.json. Each function returns None where there is nothing
to say.
"""
from ..core.omissions import present


def delivery_preference_of(address):
    hours = present(
        businessHours=[
            {'dayOfWeek': day, 'timeWindows': list(map(_time_window, windows))}
            for day, windows in address.opening_hours.items()
        ] or None,
        exceptionDates=[
            {
                'exceptionDate': date,
                'exceptionDateType': 'OPEN' if windows else 'CLOSED',
                'timeWindows': list(map(_time_window, windows)),
            }
            for date, windows in address.exceptions.items()
        ] or None,
    )
    return present(
        dropOffLocation=address.drop_off,
        addressInstruction=address.instructions,
        deliveryTime=hours or None,
        deliveryCapabilities=list(address.capabilities) or None,
    ) or None


def _time_window(window):
    start, end = (
        dict(zip(('hour', 'minute'), map(int, time.split(':')), strict=True))
        for time in window.split('-'))
    return {'startTime': start, 'endTime': end}


def packing_of(item):
    gift = present(giftMessage=item.gift_message, giftWrapLevel=item.gift_wrap_level)
    serial = {'requirementType': 'REQUIRED'} if item.is_serial_number_required else None
    return present(giftOption=gift or None, serialNumberRequirement=serial) or None


def shipping_of(item):
    ioss = {'iossNumber': item.ioss_number} if item.ioss_number else None
    return present(
        shippingConstraints=dict.fromkeys(item.constraints, 'MANDATORY') or None,
        internationalShipping=ioss,
    ) or None


def condition_of(item):
    type_, subtype = item.condition
    return present(
        conditionType=type_, conditionSubtype=subtype, conditionNote=item.condition_note)


def customization_of(item):
    return {'customizedUrl': item.customized_url} if item.customized_url else None


def measurement_of(item):
    if not item.measurement:
        return None
    value, unit = item.measurement
    return {'value': value, 'unit': unit}
