"""What goes out."""


def participation_to_wire(participation):
    """Return Amazon's `MarketplaceParticipation`.

    :param Participation participation: A seller's place on a marketplace.
    :rtype: dict
    """
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
