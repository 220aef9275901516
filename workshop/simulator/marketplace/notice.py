import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """What Amazon told a buyer about a package: quantities by order item id."""

    time: datetime.datetime
    order_id: str
    reference: str
    carrier: str
    tracking: str
    quantities: dict

    @classmethod
    def of(cls, order, package):
        """Return what the buyer of an order is told about a package.

        :param Order order: The order, just updated.
        :param Package package: The package.
        :rtype: Notice
        """
        return cls(
            order.updated, order.order_id, package.reference, package.carrier_shown,
            package.tracking, dict(package.quantities))
