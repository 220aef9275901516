import datetime
import gzip
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

from odoo.tests import tagged

from ...workshop.simulator import faults, serve
from .simulator_case import CONTENT_TYPE, DOCUMENTS, FEED_TYPE, FEEDS, FeedCase

MINUTE = datetime.timedelta(minutes=1)


@tagged('-at_install', 'post_install')
class TestFeedDocuments(FeedCase):

    def setUp(self):
        super().setUp()
        self.document = self.create_document()

    def assert_s3_refuses(self, response, status, code, text=''):
        self.assertEqual(response.status_code, status, response.data)
        self.assertEqual(response.mimetype, 'application/xml')
        error = ElementTree.fromstring(response.data)
        self.assertEqual((error.tag, error.findtext('Code')), ('Error', code))
        self.assertIn(text, error.findtext('Message'))

    def created_feed(self):
        """Return the response to the creation of a feed with the document as it is."""
        return self.create_feed(self.document)

    # === UPLOAD === #

    def test_upload_is_on_another_host_for_five_minutes(self):
        with serve(self.simulator) as url:
            self.assertTrue(url.startswith('http://127.0.0.1:'))
        link = urlsplit(self.document['url'])
        self.assertEqual(link.hostname, 'localhost')
        self.assertEqual(parse_qs(link.query)['X-Amz-Expires'], ['300'])
        response = self.upload(self.document, b'<AmazonEnvelope/>')
        self.assertEqual((response.status_code, response.data), (200, b''))
        self.assertEqual(self.created_feed().status_code, 202)

    def test_upload_comes_too_late(self):
        self.simulator.clock.advance(301)
        self.assert_s3_refuses(
            self.upload(self.document, b'x'), 403, 'AccessDenied', "Request has expired")
        self.assert_refused(self.created_feed(), 400, 'InvalidInput', "Nothing was uploaded")

    def test_content_type_is_the_one_that_was_said(self):
        for content_type in ('text/xml', 'text/xml; charset=utf-8', 'application/json'):
            with self.subTest(content_type):
                self.assert_s3_refuses(
                    self.upload(self.document, b'x', content_type), 403, 'SignatureDoesNotMatch')

    def test_link_cannot_be_changed(self):
        other = self.create_document()
        for url in (
            self.document['url'].replace('localhost', '127.0.0.1'),
            self.document['url'].replace('=300', '=3000'),
            self.document['url'].replace('Signature=', 'Signature=0'),
            self.document['url'].replace(
                self.document['feedDocumentId'], other['feedDocumentId']),
        ):
            with self.subTest(url):
                self.assert_s3_refuses(
                    self.upload({'url': url}, b'x'), 403, 'SignatureDoesNotMatch')
        bare = {'url': self.document['url'].split('?')[0]}
        self.assert_s3_refuses(self.upload(bare, b'x'), 403, 'AccessDenied')

    def test_link_for_uploads_is_not_for_downloads(self):
        self.upload(self.document, b'x')
        self.assert_s3_refuses(
            self.follow(self.document['url'], headers={'Content-Type': CONTENT_TYPE}),
            403, 'SignatureDoesNotMatch')

    def test_access_token_must_not_be_sent_along(self):
        for headers in ({'x-amz-access-token': 'Atza|1'}, {'Authorization': 'Bearer 1'}):
            with self.subTest(headers):
                self.assert_s3_refuses(
                    self.upload(self.document, b'x', **headers), 400, 'InvalidArgument',
                    "Only one auth mechanism allowed")

    def test_upload_can_be_repeated(self):
        self.upload(self.document, b'1')
        self.upload(self.document, b'2')
        response, _document = self.download(self.document['feedDocumentId'])
        self.assertEqual(response.data, b'2')

    # === DOWNLOAD === #

    def result_id(self):
        feed_id = self.send(self.envelope(self.message(self.shop.place())))
        return self.feed(feed_id)['resultFeedDocumentId']

    def test_report_is_compressed(self):
        response, document = self.download(self.result_id())
        self.assertEqual(document['compressionAlgorithm'], 'GZIP')
        self.assertNotIn('Content-Encoding', response.headers)
        self.assertIn(b'<AmazonEnvelope', gzip.decompress(response.data))

    def test_http_can_be_told_to_decompress_it(self):
        response, document = self.download(
            self.result_id(), enableContentEncodingUrlHeader='true')
        self.assertEqual(document['compressionAlgorithm'], 'GZIP')
        self.assertEqual(response.headers['Content-Encoding'], 'gzip')

    def test_compression_can_be_switched_off(self):
        self.simulator.feeds.compresses = False
        response, document = self.download(self.result_id())
        self.assertNotIn('compressionAlgorithm', document)
        self.assertIn(b'<AmazonEnvelope', response.data)
        self.assertEqual(response.content_type, CONTENT_TYPE)

    def test_download_comes_too_late(self):
        link = self.get(f'{DOCUMENTS}/{self.result_id()}').json['url']
        self.simulator.clock.advance(299)
        self.assertEqual(self.follow(link).status_code, 200)
        self.simulator.clock.advance(2)
        self.assert_s3_refuses(self.follow(link), 403, 'AccessDenied', "expired")

    def test_download_refuses_the_access_token(self):
        link = self.get(f'{DOCUMENTS}/{self.result_id()}').json['url']
        self.assert_s3_refuses(
            self.follow(link, headers=self.headers()), 400, 'InvalidArgument')

    def test_nothing_was_uploaded(self):
        response, _document = self.download(self.document['feedDocumentId'])
        self.assert_s3_refuses(response, 404, 'NoSuchKey')

    def test_documents_of_others_are_unknown(self):
        other = self.simulator.add_seller()
        theirs = self.simulator.documents.new(other.seller_id, CONTENT_TYPE, b'x')
        self.assert_refused(self.get(f'{DOCUMENTS}/{theirs.document_id}'), 404, 'NotFound')
        self.assert_refused(self.get(f'{DOCUMENTS}/none'), 404, 'NotFound')
        self.assert_refused(
            self.create_feed({'feedDocumentId': theirs.document_id}), 400, 'InvalidInput')

    # === WHAT GOES WRONG === #

    def test_upload_refused(self):
        self.simulator.faults.add('uploadFeedDocument', faults.document_refused)
        self.assert_s3_refuses(self.upload(self.document, b'x'), 403, 'AccessDenied')
        self.assertEqual(self.created_feed().status_code, 400)
        self.assertEqual(self.upload(self.document, b'x').status_code, 200)

    def test_link_found_expired(self):
        self.simulator.faults.add('downloadFeedDocument', faults.link_expired)
        response, _document = self.download(self.result_id())
        self.assert_s3_refuses(response, 403, 'AccessDenied', "expired")

    def test_links_are_counted_and_kept_without_their_signatures(self):
        self.download(self.result_id())
        self.assertEqual(self.simulator.calls['uploadFeedDocument'], 1)
        self.assertEqual(self.simulator.calls['downloadFeedDocument'], 1)
        self.assertNotIn('X-Amz-Signature', str(self.simulator.journal))


