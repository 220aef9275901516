"""The operations, with their URLs and Amazon's usage plans."""
from ..core.endpoint import Operation
from ..core.limits import Plan
from ..marketplace.roles import AMAZON_FULFILLMENT, PRODUCT_LISTING
from .behaviour import get_inventory_summaries

ENDPOINTS = [
    Operation(
        'getInventorySummaries', 'GET', '/fba/inventory/v1/summaries', get_inventory_summaries,
        Plan(2, 2), roles=frozenset({AMAZON_FULFILLMENT, PRODUCT_LISTING})),
]
