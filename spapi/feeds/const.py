"""The Feeds API's words and numbers that this package relies on."""
import re

# https://developer-docs.amazon.com/sp-api/docs/feed-type-values
FULFILLMENT_FEED = 'POST_ORDER_FULFILLMENT_DATA'
INVOICE_FEED = 'UPLOAD_VAT_INVOICE'
# The role that lets an application create it.
INVOICE_ROLE = 'Tax Invoicing'
# The same where the document is announced and where it is uploaded, or the upload is refused.
FEED_CONTENT_TYPE = 'text/xml; charset=UTF-8'
INVOICE_CONTENT_TYPE = 'application/pdf'
# `Feed.processingStatus` in the model feeds_2021-06-30.json, in lower case
FEED_STATUSES = frozenset({'in_queue', 'in_progress', 'done', 'cancelled', 'fatal'})
MAX_FEEDS_PER_PAGE = 100
# What Amazon's references of feeds and their documents look like, and some more: 50039018869,
# amzn1.tortuga.4.eu.…
FEED_REF = re.compile(r'[A-Za-z0-9][A-Za-z0-9._-]{0,199}')
