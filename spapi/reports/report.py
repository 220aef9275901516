from dataclasses import dataclass
from datetime import datetime

from ..core.fields import Fields
from ..core.worked_off import check_ref, read_document_ref, read_status


@dataclass(frozen=True)
class Report:
    """What Amazon says of a report.

    See `Report` in the model reports_2021-06-30.json of
    https://github.com/amzn/selling-partner-api-models.

    :param str report_ref: Amazon's id.
    :param str kind: Amazon's word, such as `const.VAT_INVOICES`.
    :param str status: one of `worked_off.STATUSES`. 'cancelled' is also what there is nothing to
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
            status=read_status(fields),
            created=fields.required_time('createdTime', "date"),
            since=fields.time('dataStartTime', "beginning"),
            document_ref=read_document_ref(fields, 'reportDocumentId'),
        )
