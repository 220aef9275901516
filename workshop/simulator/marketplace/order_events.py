"""What happens to an order once it is placed."""
import contextlib

from ..core.clock import to_milliseconds
from .notice import Notice
from .order import Package
from .order_book import OrderBook
from .shipment import check_package
from .shop_checks import ShopError, check_choice, check_status
from .vocabulary import BUYER, CANCELLERS, MERCHANT, NOT_FINISHED, NOT_PAID, OPEN, UNSHIPPED


class OrderEvents(OrderBook):
    """Orders, and what buyers, Amazon and the seller can do to them."""

    def __init__(self, clock, rng, lock):
        super().__init__(clock, lock)
        self.rng = rng
        # What buyers were told: of new packages, and of packages that turned out to be others.
        self.notices = []
        self.edits = []

    # === WHAT A BUYER DOES === #

    def request_cancellation(self, order_id, reason="Ordered by mistake", at=None):
        """Let the buyer ask the seller to cancel an unshipped order.

        :param str order_id: Amazon's order id.
        :param str reason: Why.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If nothing is left to cancel.
        """
        with self._doing("request the cancellation of", OPEN, order_id, at) as order:
            _set_cancel_request(order, reason)
        return order

    def withdraw_cancellation_request(self, order_id, at=None):
        """Let the buyer want the order after all.

        :param str order_id: Amazon's order id.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If the buyer has not asked to cancel an order that is still open.
        """
        with self._doing("forget the request to cancel", OPEN, order_id, at) as order:
            if not any(item.cancel_request for item in order.items):
                raise ShopError(f"Nobody has asked to cancel order {order_id}.")
            _set_cancel_request(order, None)
        return order

    # === WHAT AMAZON DOES === #

    def release(self, order_id, at=None):
        """Let the payment of a pending order succeed: it becomes unshipped.

        :param str order_id: Amazon's order id.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If the order is not pending.
        """
        with self._doing("release", NOT_PAID, order_id, at) as order:
            order.status = UNSHIPPED
        return order

    def cancel(self, order_id, by=BUYER, reason="Buyer canceled", at=None):
        """Cancel what has not been shipped.

        An order of which a part has been shipped becomes shipped, with that part only.

        :param str order_id: Amazon's order id.
        :param str by: `BUYER`, `MERCHANT` or `AMAZON`.
        :param str reason: Why.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If nothing is left to cancel.
        """
        check_choice(by, CANCELLERS)
        with self._doing("cancel", NOT_FINISHED, order_id, at) as order:
            cancel_unshipped(order, by, reason)
        return order

    def reduce(
        self, order_id, quantities, by=BUYER, reason="Buyer canceled", at=None, stays=(),
    ):
        """Cancel a part of what has not been shipped.

        An order of which nothing is left to ship becomes shipped, or canceled if nothing was.

        :param str order_id: Amazon's order id.
        :param dict quantities: How many remain ordered of which SKU (or order item id).
        :param str by: `BUYER`, `MERCHANT` or `AMAZON`.
        :param str reason: Why.
        :param datetime.datetime at: When; now by default.
        :param stays: Which amounts stay as they were, see `AMOUNTS_THAT_STAY`.
        :rtype: Order
        :raise ShopError: If that would not cancel anything, or what is shipped, or more than there
                          is.
        """
        check_choice(by, CANCELLERS)
        with self._doing("cancel a part of", NOT_FINISHED, order_id, at) as order:
            order.cancel_down_to(_remaining(order, quantities), by, reason, stays)
        return order

    def correct_amounts(self, order_id, at=None):
        """Let the amounts of an order follow what was canceled of it.

        :param str order_id: Amazon's order id.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        """
        with self._changing(order_id, at) as order:
            order.told_total = None
            for item in order.items:
                if item.units_paid is not None:
                    item.lower_money(item.quantity, order.currency)
        return order

    def drop(self, order_id, sku, at=None):
        """Let an item vanish from an order: Amazon does not list it any more.

        :param str order_id: Amazon's order id.
        :param str sku: The item's SKU (or order item id).
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If some of it is shipped, or it is the only item.
        """
        with self._changing(order_id, at) as order:
            item = order.item(sku)
            if item.shipped:
                raise ShopError(f"{item.shipped} of {item.sku} are shipped: it cannot vanish.")
            if len(order.items) == 1:
                raise ShopError(f"{item.sku} is the only item of order {order_id}.")
            if any(item.order_item_id in package.quantities for package in order.packages):
                raise ShopError(f"There is a label for {item.sku}: it cannot vanish.")
            order.items.remove(item)
            order.close_if_nothing_is_left()
        return order

    def redirect(self, order_id, recipient, at=None):
        """Let Amazon say that an order goes somewhere else, or say no more where it goes.

        :param str order_id: Amazon's order id.
        :param Address recipient: Where to; None if Amazon withholds it.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        """
        with self._changing(order_id, at) as order:
            order.recipient = recipient
        return order

    def introduce(self, order_id, buyer, at=None):
        """Let Amazon say something else of who bought an order.

        :param str order_id: Amazon's order id.
        :param Buyer buyer: What it says; None if it withholds who it is.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        """
        with self._changing(order_id, at) as order:
            order.buyer = buyer
        return order

    def reschedule(self, order_id, ship_by, at=None):
        """Move the time by which an order is to be shipped, and that of its delivery with it.

        :param str order_id: Amazon's order id.
        :param datetime.datetime ship_by: The new time.
        :param datetime.datetime at: When it is moved; now by default.
        :rtype: Order
        :raise ShopError: If nothing of the order is left to ship.
        """
        with self._doing("reschedule", NOT_FINISHED, order_id, at) as order:
            ship_by = to_milliseconds(ship_by)
            order.deliver_by += ship_by - order.ship_by
            order.ship_by = ship_by
        return order

    def ship(
        self, order_id, quantities=None, carrier='UPS', tracking=None, at=None,
        serial_numbers=None,
    ):
        """Ship an order: Amazon does it for FBA, the merchant with a package for FBM.

        :param str order_id: Amazon's order id.
        :param dict quantities: How many of which SKU (or order item id); all that is left by
                                default.
        :param str carrier: The carrier of the package (FBM).
        :param str tracking: Its tracking number (FBM); an invented one by default.
        :param datetime.datetime at: When; now by default.
        :param dict serial_numbers: Those of the units shipped, by SKU (or order item id); Amazon
                                    tells them for some products.
        :rtype: Order
        :raise ShopError: If the order cannot be shipped, or not that much of it.
        """
        with self._doing("ship", OPEN, order_id, at) as order:
            numbers = _by_item(order, serial_numbers or {})
            package = self._ship(order, order.updated, quantities, carrier, tracking)
            for item, new in numbers:
                item.serial_numbers = [*item.serial_numbers, *new]
            if package:
                self.notices.append(Notice.of(order, package))
        return order

    # === WHAT THE SELLER DOES === #

    def confirm_shipment(self, order_id, package, at=None, may_be_untracked=False):
        """Take the seller's word that a package is on its way, and tell the buyer.

        A package of the same reference is an earlier one that turned out to be different.

        :param str order_id: Amazon's order id.
        :param Package package: The package.
        :param datetime.datetime at: When the seller said so; now by default.
        :param bool may_be_untracked: Whether letters need no tracking number, where Amazon allows
                                      that.
        :rtype: Order
        :raise ShipmentRefused: If Amazon does not believe it.
        """
        with self._changing(order_id, at) as order:
            check_package(order, package, self._clock.now(), may_be_untracked)
            told = self.notices if order.package(package.reference) is None else self.edits
            told.append(Notice.of(order, package))
            order.put(package)
        return order

    # === INSIDE === #

    @contextlib.contextmanager
    def _doing(self, deed, statuses, order_id, at):
        """Change an order that has one of some statuses; see `check_status` for the deed."""
        with self._changing(order_id, at) as order:
            check_status(order, statuses, deed)
            yield order

    def _ship(self, order, moment, quantities=None, carrier='UPS', tracking=None):
        """Ship units of an order: all that are left by default.

        :return: The package, where the merchant sends one.
        :rtype: Package | None
        """
        shipped = units_to_ship(order, quantities)
        if order.channel != MERCHANT:
            order.add_shipped(shipped)
            return None
        package = Package(
            reference=order.next_reference(),
            carrier=carrier,
            tracking=tracking or f'1Z{self.rng.randrange(10**15, 10**16)}',
            shipped=moment,
            quantities=shipped,
        )
        order.put(package)
        return package


