"""The Orders API v0: of it only `confirmShipment`, which has no newer counterpart.

See the model ordersV0.json of amzn/selling-partner-api-models, and
https://developer-docs.amazon.com/sp-api/docs/confirm-the-shipment-status.
"""
from .errors import not_found, refused_input
from .order import Package
from .parameters import parse_time
from .shipment import ShipmentRefused


def confirm_shipment(seller, body, now, order_id):
    """Answer `confirmShipment`: with nothing, if Amazon takes the package.

    :param Seller seller: Whose order.
    :param Body body: Amazon's `ConfirmShipmentRequest`.
    :param datetime.datetime now: The time.
    :param str order_id: Amazon's order id.
    :raise ApiError: If Amazon would refuse the request.
    """
    marketplace_id = body.text('marketplaceId')
    cash_on_delivery = body.optional_text('codCollectionMethod')
    package = _read_package(body.object('packageDetail'))
    if order_id not in seller.shop:
        raise not_found()
    if marketplace_id != seller.shop.order(order_id).marketplace.id:
        raise refused_input(f"MarketplaceId: is invalid for order {order_id}.")
    if cash_on_delivery not in (None, 'DirectPayment'):
        raise refused_input("CodCollectionMethod: is invalid.")
    try:
        seller.shop.confirm_shipment(order_id, package)
    except ShipmentRefused as refusal:
        raise refused_input(str(refusal)) from None


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
        raise refused_input("ShipDate: is invalid, must be an ISO 8601 date-time.") from None


def _read_quantities(items):
    quantities = {}
    for item in items:
        order_item_id = item.text('orderItemId')
        if order_item_id in quantities:
            raise refused_input(f"OrderItemId {order_item_id} is given more than once.")
        quantities[order_item_id] = item.integer('quantity')
    return quantities
