"""What goes out."""
from ..core.formats import timestamp
from ..core.search_of_work import progress


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
        **progress(report, now),
    }
    if report.document_id:
        wire['reportDocumentId'] = report.document_id
    return wire
