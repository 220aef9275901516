from dataclasses import dataclass

from ..core.fields import Fields
from ..core.lenient_fields import LenientFields


@dataclass(frozen=True)
class Participation:
    """A marketplace, and whether the seller sells there.

    See `MarketplaceParticipation` in the model sellers.json of
    https://github.com/amzn/selling-partner-api-models.

    What is unreadable of the rest is '', and False.

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
        :raise Unreadable: if it has no identifier, or if whether the seller sells there is not
            readable.
        """
        fields = Fields(value, "the marketplace")
        lenient = LenientFields.of(fields)
        marketplace = lenient.section('marketplace')
        return cls(
            marketplace_ref=fields.section('marketplace').required_text('id', "identifier"),
            name=marketplace.text('name', "name"),
            country_code=marketplace.text('countryCode', "country"),
            currency=marketplace.text('defaultCurrencyCode', "currency"),
            domain=marketplace.text('domainName', "domain"),
            store_name=lenient.text('storeName', "store name"),
            is_participating=fields.section('participation').flag(
                'isParticipating', "participation"
            ),
            has_suspended_listings=lenient.section('participation').flag(
                'hasSuspendedListings', "suspension"
            ),
        )
