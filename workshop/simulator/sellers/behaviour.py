"""What Amazon does when it is asked where a seller sells."""
from .answers import participation_to_wire


def get_marketplace_participations(call):
    """Answer `getMarketplaceParticipations`.

    :param Call call: The call.
    :return: Amazon's `GetMarketplaceParticipationsResponse`.
    :rtype: dict
    """
    return {'payload': [participation_to_wire(place) for place in call.seller.participations]}
