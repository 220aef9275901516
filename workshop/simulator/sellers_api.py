"""The Sellers API.

See the model sellers.json of amzn/selling-partner-api-models.
"""


def get_marketplace_participations(seller, parameters, now):
    """Answer `getMarketplaceParticipations`.

    :param Seller seller: Whose participations.
    :return: Amazon's `GetMarketplaceParticipationsResponse`.
    :rtype: dict
    """
    return {'payload': [_participation(participation) for participation in seller.participations]}


def _participation(participation):
    marketplace = participation.marketplace
    return {
        'marketplace': {
            'id': marketplace.id,
            'name': marketplace.name,
            'countryCode': marketplace.country,
            'defaultCurrencyCode': marketplace.currency,
            'defaultLanguageCode': marketplace.language,
            'domainName': marketplace.domain,
        },
        'participation': {
            'isParticipating': participation.is_participating,
            'hasSuspendedListings': participation.has_suspended_listings,
        },
        'storeName': participation.store_name,
    }
