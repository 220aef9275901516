import datetime
from dataclasses import dataclass

from ..marketplace.vocabulary import CANCELLED, DONE, IN_PROGRESS, IN_QUEUE


@dataclass(frozen=True)
class Wanted:
    """What is to be in a report. `choice` is the report's own word for which part of it."""

    report_type: str
    marketplace_ids: tuple
    choice: str
    since: datetime.datetime
    until: datetime.datetime


@dataclass(eq=False)
class Report:
    """A report that the seller asked for.

    It waits until `starts`, is worked on until `due`, and then is `ending`: if that is not a final
    status, it never ends.
    """

    report_id: str
    wanted: Wanted
    created: datetime.datetime
    starts: datetime.datetime
    due: datetime.datetime
    ending: str = DONE
    ended: datetime.datetime | None = None
    document_id: str | None = None

    @property
    def type(self):
        return self.wanted.report_type

    @property
    def marketplace_ids(self):
        return self.wanted.marketplace_ids

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

    def end(self, document_id):
        """Note that it is finished.

        :param str document_id: What became of it; None if there is nothing to report.
        """
        self.ended = self.due
        self.document_id = document_id
        if self.ending == DONE and document_id is None:
            self.ending = CANCELLED
