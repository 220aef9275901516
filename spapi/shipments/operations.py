"""The operation of the Orders API, version 0, that its successor does not have."""
from types import MappingProxyType

from ..core.library import AmazonRequests, library
from ..core.limits import Limit

# The "Usage Plan" table in the model ordersV0.json of
# https://github.com/amzn/selling-partner-api-models
LIMITS = MappingProxyType({
    'confirmShipment': Limit(rate=2, burst=10),
})


class ShipmentsRequests(AmazonRequests, library.OrdersV0):
    """Requests of the Orders API, version 0."""
