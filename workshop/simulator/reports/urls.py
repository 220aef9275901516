"""The operations, with their URLs and Amazon's usage plans."""
from ..core.endpoint import Operation
from ..core.limits import Plan
from .behaviour import create_report, get_report, get_report_document, get_reports

_DOCUMENTS = '/reports/2021-06-30/documents'
_REPORTS = '/reports/2021-06-30/reports'

ENDPOINTS = [
    Operation('createReport', 'POST', _REPORTS, create_report, Plan(0.0167, 15), status=202),
    Operation('getReports', 'GET', _REPORTS, get_reports, Plan(0.0222, 10)),
    Operation('getReport', 'GET', f'{_REPORTS}/<report_id>', get_report, Plan(2, 15)),
    Operation(
        'getReportDocument', 'GET', f'{_DOCUMENTS}/<document_id>', get_report_document,
        Plan(0.0167, 15)),
]
