"""The operations, with their URLs and Amazon's usage plans."""
from ..core.endpoint import Operation
from ..core.limits import Plan
from ..marketplace.roles import FOR_ORDERS
from .behaviour import get_order, search_orders

ENDPOINTS = [
    Operation(
        'searchOrders', 'GET', '/orders/2026-01-01/orders', search_orders, Plan(0.0056, 20),
        roles=FOR_ORDERS),
    Operation(
        'getOrder', 'GET', '/orders/2026-01-01/orders/<order_id>', get_order, Plan(0.5, 30),
        roles=FOR_ORDERS),
]
