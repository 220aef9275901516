"""The Orders API's words and numbers that this package relies on."""
from types import MappingProxyType

# What is asked of each order, in `searchOrders` and in `getOrder`. One set, never another: Amazon
# takes a page's token back only with the parameters it was given for, and an order must look the
# same whichever way it came.
# `includedData` of `searchOrders` and `getOrder` in the model orders_2026-01-01.json of
# https://github.com/amzn/selling-partner-api-models
INCLUDED_DATA = (
    'BUYER',  # the customer
    'RECIPIENT',  # the delivery address, and what the buyer wants there
    'PROCEEDS',  # all amounts
    'CANCELLATION',  # what buyers ask to cancel
    'FULFILLMENT',  # status and channel, quantities shipped, gift messages, constraints
    'PACKAGES',  # what Amazon was told of parcels
    'TAX',  # the buyer's VAT number, who remits the tax
)
# Not asked: PROMOTION (identifiers; the amounts are in PROCEEDS), EXPENSE (points that the seller
# grants), PAYMENT (how the buyer paid), FULFILLMENT_ORDERS (Easy Ship).

MAX_ORDERS_PER_PAGE = 100
# More than Amazon gives or takes: whoever sends so many means no good, or is out of order.
ABSURDLY_MANY_ORDERS = 10 * MAX_ORDERS_PER_PAGE
ABSURDLY_MANY_ITEMS = 1000

# `OrderFulfillment.fulfilledBy` in the same model
CHANNELS = MappingProxyType({'MERCHANT': 'fbm', 'AMAZON': 'fba'})
# `OrderProceedsBreakdown.type`, `ItemProceedsBreakdown.type` and its `subtype`, as far as they are
# something that the buyer pays for. (TAX and DISCOUNT change what is paid for these.)
CHARGE_KINDS = MappingProxyType({
    'ITEM': 'item',
    'SHIPPING': 'shipping',
    'GIFT_WRAP': 'gift_wrap',
    'COD_FEE': 'cod_fee',
    'OTHER': 'other',
    'DELIVERY_TIP': 'delivery_tip',
})
# What the charges are called that the figures of no item explain.
TAX_OF_ORDER = 'tax'
DISCOUNT_OF_ORDER = 'discount'
DIFFERENCE = 'difference'
# These may take something off what the buyer pays.
SIGNED_KINDS = frozenset({'other', DISCOUNT_OF_ORDER, DIFFERENCE})
# Where the buyer pays the tax on top of the prices that Amazon shows; elsewhere, it is within them.
CURRENCIES_OF_TAX_ON_TOP = frozenset({'USD', 'CAD'})
# `SalesChannel.channelName`: orders of other shops, of which Amazon knows since it ships them.
NON_AMAZON = 'NON_AMAZON'
