"""The operations of the Orders API, version 2026-01-01: their requests, and how often."""
from types import MappingProxyType

from ..core.library import AmazonRequests, library
from ..core.limits import Limit

# The "Usage Plan" tables in the model orders_2026-01-01.json of
# https://github.com/amzn/selling-partner-api-models
LIMITS = MappingProxyType({
    'searchOrders': Limit(rate=0.0056, burst=20),
    'getOrder': Limit(rate=0.5, burst=30),
})


class OrdersRequests(AmazonRequests, library.OrdersV20260101):
    """Requests of the Orders API, version 2026-01-01. (The library's default is the oldest one.)"""
