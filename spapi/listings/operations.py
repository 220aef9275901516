"""The operation of the Listings Items API, version 2021-08-01: its requests, and how often."""
from types import MappingProxyType

from ..core.library import AmazonRequests, library
from ..core.limits import Limit

# The "Usage Plan" table in the model listingsItems_2021-08-01.json of
# https://github.com/amzn/selling-partner-api-models
LIMITS = MappingProxyType({
    'searchListingsItems': Limit(rate=5, burst=5),
})


class ListingsRequests(AmazonRequests, library.ListingsItemsV20210801):
    """Requests of the Listings Items API, version 2021-08-01."""
