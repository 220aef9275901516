"""The operation of the FBA Inventory API, version 1: its requests, and how often."""
from types import MappingProxyType

from ..core.library import AmazonRequests, library
from ..core.limits import Limit

# The "Usage Plan" table in the model fbaInventory.json of
# https://github.com/amzn/selling-partner-api-models
LIMITS = MappingProxyType({
    'getInventorySummaries': Limit(rate=2, burst=2),
})


class InventoryRequests(AmazonRequests, library.Inventories):
    """Requests of the FBA Inventory API, version 1."""
