"""The operations of the Reports API, version 2021-06-30: their requests, and how often."""
from types import MappingProxyType

from ..core.library import AmazonRequests, library
from ..core.limits import Limit

# The "Usage Plan" tables in the model reports_2021-06-30.json of
# https://github.com/amzn/selling-partner-api-models
LIMITS = MappingProxyType({
    'createReport': Limit(rate=0.0167, burst=15),
    'getReport': Limit(rate=2, burst=15),
    'getReports': Limit(rate=0.0222, burst=10),
    'getReportDocument': Limit(rate=0.0167, burst=15),
})


class ReportsRequests(AmazonRequests, library.Reports):
    """Requests of the Reports API, version 2021-06-30."""

    def get_report_document(self, document_ref):
        """Ask where a document is. (The library goes on to download it, and hides errors.)"""
        return self._request(f'/reports/2021-06-30/documents/{document_ref}')
