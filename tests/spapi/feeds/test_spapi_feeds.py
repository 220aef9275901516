import gzip
import json
import zlib
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

from werkzeug.wrappers import Response

from odoo.tests import tagged

from ....spapi import (
    AmazonError,
    ProcessingReport,
    Rejected,
    Shipment,
    ShipmentItem,
    Throttled,
    Unavailable,
    fulfillment_document,
    packages_of,
)
from ....workshop.simulator import CLIENT_SECRET, SELLER_ID, Item, faults
from ..spapi_case import DE, US, SpapiCase
from ..test_spapi_transport import MEGABYTE

UPLOAD = 'uploadFeedDocument'
DOWNLOAD = 'downloadFeedDocument'


class FeedsCase(SpapiCase):

    def setUp(self):
        super().setUp()
        self.order = self.shop.place(items=[Item('AMZ-MUG-WHITE', 3)])

    def shipment(self, order=None, **different):
        order = order or self.order
        return Shipment(**{
            'order_ref': order.order_id,
            'marketplace_ref': US,
            'package_ref': '1',
            'carrier_code': 'UPS',
            'tracking_ref': '1Z999AA10123456784',
            'ship_time': datetime.now(timezone.utc) - timedelta(minutes=1),
            'items': tuple(ShipmentItem(item.order_item_id, item.quantity) for item in order.items),
            **different,
        })

    def upload(self, *shipments):
        document = fulfillment_document(SELLER_ID, shipments or [self.shipment()])
        return self.amazon.upload_feed_document(document)

    def send(self, *shipments):
        return self.amazon.create_fulfillment_feed([US], self.upload(*shipments))

    def download(self):
        """Download the report of a new feed."""
        return self.amazon.download_feed_report(self.amazon.get_feed(self.send()).report_ref)

    def fates(self, *shipments):
        """Return what becomes of the messages of a new feed."""
        feed = self.amazon.get_feed(self.send(*shipments))
        report = ProcessingReport.from_xml(self.amazon.download_feed_report(feed.report_ref))
        return report.fates(len(shipments))

    def answer(self, operation, content, status=200):
        body = content if isinstance(content, str | bytes) else json.dumps(content)
        self.spoil(lambda call: Response(body, status, mimetype='application/json'), operation)

    def answer_otherwise(self, operation, **different):
        """Have Amazon's next answer differ from a good one in some keys."""
        def fault(call):
            response = call.answer()
            response.set_data(json.dumps({**json.loads(response.get_data()), **different}))
            return response

        self.spoil(fault, operation)


