from dataclasses import dataclass, field
from datetime import datetime

from ..core.texts import clean_line
from ..core.times import write_time


@dataclass(frozen=True)
class ShipmentItem:
    """How many pieces of an item of the order are in a parcel."""

    item_ref: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Shipment:
    """A parcel that Amazon is to be told of.

    Texts that people type are freed of control characters, which no XML takes.

    :param str order_ref: Amazon's reference of the order.
    :param str marketplace_ref: Amazon's id of the marketplace where the order was placed.
    :param str package_ref: a positive number in digits, up to 20, unique within the order. The same
        one again changes what Amazon was told before.
    :param str carrier_code: one of Amazon's words for carriers, or 'Other'.
    :param str carrier_name: what the buyer reads; only if the code is 'Other'.
    :param str shipping_method: such as 'Standard'; '' if there is nothing to say.
    :param str tracking_ref: Amazon wants one on every marketplace.
    :param datetime ship_time: when the carrier got it (aware UTC); not in the future.
    :param tuple[ShipmentItem] items: what is in it, each item once.
    """

    order_ref: str
    marketplace_ref: str
    package_ref: str
    carrier_code: str
    carrier_name: str = ''
    shipping_method: str = ''
    tracking_ref: str = field(repr=False)
    ship_time: datetime
    items: tuple[ShipmentItem, ...]

    def __post_init__(self):
        for name in ('carrier_code', 'carrier_name', 'shipping_method', 'tracking_ref'):
            object.__setattr__(self, name, clean_line(getattr(self, name)))

    def to_wire(self):
        """Return the parcel as Amazon's `PackageDetail`.

        See the model ordersV0.json of https://github.com/amzn/selling-partner-api-models.

        :rtype: dict
        """
        optional = {'carrierName': self.carrier_name, 'shippingMethod': self.shipping_method}
        return {
            'packageReferenceId': self.package_ref,
            'carrierCode': self.carrier_code,
            'trackingNumber': self.tracking_ref,
            'shipDate': write_time(self.ship_time),
            'orderItems': [
                {'orderItemId': item.item_ref, 'quantity': item.quantity} for item in self.items
            ],
            **{key: text for key, text in optional.items() if text},
        }
