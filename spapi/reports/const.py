"""The Reports API's words and numbers that this package relies on."""
import re
from types import MappingProxyType

# https://developer-docs.amazon.com/sp-api/docs/report-type-values-invoice-data
VAT_INVOICES = 'GET_FLAT_FILE_VAT_INVOICE_DATA_REPORT'
# That page names the option `all`, and gives `ReportOption=All` as the example. What is not known
# to the report is ignored by it, and then it is silent about all that waits for no invoice.
ALL_INVOICES = MappingProxyType({'all': 'true', 'ReportOption=All': 'true'})
# Of orders that were placed within so many days.
MAX_DAYS = 30
# `CreateReportSpecification.marketplaceIds` in the model reports_2021-06-30.json
MAX_MARKETPLACES = 25
# `Report.processingStatus` there, in lower case
REPORT_STATUSES = frozenset({'in_queue', 'in_progress', 'done', 'cancelled', 'fatal'})
MAX_REPORTS_PER_PAGE = 100
# What Amazon's references of reports and their documents look like, and some more.
REPORT_REF = re.compile(r'[A-Za-z0-9][A-Za-z0-9._-]{0,199}')
