from dataclasses import dataclass
from datetime import datetime

from ..core.fields import Fields, Unreadable
from . import const


@dataclass(frozen=True)
class Feed:
    """What Amazon says of a feed.

    See `Feed` in the model feeds_2021-06-30.json of
    https://github.com/amzn/selling-partner-api-models.

    :param str feed_ref: Amazon's id.
    :param str kind: Amazon's word, such as `const.FULFILLMENT_FEED`.
    :param str status: one of `const.FEED_STATUSES`. Of a 'cancelled' feed nothing was done; of a
        'fatal' one some, none or all.
    :param datetime created: when Amazon got it (aware UTC).
    :param str report_ref: what the report is downloaded with; '' if there is none.
    """

    feed_ref: str
    kind: str
    status: str
    created: datetime
    report_ref: str

    @classmethod
    def from_wire(cls, value):
        """Return what Amazon says of a feed.

        :param value: Amazon's `Feed`: JSON that was read.
        :rtype: Feed
        :raise Unreadable: if it is not as in Amazon's model.
        """
        fields = Fields(value, "the feed")
        return cls(
            feed_ref=check_ref(fields.required_text('feedId', "reference")),
            kind=fields.required_text('feedType', "type"),
            status=_read_status(fields),
            created=fields.required_time('createdTime', "date"),
            report_ref=_read_report_ref(fields),
        )


def check_ref(text):
    """Return a reference of a feed or a document, which becomes a part of a URL.

    :raise Unreadable: if it does not look like one.
    """
    if not const.FEED_REF.fullmatch(text):
        raise Unreadable("This is not a reference of a feed or a document.")
    return text


def _read_status(fields):
    status = fields.required_text('processingStatus', "status").lower()
    if status not in const.FEED_STATUSES:
        raise Unreadable("The status of the feed is not one that Amazon documents.")
    return status


def _read_report_ref(fields):
    text = fields.text('resultFeedDocumentId', "report")
    return check_ref(text) if text else ''
