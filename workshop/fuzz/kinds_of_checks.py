"""Answers to the calls that find out what an application may do: nothing but a refusal is read."""
from datetime import datetime, timezone

from ..simulator import SELLER_ID
from .kinds import US, Asked

_SINCE = datetime(2026, 11, 19, tzinfo=timezone.utc)


class Check(Asked):
    """The answer to one of them."""

    share = 0.01

    def check(self, result):
        pass  # It is not looked at: that there is one says all.


class FinancesChecks(Check):
    """Does Amazon tell what it charges and pays?"""

    name = 'finances'

    def sample(self, rng):
        return '{"payload": {"transactions": []}}'

    def ask(self, client):
        return client.check_finances(_SINCE)


class InventoryChecks(Check):
    """Does Amazon tell what lies there?"""

    name = 'inventory'

    def sample(self, rng):
        return (
            '{"payload": {"granularity": {"granularityType": "Marketplace", '
            f'"granularityId": "{US}"}}, "inventorySummaries": []}}}}'
        )

    def ask(self, client):
        return client.check_inventory(US, _SINCE)


class ListingsChecks(Check):
    """Does Amazon tell what the seller offers?"""

    name = 'listings'

    def sample(self, rng):
        return '{"numberOfResults": 0, "items": []}'

    def ask(self, client):
        return client.check_listings(SELLER_ID, US)


KINDS = [FinancesChecks, InventoryChecks, ListingsChecks]
