from dataclasses import dataclass
from datetime import datetime

from ..core.fields import Fields
from ..core.worked_off import check_ref, read_document_ref, read_status


@dataclass(frozen=True)
class Feed:
    """What Amazon says of a feed.

    See `Feed` in the model feeds_2021-06-30.json of
    https://github.com/amzn/selling-partner-api-models.

    :param str feed_ref: Amazon's id.
    :param str kind: Amazon's word, such as `const.FULFILLMENT_FEED`.
    :param str status: one of `worked_off.STATUSES`. Of a 'cancelled' feed nothing was done; of a
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
            status=read_status(fields),
            created=fields.required_time('createdTime', "date"),
            report_ref=read_document_ref(fields, 'resultFeedDocumentId'),
        )