@tagged('-at_install', 'post_install')
class TestFeeds(FeedsCase):
    """Parcels that Amazon is told of all at once."""

    def test_parcels_are_read_back_as_they_were_told(self):
        other = self.shop.place()
        told = [
            self.shipment(shipping_method="Ground"),
            self.shipment(other, carrier_code='Other', carrier_name="Bike & Söhne"),
        ]
        fates = self.fates(*told)
        self.assertEqual([(fate.state, fate.messages) for fate in fates], [('accepted', ())] * 2)
        for shipment in told:
            [package] = packages_of(self.amazon.get_order(shipment.order_ref).payload)
            self.assertEqual(package.reference, '1')
            self.assertEqual(package.tracking, shipment.tracking_ref)
            self.assertEqual(package.ship_time, shipment.ship_time.replace(microsecond=0))
            self.assertEqual(
                [(item.item_ref, item.quantity) for item in package.items],
                [(item.item_ref, item.quantity) for item in shipment.items],
            )

    def test_each_parcel_has_its_own_fate(self):
        orders = [self.shop.place() for _number in range(3)]
        good, bad, odd = self.fates(
            self.shipment(orders[0]),
            self.shipment(orders[1], carrier_code='Upss'),
            self.shipment(orders[2], tracking_ref='#?!'),
        )
        self.assertEqual((good.state, good.messages), ('accepted', ()))
        self.assertEqual(bad.state, 'rejected')
        self.assertIn('Upss', bad.messages[0])
        self.assertEqual(odd.state, 'accepted')
        self.assertEqual(len(odd.messages), 1)

    def test_parcels_of_another_seller_are_of_unknown_fate(self):
        document = fulfillment_document('ANOTHER', [self.shipment()])
        document_ref = self.amazon.upload_feed_document(document)
        feed = self.amazon.get_feed(self.amazon.create_fulfillment_feed([US], document_ref))
        report = ProcessingReport.from_xml(self.amazon.download_feed_report(feed.report_ref))
        [fate] = report.fates(1)
        self.assertEqual(fate.state, 'unknown')
        self.assertIn("MerchantIdentifier", fate.messages[0])

    def test_feed_costs_few_calls(self):
        self.fates(*[self.shipment(self.shop.place()) for _number in range(100)])
        self.assertEqual(self.limiter.acquired, [
            'createFeedDocument', 'createFeed', 'getFeed', 'getFeedDocument',
        ])
        self.assertEqual(self.simulator.calls[UPLOAD], 1)
        self.assertEqual(self.simulator.calls[DOWNLOAD], 1)

    def test_requests_have_nothing_that_is_not_in_amazons_model(self):
        bodies = {}

        def remember(call):
            bodies[call.operation] = call.request.json
            return call.answer()

        self.spoil(remember, 'createFeedDocument')
        self.spoil(remember, 'createFeed')
        document_ref = self.upload()
        self.amazon.create_fulfillment_feed([US, DE], document_ref)
        self.assertEqual(bodies, {
            'createFeedDocument': {'contentType': 'text/xml; charset=UTF-8'},
            'createFeed': {
                'feedType': 'POST_ORDER_FULFILLMENT_DATA',
                'inputFeedDocumentId': document_ref,
                'marketplaceIds': [US, DE],
            },
        })

    # === HOW FAR AMAZON IS === #

    def test_status(self):
        self.simulator.feeds.duration = timedelta(minutes=3)
        sent = datetime.now(timezone.utc)
        feed_ref = self.send()
        feed = self.amazon.get_feed(feed_ref)
        self.assertEqual((feed.feed_ref, feed.status), (feed_ref, 'in_queue'))
        self.assertEqual(feed.report_ref, '')
        self.assertAlmostEqual(feed.created, sent, delta=timedelta(seconds=10))
        self.simulator.clock.advance(120)
        self.assertEqual(self.amazon.get_feed(feed_ref).status, 'in_progress')
        self.simulator.clock.advance(120)
        feed = self.amazon.get_feed(feed_ref)
        self.assertEqual(feed.status, 'done')
        self.assertTrue(feed.report_ref)

    def test_bad_ends(self):
        for status in ('FATAL', 'CANCELLED'):
            with self.subTest(status):
                self.simulator.feeds.end_next(status)
                feed = self.amazon.get_feed(self.send())
                self.assertEqual((feed.status, feed.report_ref), (status.lower(), ''))

    def test_unknown_feed_is_rejected(self):
        with self.assertRaises(Rejected) as caught:
            self.amazon.get_feed('12345678901')
        self.assertEqual(caught.exception.code, 'NotFound')

    def test_unusable_feeds_are_unavailable(self):
        feed_ref = self.send()
        for different in (
            {'feedId': '12345678901'}, {'feedId': '../x'}, {'processingStatus': 'LOST'},
            {'processingStatus': None}, {'createdTime': 'yesterday'}, {'feedType': None},
            {'resultFeedDocumentId': 7}, {'resultFeedDocumentId': 'a/b?c'},
        ):
            with self.subTest(different):
                self.answer_otherwise('getFeed', **different)
                self.assertRaises(Unavailable, self.amazon.get_feed, feed_ref)

    def test_references_that_are_none_ask_nothing(self):
        for ref in ('', '.', '..', '../feeds', 'a/b', 'a?b', 'ä', '1\n', 'x' * 300):
            with self.subTest(ref):
                self.assertRaises(Rejected, self.amazon.get_feed, ref)
                self.assertRaises(Rejected, self.amazon.download_feed_report, ref)
        self.assertEqual(self.simulator.calls, {})

    # === CREATING A FEED === #

    def test_lost_answer_leaves_the_feed_to_be_found(self):
        self.spoil(faults.lost_answer, 'createFeed')
        begin = datetime.now(timezone.utc) - timedelta(seconds=5)
        self.assertRaises(Unavailable, self.send)
        [feed] = self.amazon.find_fulfillment_feeds(begin)
        self.assertEqual(feed.status, 'done')
        self.assertEqual(feed, self.amazon.get_feed(feed.feed_ref))

    def test_unusable_answers_are_unavailable(self):
        document_ref = self.upload()
        for content, status in (
            ({}, 202), ({'feedId': 7}, 202), ({'feedId': ''}, 202), ({'feedId': 'a/b'}, 202),
            ('', 202), ({'feedId': '1'}, 200), ({'errors': []}, 400),
        ):
            with self.subTest(content=content, status=status):
                self.limiter.buckets.clear()
                self.answer('createFeed', content, status)
                with self.assertRaises(Unavailable):
                    self.amazon.create_fulfillment_feed([US], document_ref)
        self.assertEqual(len(self.simulator.feeds), 0)

    def test_document_that_does_not_exist_is_rejected(self):
        with self.assertRaises(Rejected):
            self.amazon.create_fulfillment_feed([US], 'amzn1.tortuga.4.na.none')

    def test_amazon_throttles(self):
        document_ref = self.upload()
        self.spoil(faults.throttle, 'createFeed')
        with self.assertRaises(Throttled) as caught:
            self.amazon.create_fulfillment_feed([US], document_ref)
        pause = caught.exception.available_at - datetime.now(timezone.utc)
        self.assertAlmostEqual(pause.total_seconds(), 120, delta=10)

    # === FINDING FEEDS === #

    def test_found_feeds_are_as_new_as_asked_for(self):
        self.send()
        self.simulator.clock.advance(3600)
        feed_ref = self.send()
        found = self.amazon.find_fulfillment_feeds(
            datetime.now(timezone.utc) + timedelta(minutes=30)
        )
        self.assertEqual([feed.feed_ref for feed in found], [feed_ref])

    def test_all_pages_of_feeds_are_read(self):
        document_ref = self.upload()
        self.simulator.limits.enabled = False
        refs = set()
        for _number in range(205):
            self.limiter.buckets.clear()
            refs.add(self.amazon.create_fulfillment_feed([US], document_ref))
        begin = datetime.now(timezone.utc) - timedelta(minutes=5)
        found = self.amazon.find_fulfillment_feeds(begin)
        self.assertEqual(len(found), 205)
        self.assertEqual({feed.feed_ref for feed in found}, refs)
        self.assertEqual(self.simulator.calls['getFeeds'], 3)

    def test_endless_pages_are_given_up(self):
        feed = {
            'feedId': '1', 'feedType': 'POST_ORDER_FULFILLMENT_DATA',
            'createdTime': '2026-01-01T00:00:00Z', 'processingStatus': 'DONE',
        }
        self.spoil(
            lambda call: Response(json.dumps({'feeds': [feed], 'nextToken': 'same'})),
            'getFeeds', times=99,
        )
        with self.assertRaisesRegex(Unavailable, "too many"):
            self.amazon.find_fulfillment_feeds(datetime.now(timezone.utc))
        self.assertLessEqual(self.simulator.calls['getFeeds'], 10)

    def test_feeds_that_are_not_readable_are_not_left_out(self):
        for content in (
            {'feeds': [{}]}, {'feeds': [None]}, {'feeds': [7]}, {'feeds': None}, {},
            {'feeds': [], 'nextToken': 7},
        ):
            with self.subTest(content):
                self.answer('getFeeds', content)
                with self.assertRaises(Unavailable):
                    self.amazon.find_fulfillment_feeds(datetime.now(timezone.utc))


