from ..core.connection import Connection
from ..core.errors import during
from ..core.references import check_seller_ref
from .operations import ListingsRequests


class ListingsApi(Connection):
    """What a seller offers. For errors see `SellingPartner`."""

    def check_listings(self, seller_ref, marketplace_ref):
        """Check that Amazon tells what a seller offers on a marketplace.

        See `searchListingsItems` in the model listingsItems_2021-08-01.json of
        https://github.com/amzn/selling-partner-api-models.

        :param str seller_ref: the seller's merchant token.
        :param str marketplace_ref: Amazon's id of the marketplace.
        :raise AmazonError: see the class. `Unauthorized`, if it does not.
        """
        with during('searchListingsItems'):
            check_seller_ref(seller_ref)
        with self._ask(
            'searchListingsItems',
            ListingsRequests,
            lambda api: api.search_listings_items(
                seller_ref, marketplaceIds=marketplace_ref, pageSize=1
            ),
            'items',
            list,
        ):
            pass
