"""The operations, with their URLs and Amazon's usage plans."""
from ..core.endpoint import Operation
from ..core.limits import Plan
from ..marketplace.roles import PRODUCT_LISTING
from .behaviour import search_listings_items

ENDPOINTS = [
    Operation(
        'searchListingsItems', 'GET', '/listings/2021-08-01/items/<seller_id>',
        search_listings_items, Plan(5, 5), roles=frozenset({PRODUCT_LISTING})),
]
