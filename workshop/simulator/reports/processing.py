"""A seller's reports, and how they are made."""
import datetime
import gzip

from ..marketplace.vocabulary import DONE, FINAL_REPORT_STATUSES, REPORT_STATUSES
from .report import Report
from .report_types import TYPES

REPORT_TYPE = 'text/plain; charset=UTF-8'
# The part of a report's life that it waits.
_WAITING = 1 / 3


class Reports:
    """The reports of one seller.

    A report is made `duration` after it was asked for, as soon as anybody looks; at once if that is
    zero. Its document is compressed, unless `compresses` is False. Without any row it is canceled,
    unless `cancels_if_empty` is False: then it has the names of the columns only.
    """

    def __init__(self, clock, seller_id, shop, documents):
        self.duration = datetime.timedelta()
        self.compresses = True
        self.cancels_if_empty = True
        self._documents = documents
        self._clock = clock
        self._seller_id = seller_id
        self._shop = shop
        self._reports = {}
        self._planned_endings = []
        self._manglers = []

    # === READING === #

    def __len__(self):
        return len(self._reports)

    def __iter__(self):
        """Iterate over a copy of the reports, the oldest first."""
        return iter(list(self._reports.values()))

    def find(self, report_id):
        """Return a report, or None.

        :param str report_id: The report's id.
        :rtype: Report | None
        """
        return self._reports.get(report_id)

    # === WHAT A TEST DOES === #

    def end_next(self, status):
        """Say how the next report ends; called again, how the one after it ends.

        :param str status: `FATAL` or `CANCELLED`, both without a document; `IN_PROGRESS` or
                           `IN_QUEUE`, if it never ends; `DONE`, as every report by default.
        """
        if status not in REPORT_STATUSES:
            raise ValueError(f"Amazon knows {', '.join(REPORT_STATUSES)}, not {status!r}.")
        self._planned_endings.append(status)

    def mangle_next(self, *functions):
        """Spoil the next report; called again, the one after it.

        :param functions: Each gets the `Table` and changes it in any way, one after the other. If
                          one returns something (bytes), this is sent instead.
        """
        self._manglers.append(functions)

    # === WHAT HAPPENS === #

    def order(self, wanted):
        """Take an order for a report.

        :param Wanted wanted: What is to be in it.
        :rtype: Report
        """
        now = self._clock.now()
        report = Report(
            self._new_id(), wanted, created=now, starts=now + self.duration * _WAITING,
            due=now + self.duration,
            ending=self._planned_endings.pop(0) if self._planned_endings else DONE)
        self._reports[report.report_id] = report
        self.catch_up()
        return report

    def catch_up(self):
        """Make the reports that are due."""
        with self._shop.lock:
            for report in self:
                is_to_end = not report.ended and report.ending in FINAL_REPORT_STATUSES
                if is_to_end and report.due <= self._clock.now():
                    report.end(self._write(report) if report.ending == DONE else None)

    # === INSIDE === #

    def _write(self, report):
        table = TYPES[report.wanted.report_type].write(self._shop, report.wanted)
        content = None
        for mangle in self._manglers.pop(0) if self._manglers else ():
            content = mangle(table) or content
        if content is None:
            if self.cancels_if_empty and not table.rows:
                return None
            content = table.to_bytes()
        if self.compresses:
            content = gzip.compress(content)
        return self._documents.new(
            self._seller_id, REPORT_TYPE, content, self.compresses).document_id

    def _new_id(self):
        while True:
            report_id = str(self._shop.rng.randrange(10**10, 10**11))
            if report_id not in self._reports:
                return report_id
