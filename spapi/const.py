"""The wire contract: Amazon's words and numbers that this package relies on."""
import re
from types import MappingProxyType

# https://developer-docs.amazon.com/sp-api/docs/sp-api-endpoints
REGIONS = ('na', 'eu', 'fe')
PRODUCTION_URL = 'https://sellingpartnerapi-{region}.amazon.com'
SANDBOX_URL = 'https://sandbox.sellingpartnerapi-{region}.amazon.com'

# https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api
LWA_URL = 'https://api.amazon.com/auth/o2/token'

# https://developer-docs.amazon.com/sp-api/docs/include-a-user-agent-header-in-all-requests
USER_AGENT = 'amazon_connector/17.0 (Language=Python)'

# https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits
RATE_HEADER = 'x-amzn-RateLimit-Limit'

# What is asked of each order, in `searchOrders` and in `getOrder`. One set, never another: Amazon
# takes a page's token back only with the parameters it was given for, and an order must look the
# same whichever way it came.
# `includedData` of `searchOrders` and `getOrder` in the model orders_2026-01-01.json of
# https://github.com/amzn/selling-partner-api-models
INCLUDED_DATA = (
    'BUYER',  # the customer
    'RECIPIENT',  # the delivery address
    'PROCEEDS',  # all amounts
    'CANCELLATION',  # what buyers ask to cancel
    'FULFILLMENT',  # status and channel, quantities shipped, gift messages
    'PACKAGES',  # what Amazon was told of parcels
    'TAX',  # the buyer's VAT number, who remits the tax
)
# Not asked: PROMOTION (identifiers; the amounts are in PROCEEDS), EXPENSE (points that the seller
# grants), PAYMENT (how the buyer paid), FULFILLMENT_ORDERS (Easy Ship).

MAX_ORDERS_PER_PAGE = 100
# More than Amazon gives or takes: whoever sends so many means no good, or is out of order.
ABSURDLY_MANY_ORDERS = 10 * MAX_ORDERS_PER_PAGE
ABSURDLY_MANY_ITEMS = 1000

# What Amazon's references of orders look like, and some more: 111-1234567-1234567, S02-…
ORDER_REF = re.compile(r'[A-Za-z0-9-]{1,40}')

# `FulfillmentStatus` in the same model
STATUSES = frozenset({
    'pending_availability',
    'pending',
    'unshipped',
    'partially_shipped',
    'shipped',
    'cancelled',
    'unfulfillable',
})
# Orders that were sold: in all others Amazon may leave out amounts, or zero them.
SOLD_STATUSES = frozenset({'unshipped', 'partially_shipped', 'shipped'})
# `OrderFulfillment.fulfilledBy`
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

# https://developer-docs.amazon.com/sp-api/docs/feed-type-values
FULFILLMENT_FEED = 'POST_ORDER_FULFILLMENT_DATA'
# The same where the document is announced and where it is uploaded, or the upload is refused.
FEED_CONTENT_TYPE = 'text/xml; charset=UTF-8'
# `Feed.processingStatus` in the model feeds_2021-06-30.json, in lower case
FEED_STATUSES = frozenset({'in_queue', 'in_progress', 'done', 'cancelled', 'fatal'})
MAX_FEEDS_PER_PAGE = 100
# What Amazon's references of feeds and their documents look like, and some more: 50039018869,
# amzn1.tortuga.4.eu.…
FEED_REF = re.compile(r'[A-Za-z0-9][A-Za-z0-9._-]{0,199}')
