from dataclasses import dataclass

from ..core.fields import Fields


@dataclass(frozen=True)
class Participation:
    """A marketplace, and whether the seller sells there.

    See `MarketplaceParticipation` in the model sellers.json of
    https://github.com/amzn/selling-partner-api-models.

    :param str currency: the marketplace's currency, a code of ISO 4217.
    :param str domain: such as 'www.amazon.de'.
    """

    marketplace_ref: str
    name: str
    country_code: str
    currency: str
    domain: str
    store_name: str
    is_participating: bool
    has_suspended_listings: bool

    @classmethod
    def from_wire(cls, value):
        """Return what Amazon says of a marketplace.

        :param value: an element of Amazon's list.
        :rtype: Participation
        :raise Unreadable: if it is not as in Amazon's model.
        """
        fields = Fields(value, "the marketplace")
        marketplace = fields.section('marketplace')
        participation = fields.section('participation')
        return cls(
            marketplace_ref=marketplace.required_text('id', "identifier"),
            name=marketplace.text('name', "name"),
            country_code=marketplace.text('countryCode', "country"),
            currency=marketplace.text('defaultCurrencyCode', "currency"),
            domain=marketplace.text('domainName', "domain"),
            store_name=fields.text('storeName', "store name"),
            is_participating=participation.flag('isParticipating', "participation"),
            has_suspended_listings=participation.flag('hasSuspendedListings', "suspension"),
        )
