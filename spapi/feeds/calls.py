import math

from ..core.connection import Connection
from ..core.documents import download, upload
from ..core.errors import Rejected, Unauthorized, Unavailable, during
from ..core.fields import Fields, Unreadable
from ..core.times import write_time
from . import const
from .feed import Feed, check_ref
from .operations import FeedsRequests

# As many calls as Amazon allows in a row.
_MAX_PAGES = 10


class FeedsApi(Connection):
    """Documents that Amazon works off in its own time. For errors see `SellingPartner`.

    See the model feeds_2021-06-30.json of https://github.com/amzn/selling-partner-api-models.
    """

    def upload_feed_document(self, content):
        """Bring a document to Amazon. Nothing comes of it until a feed is created with it.

        See `createFeedDocument`.

        :param bytes content: XML in UTF-8.
        :return: Amazon's id of the document.
        :rtype: str
        :raise AmazonError: see the class. `Unavailable`, if the upload is refused.
        """
        return self._upload(content, const.FEED_CONTENT_TYPE)

    def upload_invoice_document(self, content):
        """Bring an invoice to Amazon. Nothing comes of it until a feed is created with it.

        See `createFeedDocument`.

        :param bytes content: a PDF.
        :return: Amazon's id of the document.
        :rtype: str
        :raise AmazonError: see the class. `Unavailable`, if the upload is refused.
        """
        return self._upload(content, const.INVOICE_CONTENT_TYPE)

    def _upload(self, content, content_type):
        with self._ask(
            'createFeedDocument',
            FeedsRequests,
            lambda api: api.create_feed_document(None, content_type),
            'url',
            str,
            status=201,
        ) as (url, answer):
            document_ref = _read_ref(answer, 'feedDocumentId')
            upload(self._transport, url, content, content_type)
            return document_ref

    def create_fulfillment_feed(self, marketplace_refs, document_ref):
        """Have Amazon work off a document that tells of parcels.

        See `createFeed`. Amazon takes one every two minutes, and does not notice a document that it
        was given before.

        :param list[str] marketplace_refs: of the parcels' orders (Amazon's ids), 25 at most.
        :param str document_ref: what `upload_feed_document` returned.
        :return: Amazon's id of the feed.
        :rtype: str
        :raise AmazonError: see the class. `Unavailable`, if no good answer came: Amazon may work
            it off all the same, see `find_fulfillment_feeds`.
        """
        return self._create_feed(
            const.FULFILLMENT_FEED, document_ref, marketplaceIds=list(marketplace_refs)
        )

    def create_invoice_feed(self, invoice, document_ref):
        """Have Amazon take an invoice, or a credit note, whose PDF was uploaded.

        See `createFeed`, whose limit it shares with all other feeds. Taken again, it replaces what
        Amazon had of the same order or shipment.

        :param InvoiceUpload invoice: what it is about.
        :param str document_ref: what `upload_invoice_document` returned.
        :return: Amazon's id of the feed.
        :rtype: str
        :raise AmazonError: see the class. `Unauthorized`, with the role that is missing, if Amazon
            denies access. `Rejected`, without a call, if a value has characters that Amazon does
            not take.
        """
        with during('createFeed'):
            options = invoice.feed_options()
        try:
            return self._create_feed(
                const.INVOICE_FEED,
                document_ref,
                marketplaceIds=[invoice.marketplace_ref],
                feedOptions=options,
            )
        except Unauthorized as error:
            if error.reason == 'access_denied':
                raise _role_missing(error) from None
            raise

    def _create_feed(self, feed_type, document_ref, **options):
        with self._ask(
            'createFeed',
            FeedsRequests,
            lambda api: api.create_feed(feed_type, document_ref, **options),
            'feedId',
            str,
            status=202,
        ) as (_feed_ref, answer):
            return _read_ref(answer, 'feedId')

    def get_feed(self, feed_ref):
        """Return what Amazon says of a feed.

        See `getFeed`.

        :param str feed_ref: Amazon's id of it.
        :rtype: Feed
        :raise AmazonError: see the class. `Rejected`, if Amazon does not know it, as after 90 days.
        """
        with during('getFeed'):
            _check_ref(feed_ref)
        with self._ask(
            'getFeed', FeedsRequests, lambda api: api.get_feed(feed_ref), 'feedId', str
        ) as (_feed_ref, answer):
            feed = _read_feed(answer)
            if feed.feed_ref != feed_ref:
                raise Unavailable("Amazon answered with another feed than the one asked for.")
            return feed

    def find_fulfillment_feeds(self, created_since):
        """Return the feeds that tell of parcels, whoever created them.

        See `getFeeds`.

        :param datetime created_since: from when on (aware).
        :rtype: list[Feed]
        :raise AmazonError: see the class. `Unavailable`, if there are more than a thousand.
        """
        feeds = {}
        params = {
            'feedTypes': const.FULFILLMENT_FEED,
            'createdSince': write_time(created_since),
            'pageSize': const.MAX_FEEDS_PER_PAGE,
        }
        for _page in range(_MAX_PAGES):
            page, token = self._ask_feeds(params)
            feeds.update((feed.feed_ref, feed) for feed in page)
            if not token:
                return [feed for feed in feeds.values() if feed.kind == const.FULFILLMENT_FEED]
            params = {'nextToken': token}  # Amazon takes nothing beside it.
        with during('getFeeds'):
            # To leave some out would be to say that they do not exist.
            raise Unavailable("Amazon lists too many feeds.")

    def download_feed_report(self, report_ref):
        """Return the report of a feed.

        See `getFeedDocument`.

        :param str report_ref: the `report_ref` of the feed.
        :return: what `ProcessingReport.from_xml` reads.
        :rtype: bytes
        :raise AmazonError: see the class. `Unavailable`, if the download is refused.
        """
        with during('getFeedDocument'):
            _check_ref(report_ref)
        with self._ask(
            'getFeedDocument',
            FeedsRequests,
            lambda api: api.get_feed_document(report_ref),
            'url',
            str,
        ) as (url, _answer):
            return download(self._transport, url)

    def _ask_feeds(self, params):
        """Return a page of feeds, and what the next one is asked for with ('' on the last one)."""
        with self._ask(
            'getFeeds', FeedsRequests, lambda api: api.get_feeds(**params), 'feeds', list
        ) as (values, answer):
            return list(map(_read_feed, values)), _read_next_token(answer)


def _role_missing(denial):
    """Return a refusal of access that names the role, from one that does not."""
    error = Unauthorized('role_missing', denial.words, const.INVOICE_ROLE)
    error.operation, error.status = denial.operation, denial.status
    error.request_id = denial.request_id
    return error


def _check_ref(ref):
    try:
        check_ref(ref)
    except Unreadable as error:
        raise Rejected('InvalidInput', str(error)) from None


def _read_ref(answer, key):
    try:
        return check_ref(Fields(answer, "the answer").required_text(key, "reference"))
    except Unreadable as error:
        raise Unavailable(f"Amazon's answer is not usable. {error}") from None


def _read_feed(value):
    try:
        return Feed.from_wire(value)
    except Unreadable as error:
        raise Unavailable(f"What Amazon says of a feed is not usable. {error}") from None


def _read_next_token(answer):
    try:
        return Fields(answer, "the page").text('nextToken', "next token", limit=math.inf)
    except Unreadable:
        raise Unavailable("Amazon's answer does not say which page comes next.") from None
