"""The operations, with their URLs and Amazon's usage plans."""
from ..core.endpoint import Operation
from ..core.limits import Plan
from ..marketplace.roles import DIRECT_TO_CONSUMER, PRODUCT_LISTING, SELLER_INSIGHTS
from .behaviour import get_marketplace_participations

ENDPOINTS = [
    Operation(
        'getMarketplaceParticipations', 'GET', '/sellers/v1/marketplaceParticipations',
        get_marketplace_participations, Plan(0.016, 15),
        roles=frozenset({DIRECT_TO_CONSUMER, PRODUCT_LISTING, SELLER_INSIGHTS})),
]
