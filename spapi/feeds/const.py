"""The Feeds API's words and numbers that this package relies on."""
# https://developer-docs.amazon.com/sp-api/docs/feed-type-values
FULFILLMENT_FEED = 'POST_ORDER_FULFILLMENT_DATA'
INVOICE_FEED = 'UPLOAD_VAT_INVOICE'
# The role that lets an application create it.
INVOICE_ROLE = 'Tax Invoicing'
# The same where the document is announced and where it is uploaded, or the upload is refused.
FEED_CONTENT_TYPE = 'text/xml; charset=UTF-8'
INVOICE_CONTENT_TYPE = 'application/pdf'
