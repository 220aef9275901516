"""What Amazon does when it is called; `processing` is what it does without being asked."""
from ..core.errors import not_found
from ..core.parameters import check_names
from ..core.search_of_work import downloadable, found
from .answers import report_to_wire
from .requests import Search, read_specification


def create_report(call):
    """Answer `createReport`.

    :param Call call: The call.
    :return: Amazon's `CreateReportResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    report = call.seller.reports.order(read_specification(call))
    return {'reportId': report.report_id}


def get_report(call, report_id):
    """Answer `getReport`.

    :param Call call: The call.
    :param str report_id: The report's id.
    :return: Amazon's `Report`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    check_names(call.parameters)
    report = call.seller.reports.find(report_id)
    if report is None:
        raise not_found()
    return report_to_wire(report, call.now)


def get_reports(call):
    """Answer `getReports`: the latest first.

    :param Call call: The call.
    :return: Amazon's `GetReportsResponse`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    entries, next_token = Search.read(call).page(call.seller.reports, call.now)
    return found('reports', [report_to_wire(report, call.now) for report in entries], next_token)


def get_report_document(call, document_id):
    """Answer `getReportDocument`.

    :param Call call: The call.
    :param str document_id: The document's id.
    :return: Amazon's `ReportDocument`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    return downloadable(call, 'reportDocumentId', document_id)