def cancel_unshipped(order, by, reason):
    """Cancel what is left to ship; see `Order.cancel_down_to`."""
    order.cancel_down_to(
        {item.order_item_id: item.shipped for item in order.items}, by, reason)


def _set_cancel_request(order, reason):
    for item in order.items:
        item.cancel_request = reason


def _by_item(order, values):
    """Return pairs of an item and its value, given the values by SKU (or order item id)."""
    return [(order.item(key), value) for key, value in values.items()]


def units_to_ship(order, quantities):
    """Return how many units are shipped now, by order item id."""
    if quantities is None:
        quantities = {item.order_item_id: item.unshipped for item in order.items}
    shipped = {}
    for item, quantity in _by_item(order, quantities):
        if not 0 <= quantity <= item.unshipped:
            raise ShopError(
                f"Only {item.unshipped} of {item.sku} are left to ship, not {quantity}.")
        if quantity:
            shipped[item.order_item_id] = quantity
    if not shipped:
        raise ShopError(f"Nothing of order {order.order_id} is shipped.")
    return shipped


def _remaining(order, quantities):
    """Return how many units remain ordered of the items that are named, by order item id."""
    named = _by_item(order, quantities)
    for item, quantity in named:
        if not item.shipped <= quantity <= item.quantity:
            raise ShopError(
                f"Of {item.sku} {item.quantity} are ordered and {item.shipped} shipped: "
                f"{quantity} cannot remain.")
    if all(quantity == item.quantity for item, quantity in named):
        raise ShopError(f"Nothing of order {order.order_id} is canceled.")
    return {item.order_item_id: quantity for item, quantity in named}
