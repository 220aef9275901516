"""What comes in."""
from dataclasses import dataclass

from ..core.formats import parse_time
from ..marketplace.order import Package
from .errors import no_ship_date, repeated_item


@dataclass
class Confirmation:
    """Amazon's `ConfirmShipmentRequest`."""

    marketplace_id: str
    cash_on_delivery: str | None
    package: Package

    @classmethod
    def read(cls, body):
        """Return what the body of a request says.

        :param Body body: The body.
        :rtype: Confirmation
        :raise ApiError: 400, if Amazon would refuse it, whatever the order.
        """
        return cls(
            marketplace_id=body.text('marketplaceId'),
            cash_on_delivery=body.optional_text('codCollectionMethod'),
            package=_read_package(body.object('packageDetail')),
        )


def _read_package(detail):
    return Package(
        reference=detail.text('packageReferenceId'),
        carrier=detail.text('carrierCode'),
        carrier_name=detail.optional_text('carrierName'),
        service=detail.optional_text('shippingMethod'),
        tracking=detail.text('trackingNumber'),
        shipped=_read_ship_date(detail),
        quantities=_read_quantities(detail.objects('orderItems')),
    )


def _read_ship_date(detail):
    try:
        return parse_time(detail.text('shipDate'))
    except ValueError:
        raise no_ship_date() from None


def _read_quantities(items):
    quantities = {}
    for item in items:
        order_item_id = item.text('orderItemId')
        if order_item_id in quantities:
            raise repeated_item(order_item_id)
        quantities[order_item_id] = item.integer('quantity')
    return quantities
