"""The types of feeds that are known, each in a folder of its own.

A processor gets the document (bytes), the seller's id, their shop, the feed's id, and how many
messages are to be read (None for all); it does what they say and returns a `ProcessingReport`.
"""
from .order_fulfillment.behaviour import confirm_shipments

PROCESSORS = {
    'POST_ORDER_FULFILLMENT_DATA': confirm_shipments,
}
