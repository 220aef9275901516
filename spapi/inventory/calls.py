from ..core.connection import Connection
from ..core.times import write_time
from .operations import InventoryRequests


class InventoryApi(Connection):
    """What of a seller's goods lies at Amazon. For errors see `SellingPartner`."""

    def check_inventory(self, marketplace_ref, since):
        """Check that Amazon tells what lies there.

        See `getInventorySummaries` in the model fbaInventory.json of
        https://github.com/amzn/selling-partner-api-models.

        :param str marketplace_ref: Amazon's id of a marketplace.
        :param datetime since: what changed since then is asked for: a little is enough (aware).
        :raise AmazonError: see the class. `Unauthorized`, if it does not.
        """
        with self._ask(
            'getInventorySummaries',
            InventoryRequests,
            lambda api: api.get_inventory_summary_marketplace(
                granularityId=marketplace_ref,
                marketplaceIds=marketplace_ref,
                startDateTime=write_time(since),
            ),
            'payload',
            dict,
        ):
            pass
