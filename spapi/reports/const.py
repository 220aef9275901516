"""The Reports API's words and numbers that this package relies on."""
from types import MappingProxyType

# https://developer-docs.amazon.com/sp-api/docs/report-type-values-invoice-data
VAT_INVOICES = 'GET_FLAT_FILE_VAT_INVOICE_DATA_REPORT'
# That page names the option `all`, and gives `ReportOption=All` as the example. What is not known
# to the report is ignored by it, and then it is silent about all that waits for no invoice.
ALL_INVOICES = MappingProxyType({'all': 'true', 'ReportOption=All': 'true'})
