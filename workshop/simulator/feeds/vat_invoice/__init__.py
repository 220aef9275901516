"""The feed UPLOAD_VAT_INVOICE: an invoice, or a credit note, as PDF; what it is about is said beside.

See https://developer-docs.amazon.com/sp-api/docs/create-and-upload-invoices.
"""
