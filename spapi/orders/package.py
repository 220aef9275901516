import json
from dataclasses import dataclass, field
from datetime import datetime

from ..core.lenient_fields import LenientFields, readable


@dataclass(frozen=True)
class PackageItem:
    """How many pieces of an item are in a package."""

    item_ref: str
    quantity: int


@dataclass(frozen=True)
class Package:
    """A parcel that Amazon was told of, or sold a label for. There are none for what Amazon ships.

    :param str reference: what the seller called it, or Amazon if it sold the label; unique within
        the order.
    :param datetime ship_time: when the carrier got it (aware UTC); None if unknown.
    :param str status: Amazon's word in lower case, such as 'in_transit'; '' if there is none.
    :param str detailed_status: Amazon's word in lower case, such as 'label_cancelled'.
    """

    reference: str
    carrier: str
    tracking: str = field(repr=False)
    shipping_service: str
    ship_time: datetime | None
    status: str
    items: tuple[PackageItem, ...]
    detailed_status: str = ''


def packages_of(payload):
    """Return the packages that Amazon has of an order. It never fails.

    :param str payload: an `OrderHeader.payload`.
    :return: those that have a reference; none, if the payload is unreadable.
    :rtype: tuple[Package]
    """
    try:
        content = json.loads(payload)
    except (TypeError, ValueError, RecursionError):
        return ()
    return read_packages(LenientFields(content, "the order"))


def read_packages(order):
    """Return the packages of an order, those that have a reference.

    :param LenientFields order: Amazon's `Order`.
    :rtype: tuple[Package]
    """
    return readable(_read_package, order.sections('packages', "package"))


def _read_package(fields):
    status = fields.section('packageStatus')
    return Package(
        reference=fields.required_text('packageReferenceId', "reference"),
        carrier=fields.text('carrier', "carrier"),
        tracking=fields.text('trackingNumber', "tracking number"),
        shipping_service=fields.text('shippingService', "shipping service"),
        ship_time=fields.time('shipTime', "shipping date"),
        status=status.text('status', "status").lower(),
        detailed_status=status.text('detailedStatus', "status").lower(),
        items=readable(_read_package_item, fields.sections('packageItems', "package")),
    )


def _read_package_item(fields):
    return PackageItem(
        fields.required_text('orderItemId', "reference"),
        fields.required_count('quantity', "quantity"),
    )
