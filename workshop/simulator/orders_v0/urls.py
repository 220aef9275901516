"""The operations, with their URLs and Amazon's usage plans."""
from ..core.endpoint import Operation
from ..core.limits import Plan
from ..marketplace.roles import FOR_PARCELS
from .behaviour import confirm_shipment

ENDPOINTS = [
    Operation(
        'confirmShipment', 'POST', '/orders/v0/orders/<order_id>/shipmentConfirmation',
        confirm_shipment, Plan(2, 10), status=204, roles=FOR_PARCELS),
]
