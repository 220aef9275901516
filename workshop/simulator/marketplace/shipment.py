"""What Amazon checks before it believes that a package is on its way.

The texts are Amazon's where they are known; see `confirmShipment` in the model ordersV0.json of
amzn/selling-partner-api-models, and issue 5037 of that repository.
"""
import re

from .carriers import CARRIER_CODES, OTHER
from .vocabulary import CANCELLED, CONFIRMABLE, MERCHANT, NOT_TO_CONFIRM, SHIPPED

# The result codes of Amazon's processing reports.
INVALID_DATA = 18028
TOO_MANY = 18021
_REFERENCE = re.compile(r'0*[1-9]\d*', re.ASCII)
# Where letters without tracking may be sent: Seller Central, "Tracking FAQ" of these countries.
# That feeds take them, says issue 4329 of that repository.
_LETTERS_ALLOWED_IN = ('BE', 'DE', 'ES', 'FR', 'GB', 'IE', 'IT', 'NL', 'PL', 'SE')
_ORDINARY_TRACKING = re.compile(r'(?=.*\d)[\w ./-]+', re.ASCII)


class ShipmentRefused(Exception):
    """Amazon does not believe it. `code` is what a processing report calls that."""

    def __init__(self, message, code=INVALID_DATA, order_item_id=None):
        super().__init__(message)
        self.code = code
        self.order_item_id = order_item_id


def check_package(order, package, now, may_be_untracked=False):
    """Check what the seller tells about a package: a new one, or an edit of one of the order's.

    :param Order order: The order.
    :param Package package: What the seller tells.
    :param datetime.datetime now: The time.
    :param bool may_be_untracked: Whether letters need no tracking number, where Amazon allows that.
    :raise ShipmentRefused: If Amazon would not take it.
    """
    _check_order(order)
    _check_reference(package.reference)
    _check_carrier(package)
    if not package.tracking.strip() and not (
        may_be_untracked and order.marketplace.country in _LETTERS_ALLOWED_IN
    ):
        raise ShipmentRefused("TrackingNumber: is required.")
    if package.shipped > now:
        raise ShipmentRefused("ShipDate: is invalid, must not be in the future.")
    edited = order.package(package.reference)
    if edited is not None and edited.status == CANCELLED:
        edited = None
    if edited is None and (order.status == SHIPPED or _is_all_labelled(order)):
        raise ShipmentRefused(
            "Failed to create package due to not finding a matching package or order already "
            "fulfilled. ErrorMessage(errorCode=GeneralError, errorDescription=Unable to find "
            f"package to update for order ({order.order_id}), "
            "errorMetric=PackageToUpdateNotFound, packageIndex=null)")
    _check_quantities(order, package, edited)


def is_ordinary_tracking(tracking):
    """Return whether a tracking number looks like one: Amazon takes others too, with a warning.

    :param str tracking: The tracking number.
    :rtype: bool
    """
    return bool(_ORDINARY_TRACKING.fullmatch(tracking))


def _check_order(order):
    if order.channel != MERCHANT:
        raise ShipmentRefused(
            f"Order {order.order_id} is fulfilled by Amazon: its shipment cannot be confirmed.")
    if order.status == CANCELLED:
        raise ShipmentRefused(
            "ErrorCode: NonexistentOrderItem Description: Failed to find order item list by "
            f"order ID: {order.order_id}")
    if order.status not in CONFIRMABLE:
        raise ShipmentRefused(
            f"Order {order.order_id} is {order.status}: its shipment cannot be confirmed yet.")


    if set(order.programs) & set(NOT_TO_CONFIRM):
        raise ShipmentRefused(
            f"Order {order.order_id} does not support this operation: it does not require manual "
            "confirmation.")


def _is_all_labelled(order):
    return all(item.unshipped == order.labelled(item.order_item_id) for item in order.items)


def _check_reference(reference):
    if not _REFERENCE.fullmatch(reference):
        raise ShipmentRefused(
            "PackageReferenceId: is invalid, must be a positive numeric value.")


def _check_carrier(package):
    if package.carrier not in CARRIER_CODES:
        raise ShipmentRefused(
            "ErrorCode: InvalidCarrier Description: Selected carrier is not supported: "
            f"{package.carrier}")
    if package.carrier == OTHER and not (package.carrier_name or '').strip():
        raise ShipmentRefused("CarrierName: is required when CarrierCode is Other.")


def _check_quantities(order, package, edited):
    if not package.quantities:
        raise ShipmentRefused("OrderItems: is required.")
    # An item that is canceled is none to Amazon.
    known = {item.order_item_id: item for item in order.items if item.quantity}
    for order_item_id, quantity in package.quantities.items():
        if order_item_id not in known:
            raise ShipmentRefused(
                f"ErrorCode: NonexistentOrderItem Description: OrderItemId {order_item_id} is "
                "invalid, please obtain the value through the getOrderItems API or Manage Orders "
                "page", order_item_id=order_item_id)
        if quantity < 1:
            raise ShipmentRefused(
                "Quantity: is invalid, must be a positive numeric value.",
                order_item_id=order_item_id)
        already = edited.quantities.get(order_item_id, 0) if edited else 0
        left = known[order_item_id].unshipped - order.labelled(order_item_id) + already
        if quantity > left:
            raise ShipmentRefused(
                f"The quantity {quantity} of order item {order_item_id} is larger than the "
                f"quantity that can be fulfilled: {left}.", TOO_MANY, order_item_id)
