"""The states that Amazon has an order in, and their groups.

What is done with an order in each of them, `lib/decisions.py` says; what people read,
`amazon_status` of `models/order/amazon_order.py`.

See `FulfillmentStatus` in the model orders_2026-01-01.json of
https://github.com/amzn/selling-partner-api-models; here the words are in lower case. One more is
in https://developer-docs.amazon.com/sp-api/docs/orders-api-migration-guide: INVOICE_UNCONFIRMED.
"""

PENDING_AVAILABILITY = 'pending_availability'
PENDING = 'pending'
INVOICE_UNCONFIRMED = 'invoice_unconfirmed'
UNSHIPPED = 'unshipped'
PARTIALLY_SHIPPED = 'partially_shipped'
SHIPPED = 'shipped'
CANCELLED = 'cancelled'
UNFULFILLABLE = 'unfulfillable'

# Not to be worked on yet: not paid, not released, or the buyer's invoice is not confirmed.
PENDING_STATUSES = frozenset({PENDING_AVAILABILITY, PENDING, INVOICE_UNCONFIRMED})
# Something is left to ship.
OPEN_STATUSES = frozenset({UNSHIPPED, PARTIALLY_SHIPPED})
# Orders that were sold: in all others Amazon may leave out amounts, or zero them.
SOLD_STATUSES = OPEN_STATUSES | {SHIPPED}
# Nothing of it will be shipped that was not.
DEAD_STATUSES = frozenset({CANCELLED, UNFULFILLABLE})
# Nothing is left to do for the seller.
CLOSED_STATUSES = DEAD_STATUSES | {SHIPPED}
STATUSES = PENDING_STATUSES | SOLD_STATUSES | DEAD_STATUSES
# What `searchOrders` takes as a filter: the model does not know the rest.
SEARCHABLE_STATUSES = STATUSES - {INVOICE_UNCONFIRMED}
