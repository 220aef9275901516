"""What Amazon does when it is told of a shipment."""
from ..core.errors import not_found
from ..core.parameters import check_marketplaces
from ..marketplace.shipment import ShipmentRefused
from .errors import no_cash_on_delivery, other_marketplace, refused_shipment
from .requests import Confirmation


def confirm_shipment(call, order_id):
    """Answer `confirmShipment`: with nothing, if Amazon takes the package.

    :param Call call: The call.
    :param str order_id: Amazon's order id.
    :raise ApiError: If Amazon would refuse the request.
    """
    confirmation = Confirmation.read(call.body())
    shop = call.seller.shop
    if order_id not in shop:
        raise not_found()
    if confirmation.marketplace_id != shop.order(order_id).marketplace.id:
        raise other_marketplace(order_id)
    check_marketplaces([confirmation.marketplace_id], call.seller)
    if confirmation.cash_on_delivery not in (None, 'DirectPayment'):
        raise no_cash_on_delivery()
    try:
        shop.confirm_shipment(order_id, confirmation.package)
    except ShipmentRefused as refusal:
        raise refused_shipment(refusal) from None
