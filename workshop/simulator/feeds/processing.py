"""A seller's feeds, and how they are processed."""
import datetime
import gzip

from ..marketplace.vocabulary import CANCELLED, DONE, FEED_STATUSES, FINAL_FEED_STATUSES
from .feed import Feed
from .feed_types import PROCESSORS

# The part of a feed's life that it waits.
_WAITING = 1 / 3


class Feeds:
    """The feeds of one seller.

    A feed is processed `duration` after it was created, as soon as anybody looks; at once if that
    is zero. Its report is compressed, unless `compresses` is False.
    """

    def __init__(self, clock, seller_id, shop, documents):
        self.documents = documents
        self.duration = datetime.timedelta()
        self.compresses = True
        self.on_change = None
        self._clock = clock
        self._seller_id = seller_id
        self._shop = shop
        self._feeds = {}
        self._planned_endings = []
        self._report_manglers = []

    # === READING === #

    def __len__(self):
        return len(self._feeds)

    def __iter__(self):
        """Iterate over a copy of the feeds, the oldest first."""
        return iter(list(self._feeds.values()))

    def find(self, feed_id):
        """Return a feed, or None.

        :param str feed_id: The feed's id.
        :rtype: Feed | None
        """
        return self._feeds.get(feed_id)

    def restore(self, feeds):
        """Take over the feeds of an earlier run, as they are.

        :param list[Feed] feeds: The feeds.
        """
        self._feeds = {feed.feed_id: feed for feed in feeds}

    # === WHAT A TEST DOES === #

    def end_next(self, status, messages=0):
        """Say how the next feed ends; called again, how the one after it ends.

        :param str status: `FATAL` or `CANCELLED`, both without a report; `IN_PROGRESS` or
                           `IN_QUEUE`, if it never ends; `DONE`, as every feed by default.
        :param int messages: How many of its messages are processed nevertheless, where it is not
                             done.
        """
        if status not in FEED_STATUSES:
            raise ValueError(f"Amazon knows {', '.join(FEED_STATUSES)}, not {status!r}.")
        self._planned_endings.append((status, None if status == DONE else messages))

    def forget_plans(self):
        """Have the feeds that are still to come end well, with reports that are sent unspoilt."""
        self._planned_endings.clear()
        self._report_manglers.clear()

    def mangle_report(self, function):
        """Spoil the next processing report; called again, the one after it.

        :param callable function: Gets the `ProcessingReport` and changes it in any way. If it
                                  returns something (bytes), this is sent instead.
        """
        self._report_manglers.append(function)

    # === WHAT HAPPENS === #

    def submit(self, feed_type, marketplace_ids, document, options=None):
        """Take a feed.

        :param str feed_type: Amazon's type of feed.
        :param list[str] marketplace_ids: The marketplaces that it is for.
        :param Document document: What was uploaded.
        :param dict options: Amazon's `feedOptions`.
        :rtype: Feed
        """
        now = self._clock.now()
        ending, messages = (
            self._planned_endings.pop(0) if self._planned_endings else (DONE, None))
        feed = Feed(
            self._new_id(), feed_type, marketplace_ids, document.document_id, created=now,
            starts=now + self.duration * _WAITING, due=now + self.duration, ending=ending,
            messages=messages, options=dict(options or {}))
        self._feeds[feed.feed_id] = feed
        self._changed()
        self.catch_up()
        return feed

    def cancel(self, feed):
        """Cancel a feed that waits.

        :param Feed feed: The feed.
        """
        feed.ending = CANCELLED
        feed.ended = self._clock.now()
        feed.is_processed = True
        self._changed()

    def catch_up(self):
        """Process the feeds that are due."""
        with self._shop.lock:
            for feed in self:
                if not feed.is_processed and feed.due <= self._clock.now():
                    self._process(feed)

    # === INSIDE === #

    def _process(self, feed):
        feed.is_processed = True
        document = self.documents.find(self._seller_id, feed.input_document_id)
        with self._shop.batch():
            process = PROCESSORS[feed.feed_type]
            report = process(feed, document, self._seller_id, self._shop)
        feed.confirmed = report.successful
        feed.refusals = [
            result.description for result in report.results if result.code == 'Error']
        if feed.ending in FINAL_FEED_STATUSES:
            feed.ended = feed.due
        if feed.ending == DONE:
            feed.result_document_id = self._put(report).document_id
        self._changed()

    def _put(self, report):
        mangler = self._report_manglers.pop(0) if self._report_manglers else None
        content = (mangler and mangler(report)) or report.content()
        if self.compresses:
            content = gzip.compress(content)
        return self.documents.new(
            self._seller_id, report.content_type, content, self.compresses)

    def _new_id(self):
        while True:
            feed_id = str(self._shop.rng.randrange(10**10, 10**11))
            if feed_id not in self._feeds:
                return feed_id

    def _changed(self):
        if self.on_change:
            self.on_change()
