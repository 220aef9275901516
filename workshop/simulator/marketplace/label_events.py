"""Labels that the seller buys on Amazon, and what becomes of packages on their way.

See `OrderPackage` and `PackageStatus` in the model orders_2026-01-01.json: that a label was bought
is a package that is PENDING, and its reference is Amazon's own, such as UK-PKG-2024-001. Whether
the units count as shipped from then on, or only when the carrier has them, Amazon does not say.
"""
from .notice import Notice
from .order import Package
from .order_events import OrderEvents, units_to_ship
from .shop_checks import ShopError, check_choice
from .vocabulary import (
    CANCELLED,
    MERCHANT,
    ON_THE_WAY,
    OPEN,
    PENDING,
    PENDING_PICK_UP,
    SHIPPED,
)


class LabelEvents(OrderEvents):
    """Orders, and what becomes of their packages."""

    def buy_label(
        self, order_id, quantities=None, carrier='UPS', tracking=None, is_counted=False, at=None,
    ):
        """Let the seller buy a label from Amazon.

        :param str order_id: Amazon's order id.
        :param dict quantities: Of how many of which SKU (or order item id); all that is left by
                                default.
        :param str carrier: The carrier.
        :param str tracking: The tracking number; an invented one by default.
        :param bool is_counted: Whether the units count as shipped from now on.
        :param datetime.datetime at: When; now by default.
        :return: The package.
        :rtype: Package
        :raise ShopError: If that is not left to ship.
        """
        with self._doing("buy a label for", OPEN, order_id, at) as order:
            if order.channel != MERCHANT:
                raise ShopError(f"Order {order_id} is shipped by Amazon.")
            package = Package(
                reference=self._label_reference(order),
                carrier=carrier,
                tracking=tracking or f'1ZLABEL{self.rng.randrange(10**9, 10**10)}',
                shipped=order.updated,
                quantities=_unlabelled(order, quantities),
                service="Ground",
                status=PENDING,
                detailed_status=PENDING_PICK_UP,
                is_label=True,
                is_counted=is_counted,
            )
            order.packages.append(package)
            if is_counted:
                order.add_shipped(package.quantities)
                self.notices.append(Notice.of(order, package))
        return package

    def cancel_label(self, order_id, reference, at=None):
        """Let the seller cancel a label that the carrier has not got yet.

        :param str order_id: Amazon's order id.
        :param str reference: The package's reference.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If there is no such label.
        """
        with self._changing(order_id, at) as order:
            order.void(_unused_label(order, reference))
        return order

    def hand_over(self, order_id, reference, at=None):
        """Let the carrier take a package of which the label was bought on Amazon.

        :param str order_id: Amazon's order id.
        :param str reference: The package's reference.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If there is no such label.
        """
        with self._changing(order_id, at) as order:
            package = _unused_label(order, reference)
            package.status, package.detailed_status = SHIPPED, None
            package.shipped = order.updated
            if not package.is_counted:
                package.is_counted = True
                order.add_shipped(package.quantities)
                self.notices.append(Notice.of(order, package))
        return order

    def move_package(self, order_id, reference, status, at=None):
        """Let a package come further on its way.

        :param str order_id: Amazon's order id.
        :param str reference: The package's reference.
        :param str status: Where it has got to: one of `ON_THE_WAY`.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If it is not on its way.
        """
        check_choice(status, ON_THE_WAY)
        with self._changing(order_id, at) as order:
            package = _package(order, reference)
            if package.status in (PENDING, CANCELLED):
                raise ShopError(f"{reference} is not on its way.")
            package.status, package.detailed_status = status, ON_THE_WAY[status]
        return order

    def lose_package(self, order_id, reference, at=None):
        """Let a package vanish from an order, as if Amazon had never been told of it.

        :param str order_id: Amazon's order id.
        :param str reference: The package's reference.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If there is no such package.
        """
        with self._changing(order_id, at) as order:
            package = _package(order, reference)
            order.packages.remove(package)
            if package.is_counted:
                order.add_shipped({id_: -count for id_, count in package.quantities.items()})
            self.notices = [
                notice for notice in self.notices
                if (notice.order_id, notice.reference) != (order_id, reference)]
        return order

    def _label_reference(self, order):
        count = sum(package.is_label for package in order.packages)
        return f'{order.marketplace.country}-PKG-{order.updated.year}-{count + 1:03d}'


def _package(order, reference):
    package = order.package(reference)
    if package is None:
        raise ShopError(f"Order {order.order_id} has no package {reference!r}.")
    return package


def _unused_label(order, reference):
    package = _package(order, reference)
    if package.status != PENDING:
        raise ShopError(f"{reference} is no label that the carrier has not got yet.")
    return package


def _unlabelled(order, quantities):
    """Return for how many units a label is bought now, by order item id."""
    if quantities is None:
        quantities = {
            item.order_item_id: item.unshipped - order.labelled(item.order_item_id)
            for item in order.items}
    units = units_to_ship(order, quantities)
    for id_, quantity in units.items():
        if quantity > order.item(id_).unshipped - order.labelled(id_):
            raise ShopError(f"There is a label for {order.item(id_).sku} already.")
    return units
