from ..core.connection import Connection
from ..core.errors import Unavailable
from ..core.fields import Unreadable
from .operations import SellersRequests
from .participation import Participation


class SellersApi(Connection):
    """What a seller is registered for. For errors see `SellingPartner`."""

    def marketplace_participations(self):
        """Return the marketplaces that the seller has a registration for.

        See `getMarketplaceParticipations` in the model sellers.json of
        https://github.com/amzn/selling-partner-api-models.

        :rtype: list[Participation]
        :raise AmazonError: see the class.
        """
        with self._ask(
            'getMarketplaceParticipations',
            SellersRequests,
            lambda api: api.get_marketplace_participation(),
            'payload',
            list,
        ) as (payload, _content):
            try:
                return [Participation.from_wire(value) for value in payload]
            except Unreadable as error:
                raise Unavailable(f"Amazon's list of marketplaces is not usable. {error}") from None

    def check_credentials(self):
        """Test the credentials themselves, not a token that they gave earlier.

        :return: as `marketplace_participations`.
        :rtype: list[Participation]
        :raise AmazonError: see the class.
        """
        self._tokens.forget()
        return self.marketplace_participations()
