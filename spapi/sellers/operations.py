"""The operation of the Sellers API, version 1: its requests, and how often."""
from types import MappingProxyType

from ..core.library import AmazonRequests, library
from ..core.limits import Limit

# The "Usage Plan" table in the model sellers.json of
# https://github.com/amzn/selling-partner-api-models
LIMITS = MappingProxyType({
    'getMarketplaceParticipations': Limit(rate=0.016, burst=15),
})


class SellersRequests(AmazonRequests, library.Sellers):
    """Requests of the Sellers API, version 1."""