@tagged('-at_install', 'post_install')
class TestFeeds(FeedCase):

    def send_some(self, count):
        return [self.send(b'<AmazonEnvelope/>') for _number in range(count)]

    def found(self, **parameters):
        """Return the ids of the feeds that a search finds."""
        response = self.get(FEEDS, **parameters)
        self.assertEqual(response.status_code, 200, response.data)
        return [feed['feedId'] for feed in response.json['feeds']]

    # === CREATION === #

    def test_feed_is_processed_at_once_unless_told_otherwise(self):
        order = self.shop.place()
        feed_id = self.send(self.envelope(self.message(order)))
        self.assertEqual(order.status, 'SHIPPED')
        feed = self.feed(feed_id)
        self.assertEqual(feed['processingStatus'], 'DONE')
        self.assertEqual((feed['feedType'], feed['marketplaceIds']), (
            FEED_TYPE, ['ATVPDKIKX0DER']))
        self.assertEqual(self.packages(order)[0]['trackingNumber'], '1Z0001')

    def test_wrong_feeds_are_refused(self):
        document = self.create_document()
        self.upload(document, b'x')
        for different, status in (
            ({'feedType': 'POST_INVENTORY_AVAILABILITY_DATA'}, 400),
            ({'inputFeedDocumentId': 'none'}, 400),
            ({'marketplaceIds': []}, 400),
            ({'marketplaceIds': ['ATVPDKIKX0DER'] * 26}, 400),
            ({'marketplaceIds': 'ATVPDKIKX0DER'}, 400),
            ({'marketplaceIds': [1]}, 400),
            ({'marketplaceIds': ['AMEN7PMS3EDWL']}, 403),
        ):
            with self.subTest(different):
                self.assertEqual(self.create_feed(document, **different).status_code, status)
        self.assertEqual(len(self.simulator.feeds), 0)

    # === TIME === #

    def test_status_goes_on_with_time(self):
        self.simulator.feeds.duration = 3 * MINUTE
        order = self.shop.place()
        feed_id = self.send(self.envelope(self.message(order)))
        self.assertEqual(self.status(feed_id), 'IN_QUEUE')
        self.assertNotIn('processingStartTime', self.feed(feed_id))
        self.simulator.clock.advance(61)
        self.assertEqual(self.status(feed_id), 'IN_PROGRESS')
        self.assertIn('processingStartTime', self.feed(feed_id))
        self.assertNotIn('resultFeedDocumentId', self.feed(feed_id))
        self.assertEqual(self.packages(order), [])
        self.simulator.clock.advance(120)
        self.assertEqual(len(self.packages(order)), 1)
        feed = self.feed(feed_id)
        self.assertEqual(feed['processingStatus'], 'DONE')
        self.assertIn('resultFeedDocumentId', feed)
        self.assertGreater(feed['processingEndTime'], feed['processingStartTime'])

    def test_feed_that_waits_can_be_cancelled(self):
        self.simulator.feeds.duration = 3 * MINUTE
        order = self.shop.place()
        feed_id = self.send(self.envelope(self.message(order)))
        response = self.client.delete(f'{FEEDS}/{feed_id}', headers=self.headers())
        self.assertEqual((response.status_code, response.data), (200, b''))
        self.simulator.clock.advance(600)
        self.assertEqual(self.status(feed_id), 'CANCELLED')
        self.assertNotIn('processingStartTime', self.feed(feed_id))
        self.assertEqual(self.packages(order), [])

    def test_feed_that_is_worked_on_cannot_be_cancelled(self):
        self.simulator.feeds.duration = 3 * MINUTE
        [feed_id] = self.send_some(1)
        for seconds in (61, 120):
            self.simulator.clock.advance(seconds)
            self.assert_refused(
                self.client.delete(f'{FEEDS}/{feed_id}', headers=self.headers()), 400,
                'InvalidInput', "cannot be cancelled")

    # === SEARCH === #

    def test_latest_feeds_come_first(self):
        sent = self.send_some(3)
        self.assertEqual(self.found(feedTypes=FEED_TYPE), sent[::-1])
        self.assertEqual(self.found(feedTypes='JSON_LISTINGS_FEED'), [])
        self.assertEqual(self.found(feedTypes=f'JSON_LISTINGS_FEED,{FEED_TYPE}'), sent[::-1])

    def test_pages(self):
        sent = self.send_some(3)
        first = self.get(FEEDS, feedTypes=FEED_TYPE, pageSize=2).json
        sent += self.send_some(1)
        second = self.get(FEEDS, nextToken=first['nextToken']).json
        self.assertNotIn('nextToken', second)
        self.assertEqual(
            [feed['feedId'] for feed in first['feeds'] + second['feeds']], sent[2::-1])

    def test_feeds_by_status_marketplace_and_time(self):
        self.simulator.feeds.end_next('FATAL')
        fatal, done = self.send_some(2)
        for expected, parameters in (
            ([fatal], {'processingStatuses': 'FATAL'}),
            ([done, fatal], {'processingStatuses': 'FATAL,DONE'}),
            ([], {'marketplaceIds': 'A1PA6795UKMFR9'}),
            ([done, fatal], {'marketplaceIds': 'A1PA6795UKMFR9,ATVPDKIKX0DER'}),
            ([], {'createdUntil': '2026-01-01T00:00:00Z'}),
            ([done, fatal], {'createdSince': '2026-01-01T00:00:00Z'}),
        ):
            with self.subTest(parameters):
                self.assertEqual(self.found(feedTypes=FEED_TYPE, **parameters), expected)

    def test_feeds_are_kept_for_90_days(self):
        self.send_some(1)
        self.wait(91 * 24 * 3600)
        self.assertEqual(self.found(feedTypes=FEED_TYPE), [])

    def test_wrong_searches_are_refused(self):
        self.send_some(2)
        token = self.get(FEEDS, feedTypes=FEED_TYPE, pageSize=1).json['nextToken']
        for parameters in (
            {}, {'pageSize': 5}, {'feedTypes': FEED_TYPE, 'pageSize': 101},
            {'feedTypes': FEED_TYPE, 'processingStatuses': 'READY'},
            {'feedTypes': FEED_TYPE, 'createdSince': 'yesterday'},
            {'nextToken': token, 'feedTypes': FEED_TYPE}, {'nextToken': 'x'}, {'nextToken': 'eA=='},
            {'feedTypes': FEED_TYPE, 'orderId': '1'},
        ):
            with self.subTest(parameters):
                self.assert_refused(self.get(FEEDS, **parameters), 400, 'InvalidInput')

    def test_feeds_of_others_are_unknown(self):
        [feed_id] = self.send_some(1)
        other = self.simulator.add_seller()
        refresh_token = self.simulator.lwa.authorize(self.simulator.application, other)
        self.access_token = self.get_access_token(refresh_token=refresh_token)
        self.assert_refused(self.get(f'{FEEDS}/{feed_id}'), 404, 'NotFound')
        self.assertEqual(self.found(feedTypes=FEED_TYPE), [])

    # === LIMITS === #

    def test_published_limits(self):
        [feed_id] = self.send_some(1)
        document = self.create_document()
        self.upload(document, b'x')
        self.simulator.limits.enabled = True
        for burst, call in (
            (15, lambda: self.post(DOCUMENTS, {'contentType': CONTENT_TYPE})),
            (15, lambda: self.create_feed(document)),
            (15, lambda: self.get(f'{FEEDS}/{feed_id}')),
            (10, lambda: self.get(FEEDS, feedTypes=FEED_TYPE)),
            (15, lambda: self.client.delete(f'{FEEDS}/{feed_id}', headers=self.headers())),
            (10, lambda: self.get(f'{DOCUMENTS}/{document["feedDocumentId"]}')),
        ):
            statuses = [call().status_code for _number in range(burst + 1)]
            self.assertEqual(statuses.index(429), burst)
        self.wait(119)
        self.assertEqual(self.create_feed(document).status_code, 429)
        self.wait(2)
        self.assertEqual(self.create_feed(document).status_code, 202)


