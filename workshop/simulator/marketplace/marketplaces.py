"""Amazon's marketplaces.

See https://developer-docs.amazon.com/sp-api/docs/marketplace-ids.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Marketplace:
    """One of Amazon's shops, with the currency and language its customers see."""

    id: str
    country: str
    name: str
    currency: str
    language: str
    domain: str


MARKETPLACES = [
    Marketplace('A2EUQ1WTGCTBG2', 'CA', 'Amazon.ca', 'CAD', 'en_CA', 'www.amazon.ca'),
    Marketplace('ATVPDKIKX0DER', 'US', 'Amazon.com', 'USD', 'en_US', 'www.amazon.com'),
    Marketplace('A1AM78C64UM0Y8', 'MX', 'Amazon.com.mx', 'MXN', 'es_MX', 'www.amazon.com.mx'),
    Marketplace('A2Q3Y263D00KWC', 'BR', 'Amazon.com.br', 'BRL', 'pt_BR', 'www.amazon.com.br'),
    Marketplace('A28R8C7NBKEWEA', 'IE', 'Amazon.ie', 'EUR', 'en_IE', 'www.amazon.ie'),
    Marketplace('A1RKKUPIHCS9HS', 'ES', 'Amazon.es', 'EUR', 'es_ES', 'www.amazon.es'),
    Marketplace('A1F83G8C2ARO7P', 'GB', 'Amazon.co.uk', 'GBP', 'en_GB', 'www.amazon.co.uk'),
    Marketplace('A13V1IB3VIYZZH', 'FR', 'Amazon.fr', 'EUR', 'fr_FR', 'www.amazon.fr'),
    Marketplace('AMEN7PMS3EDWL', 'BE', 'Amazon.com.be', 'EUR', 'fr_BE', 'www.amazon.com.be'),
    Marketplace('A1805IZSGTT6HS', 'NL', 'Amazon.nl', 'EUR', 'nl_NL', 'www.amazon.nl'),
    Marketplace('A1PA6795UKMFR9', 'DE', 'Amazon.de', 'EUR', 'de_DE', 'www.amazon.de'),
    Marketplace('APJ6JRA9NG5V4', 'IT', 'Amazon.it', 'EUR', 'it_IT', 'www.amazon.it'),
    Marketplace('A2NODRKZP88ZB9', 'SE', 'Amazon.se', 'SEK', 'sv_SE', 'www.amazon.se'),
    Marketplace('AE08WJ6YKNBMC', 'ZA', 'Amazon.co.za', 'ZAR', 'en_ZA', 'www.amazon.co.za'),
    Marketplace('A1C3SOZRARQ6R3', 'PL', 'Amazon.pl', 'PLN', 'pl_PL', 'www.amazon.pl'),
    Marketplace('ARBP9OOSHTCHU', 'EG', 'Amazon.eg', 'EGP', 'ar_EG', 'www.amazon.eg'),
    Marketplace('A33AVAJ2PDY3EV', 'TR', 'Amazon.com.tr', 'TRY', 'tr_TR', 'www.amazon.com.tr'),
    Marketplace('A17E79C6D8DWNP', 'SA', 'Amazon.sa', 'SAR', 'ar_SA', 'www.amazon.sa'),
    Marketplace('A2VIGQ35RCS4UG', 'AE', 'Amazon.ae', 'AED', 'en_AE', 'www.amazon.ae'),
    Marketplace('A21TJRUUN4KGV', 'IN', 'Amazon.in', 'INR', 'en_IN', 'www.amazon.in'),
    Marketplace('A19VAU5U5O7RUS', 'SG', 'Amazon.sg', 'SGD', 'en_SG', 'www.amazon.sg'),
    Marketplace('A39IBJ37TRP1C6', 'AU', 'Amazon.com.au', 'AUD', 'en_AU', 'www.amazon.com.au'),
    Marketplace('A1VC38T7YXB528', 'JP', 'Amazon.co.jp', 'JPY', 'ja_JP', 'www.amazon.co.jp'),
]

_BY_NAME = {name: shop for shop in MARKETPLACES for name in (shop.id, shop.country)}


def find_marketplace(name):
    """Return a marketplace by its id or country code.

    :param str name: The id (`ATVPDKIKX0DER`) or the code (`US`).
    :rtype: Marketplace
    :raise LookupError: If Amazon has no such marketplace.
    """
    try:
        return _BY_NAME[name]
    except KeyError:
        raise LookupError(f"Amazon has no marketplace {name!r}.") from None
