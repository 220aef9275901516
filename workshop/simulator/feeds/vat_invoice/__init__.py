"""The feed UPLOAD_VAT_INVOICE: an invoice, or a credit note, as PDF; the options say which.

See https://developer-docs.amazon.com/sp-api/docs/create-and-upload-invoices.
"""