@tagged('-at_install', 'post_install')
class TestFeedTrouble(FeedCase):

    def setUp(self):
        super().setUp()
        self.orders = [self.shop.place() for _number in range(3)]

    def send_all(self):
        return self.send(self.envelope(*(
            self.message(order, number) for number, order in enumerate(self.orders, 1))))

    def shipped(self):
        return [order.status == 'SHIPPED' for order in self.orders]

    def test_answer_is_lost_but_the_feed_is_not(self):
        document = self.create_document()
        self.upload(document, self.envelope(self.message(self.orders[0])))
        self.simulator.faults.add('createFeed', faults.lost_answer)
        with self.assertRaises(ConnectionResetError):
            self.create_feed(document)
        self.assertEqual(self.shipped(), [True, False, False])
        [feed] = self.get(FEEDS, feedTypes=FEED_TYPE).json['feeds']
        self.assertEqual(feed['processingStatus'], 'DONE')

    def test_feed_ends_without_a_report(self):
        for status, messages in (('FATAL', 0), ('CANCELLED', 0), ('FATAL', 2)):
            with self.subTest(status=status, messages=messages):
                self.simulator.feeds.end_next(status, messages)
                feed = self.feed(self.send_all())
                self.assertEqual(feed['processingStatus'], status)
                self.assertNotIn('resultFeedDocumentId', feed)
                self.assertEqual(sum(self.shipped()), messages)
        self.assertEqual(self.status(self.send_all()), 'DONE')

    def test_feed_never_ends(self):
        for status, messages in (('IN_QUEUE', 0), ('IN_PROGRESS', 1)):
            with self.subTest(status):
                self.simulator.feeds.end_next(status, messages)
                feed_id = self.send_all()
                self.wait(30 * 24 * 3600)
                self.assertEqual(self.status(feed_id), status)
                self.assertNotIn('processingEndTime', self.feed(feed_id))
                self.assertEqual(sum(self.shipped()), messages)

    def test_feed_ends_well_after_all(self):
        self.simulator.feeds.end_next('FATAL')
        self.simulator.feeds.forget_plans()
        self.assertEqual(self.status(self.send_all()), 'DONE')

    def test_ending_that_amazon_does_not_know(self):
        with self.assertRaises(ValueError):
            self.simulator.feeds.end_next('READY')

    def test_report_is_mangled_once(self):
        def claim_errors(report):
            report.status_code = 'Rejected'
            report.successful, report.with_error = 0, 3

        self.simulator.feeds.mangle_report(claim_errors)
        report = self.report(self.send_all())
        self.assertIn(b'<StatusCode>Rejected<', report)
        self.assertIn(b'<MessagesWithError>3<', report)
        self.assertNotIn(b'<Result>', report)
        self.assertIn(b'<StatusCode>Complete<', self.report(self.send_all()))

    def test_report_is_something_else(self):
        self.simulator.feeds.mangle_report(lambda report: b'Internal error')
        self.assertEqual(self.report(self.send_all()), b'Internal error')
