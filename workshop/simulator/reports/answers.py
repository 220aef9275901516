"""What goes out."""
from ..core.formats import timestamp
from ..marketplace.vocabulary import IN_QUEUE


def report_to_wire(report, now):
    """Return Amazon's `Report`.

    :param Report report: The report.
    :param datetime.datetime now: The time.
    :rtype: dict
    """
    wanted = report.wanted
    wire = {
        'reportId': report.report_id,
        'reportType': wanted.report_type,
        'marketplaceIds': list(wanted.marketplace_ids),
        'dataStartTime': timestamp(wanted.since),
        'dataEndTime': timestamp(wanted.until),
        'createdTime': timestamp(report.created),
        'processingStatus': report.status(now),
    }
    if report.status(now) != IN_QUEUE and report.starts <= (report.ended or now):
        wire['processingStartTime'] = timestamp(report.starts)
    if report.ended:
        wire['processingEndTime'] = timestamp(report.ended)
    if report.document_id:
        wire['reportDocumentId'] = report.document_id
    return wire


def found_reports(reports, next_token, now):
    """Return Amazon's `GetReportsResponse`.

    :param list[Report] reports: The reports of the page.
    :param str next_token: The token of the next page; None if there is none.
    :param datetime.datetime now: The time.
    :rtype: dict
    """
    answer = {'reports': [report_to_wire(report, now) for report in reports]}
    if next_token:
        answer['nextToken'] = next_token
    return answer


def document_to_wire(document, url):
    """Return Amazon's `ReportDocument`.

    :param Document document: The document.
    :param str url: A link to it.
    :rtype: dict
    """
    wire = {'reportDocumentId': document.document_id, 'url': url}
    if document.is_compressed:
        wire['compressionAlgorithm'] = 'GZIP'
    return wire
