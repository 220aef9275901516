import datetime
from dataclasses import dataclass, field

from ..marketplace.vocabulary import DONE, IN_PROGRESS, IN_QUEUE


@dataclass(eq=False)
class Feed:
    """A document that the seller sent, to be processed in one go.

    It waits until `starts`, is worked on until `due`, and then is `ending`: if that is not a final
    status, the feed never ends. `messages` is how many of its messages are processed, if not all.
    `confirmed` counts those that Amazon took, `refusals` says why it did not take others.
    `options` are Amazon's `feedOptions`.
    """

    feed_id: str
    feed_type: str
    marketplace_ids: list
    input_document_id: str
    created: datetime.datetime
    starts: datetime.datetime
    due: datetime.datetime
    ending: str = DONE
    messages: int | None = None
    is_processed: bool = False
    ended: datetime.datetime | None = None
    result_document_id: str | None = None
    confirmed: int = 0
    refusals: list = field(default_factory=list)
    options: dict = field(default_factory=dict)

    @property
    def type(self):
        return self.feed_type

    def status(self, now):
        """Return Amazon's processing status.

        :param datetime.datetime now: The time.
        :rtype: str
        """
        if self.ended:
            return self.ending
        if self.ending == IN_QUEUE or now < self.starts:
            return IN_QUEUE
        return IN_PROGRESS
