"""How this API says no."""
from ..core.errors import refused_input


def other_marketplace(order_id):
    return refused_input(f"MarketplaceId: is invalid for order {order_id}.")


def no_cash_on_delivery():
    return refused_input("CodCollectionMethod: is invalid.")


def no_ship_date():
    return refused_input("ShipDate: is invalid, must be an ISO 8601 date-time.")


def repeated_item(order_item_id):
    return refused_input(f"OrderItemId {order_item_id} is given more than once.")


def refused_shipment(refusal):
    """Return what is said where Amazon does not believe a shipment (`ShipmentRefused`)."""
    return refused_input(str(refusal))
