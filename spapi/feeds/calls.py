from ..core.connection import Connection
from ..core.documents import download, upload
from ..core.errors import Unauthorized, Unavailable, during
from ..core.times import write_time
from ..core.worked_off import (
    MAX_PER_PAGE,
    check_own_ref,
    read_all_pages,
    read_new_ref,
    read_next_token,
    read_one,
)
from . import const
from .feed import Feed
from .operations import FeedsRequests


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

    def check_feeds(self):
        """Check that Amazon takes documents: ask for the place of one that is never uploaded.

        See `createFeedDocument`.

        :raise AmazonError: see the class. `Unauthorized`, if it does not.
        """
        with self._ask_for_place(const.FEED_CONTENT_TYPE):
            pass

    def _ask_for_place(self, content_type):
        return self._ask(
            'createFeedDocument',
            FeedsRequests,
            lambda api: api.create_feed_document(None, content_type),
            'url',
            str,
            status=201,
        )

    def _upload(self, content, content_type):
        with self._ask_for_place(content_type) as (url, answer):
            document_ref = read_new_ref(answer, 'feedDocumentId')
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
            return read_new_ref(answer, 'feedId')

    def get_feed(self, feed_ref):
        """Return what Amazon says of a feed.

        See `getFeed`.

        :param str feed_ref: Amazon's id of it.
        :rtype: Feed
        :raise AmazonError: see the class. `Rejected`, if Amazon does not know it, as after 90 days.
        """
        with during('getFeed'):
            check_own_ref(feed_ref)
        with self._ask(
            'getFeed', FeedsRequests, lambda api: api.get_feed(feed_ref), 'feedId', str
        ) as (_feed_ref, answer):
            feed = read_one(Feed.from_wire, answer)
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
        params = {
            'feedTypes': const.FULFILLMENT_FEED,
            'createdSince': write_time(created_since),
            'pageSize': MAX_PER_PAGE,
        }
        with during('getFeeds'):
            found = {
                feed.feed_ref: feed
                for feed in read_all_pages(self._ask_feeds, params)
            }
        return [feed for feed in found.values() if feed.kind == const.FULFILLMENT_FEED]

    def download_feed_report(self, report_ref):
        """Return the report of a feed.

        See `getFeedDocument`.

        :param str report_ref: the `report_ref` of the feed.
        :return: what `ProcessingReport.from_xml` reads.
        :rtype: bytes
        :raise AmazonError: see the class. `Unavailable`, if the download is refused.
        """
        with during('getFeedDocument'):
            check_own_ref(report_ref)
        with self._ask(
            'getFeedDocument',
            FeedsRequests,
            lambda api: api.get_feed_document(report_ref),
            'url',
            str,
        ) as (url, _answer):
            return download(self._transport, url)

    def _ask_feeds(self, params):
        """Return what is on a page, and what the next one is asked for with."""
        with self._ask(
            'getFeeds', FeedsRequests, lambda api: api.get_feeds(**params), 'feeds', list
        ) as (values, answer):
            page = [read_one(Feed.from_wire, value) for value in values]
            return page, read_next_token(answer)


def _role_missing(denial):
    """Return a refusal of access that names the role, from one that does not."""
    error = Unauthorized('role_missing', denial.words, const.INVOICE_ROLE)
    error.operation, error.status = denial.operation, denial.status
    error.request_id = denial.request_id
    return error
