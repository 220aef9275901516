from dataclasses import dataclass
from datetime import datetime

from ..core.fields import Fields, Unreadable
from . import const


@dataclass(frozen=True)
class Report:
    """What Amazon says of a report.

    See `Report` in the model reports_2021-06-30.json of
    https://github.com/amzn/selling-partner-api-models.

    :param str report_ref: Amazon's id.
    :param str kind: Amazon's word, such as `const.VAT_INVOICES`.
    :param str status: one of `const.REPORT_STATUSES`. 'cancelled' is also what there is nothing to
        report in.
    :param datetime created: when Amazon was asked for it (aware UTC).
    :param datetime since: the beginning of the time that it is about (aware UTC); None, if Amazon
        does not say.
    :param str document_ref: what the document is downloaded with; '' if there is none.
    """

    report_ref: str
    kind: str
    status: str
    created: datetime
    since: datetime | None
    document_ref: str

    @classmethod
    def from_wire(cls, value):
        """Return what Amazon says of a report.

        :param value: Amazon's `Report`: JSON that was read.
        :rtype: Report
        :raise Unreadable: if it is not as in Amazon's model.
        """
        fields = Fields(value, "the report")
        return cls(
            report_ref=check_ref(fields.required_text('reportId', "reference")),
            kind=fields.required_text('reportType', "type"),
            status=_read_status(fields),
            created=fields.required_time('createdTime', "date"),
            since=fields.time('dataStartTime', "beginning"),
            document_ref=_read_document_ref(fields),
        )


def check_ref(text):
    """Return a reference of a report or a document, which becomes a part of a URL.

    :raise Unreadable: if it does not look like one.
    """
    if not const.REPORT_REF.fullmatch(text):
        raise Unreadable("This is not a reference of a report or a document.")
    return text


def _read_status(fields):
    status = fields.required_text('processingStatus', "status").lower()
    if status not in const.REPORT_STATUSES:
        raise Unreadable("The status of the report is not one that Amazon documents.")
    return status


def _read_document_ref(fields):
    text = fields.text('reportDocumentId', "document")
    return check_ref(text) if text else ''