@tagged('-at_install', 'post_install')
class TestDocuments(FeedsCase):
    """What is sent to the store of documents, and got from it."""

    @contextmanager
    def requests_to_store(self):
        """Collect what the store of documents is asked."""
        requests = []

        def remember(call):
            requests.append(call.request)
            return call.answer()

        self.spoil(remember, UPLOAD)
        self.spoil(remember, DOWNLOAD)
        yield requests
        self.assertEqual([request.method for request in requests], ['PUT', 'GET'])

    def links(self):
        """Collect the links that Amazon gives from now on."""
        links = []

        def remember(call):
            response = call.answer()
            links.append(json.loads(response.get_data())['url'])
            return response

        self.spoil(remember, 'createFeedDocument', times=99)
        self.spoil(remember, 'getFeedDocument', times=99)
        return links

    # === UPLOADS === #

    def test_upload_is_what_was_given(self):
        document = fulfillment_document(SELLER_ID, [self.shipment(carrier_name="順豊")])
        with self.requests_to_store() as requests:
            document_ref = self.amazon.upload_feed_document(document)
            self.amazon.create_fulfillment_feed([US], document_ref)
            [feed] = self.simulator.feeds
            self.amazon.download_feed_report(feed.result_document_id)
        self.assertEqual(requests[0].get_data(), document)
        self.assertEqual(requests[0].headers['Content-Type'], 'text/xml; charset=UTF-8')

    def test_store_learns_no_secrets(self):
        with self.requests_to_store() as requests:
            self.download()
        for request in requests:
            self.assertTrue(request.host.startswith('localhost:'))
            headers = {name.lower() for name in request.headers.keys()}
            self.assertFalse(headers & {'x-amz-access-token', 'authorization', 'cookie'})
            for secret in (CLIENT_SECRET, self.refresh_token):
                self.assertNotIn(secret, str(request.headers))

    def test_refused_upload_is_unavailable(self):
        for fault in (faults.document_refused, faults.link_expired, faults.empty(500),
                      faults.empty(204), faults.connection_reset, faults.html_503):
            with self.subTest(fault.__name__):
                self.spoil(fault, UPLOAD)
                self.assertRaises(Unavailable, self.upload)

    def test_late_upload_is_unavailable(self):
        def dawdle(call):
            self.simulator.clock.advance(301)
            return call.answer()

        self.spoil(dawdle, UPLOAD)
        with self.assertRaisesRegex(Unavailable, "upload.*403"):
            self.upload()

    def test_uploads_are_not_redirected(self):
        other_calls = []
        other_url = self.serve(lambda environ, start_response: other_calls.append(environ) or [])
        for operation, call in ((UPLOAD, self.upload), (DOWNLOAD, self.download)):
            for status in (302, 307):
                self.spoil(
                    lambda call, status=status: Response('', status, {'Location': other_url}),
                    operation,
                )
                self.assertRaises(Unavailable, call)
        self.assertEqual(other_calls, [])

    def test_unsafe_stores_are_not_asked(self):
        report_ref = self.amazon.get_feed(self.send()).report_ref
        self.simulator.calls.clear()
        for url in (
            'http://tortuga-prod.example.com/x?sig=secret', 'ftp://localhost/x', 'localhost', '',
            'file:///etc/passwd', 'https://user:secret@example.com/', 'http://[::1',
            'http://localhost/\nx', 'https://ä.example.com', 'http://localhost.example.com/',
        ):
            with self.subTest(url):
                self.answer_otherwise('createFeedDocument', url=url)
                self.answer_otherwise('getFeedDocument', url=url)
                with self.assertRaisesRegex(Unavailable, "safe address"):
                    self.upload()
                with self.assertRaisesRegex(Unavailable, "safe address") as caught:
                    self.amazon.download_feed_report(report_ref)
                self.limiter.buckets.clear()
                self.assertNotIn('secret', str(caught.exception))
        self.assertFalse(self.simulator.calls[UPLOAD] + self.simulator.calls[DOWNLOAD])

    def test_unusable_answers_are_unavailable(self):
        for content, status in (
            ({'feedDocumentId': 'a'}, 201), ({'url': f'{self.url}/documents/a'}, 201),
            ({'feedDocumentId': 'a/b', 'url': f'{self.url}/documents/a'}, 201),
            ({'feedDocumentId': 'a', 'url': None}, 201), ({}, 200), ('', 201),
        ):
            with self.subTest(content=content, status=status):
                self.answer('createFeedDocument', content, status)
                self.assertRaises(Unavailable, self.upload)

    # === DOWNLOADS === #

    def test_reports_are_unpacked_if_they_are_packed(self):
        for is_compressed in (True, False):
            with self.subTest(is_compressed=is_compressed):
                self.simulator.feeds.compresses = is_compressed
                self.assertTrue(self.download().startswith(b'<?xml'))

    def test_report_that_http_unpacked_is_not_unpacked_again(self):
        def declare(call):
            response = call.answer()
            response.headers['Content-Encoding'] = 'gzip'
            return response

        self.spoil(declare, DOWNLOAD)
        self.assertTrue(self.download().startswith(b'<?xml'))

    def test_report_keeps_its_encoding(self):
        report = "<?xml version='1.0' encoding='shift_jis'?><a>配送</a>".encode('shift_jis')
        self.simulator.feeds.mangle_report(lambda _report: report)
        self.assertEqual(self.download(), report)

    def test_refused_download_is_unavailable(self):
        for fault in (faults.document_refused, faults.link_expired, faults.empty(204),
                      faults.empty(404), faults.connection_reset, faults.html_503):
            with self.subTest(fault.__name__):
                self.spoil(fault, DOWNLOAD)
                self.assertRaises(Unavailable, self.download)

    def test_late_download_is_unavailable(self):
        def dawdle(call):
            self.simulator.clock.advance(301)
            return call.answer()

        self.spoil(dawdle, DOWNLOAD)
        with self.assertRaisesRegex(Unavailable, "download.*403"):
            self.download()

    def test_badly_packed_reports_are_unavailable(self):
        packed = gzip.compress(b'<a/>' * 1000)
        for body in (packed[:-9], packed[:30], b'\x1f\x8b', b'\x1f\x8b' + b'x' * 50,
                     packed[:-8] + b'12345678'):
            with self.subTest(body[:10]):
                self.limiter.buckets.clear()
                self.spoil(lambda call, body=body: Response(body), DOWNLOAD)
                with self.assertRaisesRegex(Unavailable, "badly packed"):
                    self.download()

    def test_gigantic_reports_are_given_up(self):
        packer = zlib.compressobj(1, wbits=31)
        bomb = b''.join(packer.compress(MEGABYTE) for _number in range(80)) + packer.flush()
        self.spoil(lambda call: Response(bomb), DOWNLOAD)
        with self.assertRaisesRegex(Unavailable, "too large"):
            self.download()

    def test_unknown_report_is_rejected(self):
        with self.assertRaises(Rejected):
            self.amazon.download_feed_report('amzn1.tortuga.4.na.none')

    # === LINKS === #

    def test_links_are_in_no_error(self):
        links = self.links()
        for operation, call in ((UPLOAD, self.upload), (DOWNLOAD, self.download)):
            for fault in (faults.document_refused, faults.connection_reset, faults.html_503):
                with self.subTest(operation=operation, fault=fault.__name__):
                    self.spoil(fault, operation)
                    with self.assertRaises(AmazonError) as caught:
                        call()
                    error = caught.exception
                    self.assertIsNone(error.__cause__)
                    self.assertTrue(error.__suppress_context__ or error.__context__ is None)
                    self.assertNotIn('http', str(error).replace('HTTP', ''))
                    self.assertNotIn(links[-1].partition('?')[2], repr(error))
