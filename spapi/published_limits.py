from types import MappingProxyType

from . import feeds, finances, inventory, listings, orders, reports, sellers, shipments

# By Amazon's name of the operation.
PUBLISHED_LIMITS = MappingProxyType({
    name: limit
    for api in (orders, shipments, feeds, reports, sellers, finances, listings, inventory)
    for name, limit in api.LIMITS.items()
})
