"""The operation of the Finances API, version 2024-06-19: its requests, and how often."""
from types import MappingProxyType

from ..core.library import AmazonRequests, library
from ..core.limits import Limit

# The "Usage plan" table in the model finances_2024-06-19.json of
# https://github.com/amzn/selling-partner-api-models
LIMITS = MappingProxyType({
    'listTransactions': Limit(rate=0.5, burst=10),
})


class FinancesRequests(AmazonRequests, library.FinancesV20240619):
    """Requests of the Finances API, version 2024-06-19. (The library's default is the oldest.)"""
