"""The VAT invoice data report (VIDR).

See https://developer-docs.amazon.com/sp-api/docs/report-type-values-invoice-data, and the columns
in https://developer-docs.amazon.com/sp-api/docs/invoice-data-reports-attributes.
"""
