"""What Amazon does when it is called; `processing` is what it does without being asked."""
from ..core.errors import not_found
from ..core.pages import cut_page
from ..core.parameters import check_names
from .answers import document_to_wire, found_reports, report_to_wire
from .requests import Search, read_specification, wants_encoding_in_header


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
    search = Search.read(call)
    found = (
        (-number, report) for number, report in enumerate(call.seller.reports)
        if _matches(report, search, call.now))
    page = cut_page(found, search.size, search.after_key)
    next_token = None if page.next_key is None else search.token_after(page.next_key)
    return found_reports(page.entries, next_token, call.now)


def get_report_document(call, document_id):
    """Answer `getReportDocument`.

    :param Call call: The call.
    :param str document_id: The document's id.
    :return: Amazon's `ReportDocument`.
    :rtype: dict
    :raise ApiError: If Amazon would refuse the request.
    """
    in_header = wants_encoding_in_header(call)
    documents = call.app.documents
    document = documents.find(call.seller.seller_id, document_id)
    if document is None:
        raise not_found()
    encoding = 'gzip' if document.is_compressed and in_header else None
    return document_to_wire(document, documents.download_link(document, call.port, encoding))


def _matches(report, search, now):
    marketplaces = set(report.wanted.marketplace_ids)
    return (
        report.wanted.report_type in search.types
        and (not search.marketplaces or marketplaces & set(search.marketplaces))
        and (not search.statuses or report.status(now) in search.statuses)
        and search.since <= report.created <= search.until
    )
