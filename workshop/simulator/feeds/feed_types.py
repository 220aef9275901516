"""The types of feeds that are known, each in a folder of its own.

A processor gets the feed, the document, the seller's id and their shop; it does what the document
says and returns a report: what it came to, and how that is written.
"""
from ..marketplace.roles import TAX_INVOICING
from .order_fulfillment.behaviour import confirm_shipments
from .vat_invoice.behaviour import receive_invoice

PROCESSORS = {
    'POST_ORDER_FULFILLMENT_DATA': confirm_shipments,
    'UPLOAD_VAT_INVOICE': receive_invoice,
}
# The role that an application must hold to create such a feed, where it takes one that others have
# not: https://developer-docs.amazon.com/sp-api/docs/feed-type-values.
ROLES_NEEDED = {
    'UPLOAD_VAT_INVOICE': TAX_INVOICING,
}
