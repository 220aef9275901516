"""Whose parcels Amazon is not told of by `confirmShipment`, and where letters need no number."""

# Programs of orders, in lower case, see `Order.programs` in the model orders_2026-01-01.json of
# https://github.com/amzn/selling-partner-api-models. Amazon knows of these parcels by the label or
# the pickup that it arranges itself; of Ship+ it documents that it refuses to be told:
# https://developer-docs.amazon.com/sp-api/docs/confirm-the-shipment-status
BY_AMAZONS_LABEL = ('fbm_ship_plus', 'amazon_easy_ship', 'delivery_by_amazon')
# The buyer fetches it; the seller says so in Seller Central (or by `updateShipmentStatus`).
BY_PICKUP = ('in_store_pick_up',)
NOT_TOLD = BY_AMAZONS_LABEL + BY_PICKUP

# Countries of marketplaces that take letters without tracking. `confirmShipment` wants a number all
# the same, feeds do not: issue 4329 of https://github.com/amzn/selling-partner-api-models. Source:
# Tracking FAQ of Seller Central in these countries,
# https://sellercentral.amazon.co.uk/gp/help/external/help.html?itemID=202068180
LETTERS_WITHOUT_TRACKING = frozenset({
    'BE', 'DE', 'ES', 'FR', 'GB', 'IE', 'IT', 'NL', 'PL', 'SE',
})


def way_of(programs):
    """Return the program that says how Amazon gets to know of an order's parcels.

    :param programs: Amazon's words of the order's programs, in lower case.
    :type programs: list[str]
    :return: one of `NOT_TOLD`; '' if Amazon is told.
    :rtype: str
    """
    return next((program for program in NOT_TOLD if program in programs), '')
