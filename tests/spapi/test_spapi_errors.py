from datetime import datetime, timedelta, timezone

from werkzeug.wrappers import Response

from odoo.tests import tagged

from ...spapi import (
    AmazonError,
    Endpoints,
    Malformed,
    MalformedOrder,
    MalformedReport,
    Order,
    ProcessingReport,
    Rejected,
    SellingPartner,
    Shipment,
    ShipmentItem,
    Throttled,
    Unauthorized,
    Unavailable,
)
from ...workshop.simulator import faults
from .spapi_case import TOKEN_PATH, US, SpapiCase

FEED_REF = '50039018869'


class Watched:
    """A WSGI application around another one, which notes the ids that answers have."""

    def __init__(self, app, replace=None):
        self.request_ids = []
        self._app = app
        self._replace = replace or {}

    def __call__(self, environ, start_response):
        def start(status, headers, *args):
            headers = [(name, self._replace.get(name, value)) for name, value in headers]
            self.request_ids.append(dict(headers)['x-amzn-RequestId'])
            return start_response(status, headers, *args)

        return self._app(environ, start)


@tagged('-at_install', 'post_install')
class TestErrors(SpapiCase):
    """What an error says beside its sentence."""

    def setUp(self):
        super().setUp()
        self.watched = Watched(self.simulator)
        self.amazon = self.connect(self.serve(self.watched))

    def caught(self, ask, *args, **options):
        with self.assertRaises(AmazonError) as caught:
            ask(*args, **options)
        return caught.exception

    def assert_tells(self, error, kind, operation, status=None):
        """Check what an error tells; without a status, there must be no answer either."""
        self.assertIsInstance(error, kind)
        self.assertEqual((error.operation, error.status), (operation, status))
        self.assertEqual(error.request_id, self.watched.request_ids[-1] if status else '')
        self.assertTrue(error.advice.endswith('.'))
        self.assertEqual(error.kind, kind.kind)

    # === ANSWERS === #

    def test_unavailable(self):
        for fault, status in (
            (faults.html_503, 503), (faults.server_error, 500), (faults.cut_json, 200),
            (faults.empty(200), 200), (faults.message_404, 404),
        ):
            with self.subTest(status=status):
                self.spoil(fault)
                self.assert_tells(self.caught(self.search), Unavailable, 'searchOrders', status)

    def test_answers_that_cannot_be_used(self):
        def answer(body):
            return lambda call: Response(body, mimetype='application/json')

        for operation, body, ask, args in (
            ('searchOrders', '{"orders": [], "pagination": []}', self.search, ()),
            ('searchOrders', f'{{"orders": [{",".join(["{}"] * 5000)}]}}', self.search, ()),
            ('getOrder', '{"order": {}}', self.amazon.get_order, ('111-1111111-1111111',)),
            ('getFeed', '{"feedId": "1"}', self.amazon.get_feed, (FEED_REF,)),
            (
                'getMarketplaceParticipations', '{"payload": [{}]}',
                self.amazon.marketplace_participations, (),
            ),
        ):
            with self.subTest(body[:30]):
                self.spoil(answer(body), operation)
                self.assert_tells(self.caught(ask, *args), Unavailable, operation, 200)

    def test_throttled(self):
        self.spoil(faults.throttle)
        self.assert_tells(self.caught(self.search), Throttled, 'searchOrders', 429)
        # Now it is this side that does not ask: there is no answer.
        self.assert_tells(self.caught(self.search), Throttled, 'searchOrders')

    def test_unauthorized(self):
        self.spoil(faults.access_denied, times=2)
        self.assert_tells(self.caught(self.search), Unauthorized, 'searchOrders', 403)

    def test_rejected(self):
        error = self.caught(self.amazon.get_order, '111-1111111-1111111')
        self.assert_tells(error, Rejected, 'getOrder', 404)
        error = self.caught(self.search, updated_before=datetime.now(timezone.utc))
        self.assert_tells(error, Rejected, 'searchOrders', 400)

    def test_rejected_for_a_reason_that_is_known(self):
        error = self.caught(self.search, page_token='no token')
        self.assertTrue(error.is_about_page_token)
        self.assert_tells(error, Rejected, 'searchOrders', 400)

    def test_login_with_amazon(self):
        amazon = self.connect(self.amazon._endpoints.api_url, client_secret='wrong')
        self.assert_tells(self.caught(self.search, amazon), Unauthorized, 'token', 401)
        self.spoil(faults.html_503, 'token')
        error = self.caught(self.amazon.check_credentials)
        self.assert_tells(error, Unavailable, 'token', 503)

    def test_documents(self):
        self.spoil(faults.html_503, 'uploadFeedDocument')
        error = self.caught(self.amazon.upload_feed_document, b'<AmazonEnvelope/>')
        self.assert_tells(error, Unavailable, 'uploadDocument', 503)
        self.spoil(faults.connection_reset, 'uploadFeedDocument')
        error = self.caught(self.amazon.upload_feed_document, b'<AmazonEnvelope/>')
        self.assert_tells(error, Unavailable, 'uploadDocument')

        document_ref = self.amazon.upload_feed_document(b'<AmazonEnvelope/>')
        feed_ref = self.amazon.create_fulfillment_feed([US], document_ref)
        report_ref = self.amazon.get_feed(feed_ref).report_ref
        self.spoil(faults.html_503, 'downloadFeedDocument')
        error = self.caught(self.amazon.download_feed_report, report_ref)
        self.assert_tells(error, Unavailable, 'downloadDocument', 503)

    # === NO ANSWERS === #

    def test_broken_connections(self):
        self.search()
        self.spoil(faults.connection_reset)
        self.assert_tells(self.caught(self.search), Unavailable, 'searchOrders')

    def test_no_time_left(self):
        self.search()
        url = self.amazon._endpoints.api_url
        amazon = self._stack.enter_context(SellingPartner(
            self.credentials(), Endpoints(url, f'{url}{TOKEN_PATH}'), US, self.limiter, seconds=0,
        ))
        # What another call was answered has nothing to do with it.
        self.assert_tells(self.caught(self.search, amazon), Unavailable, 'token')

    def test_what_is_plainly_wrong_is_not_asked(self):
        shipment = Shipment(
            order_ref='../x', marketplace_ref=US, package_ref='1', carrier_code='UPS',
            tracking_ref='1Z', ship_time=datetime.now(timezone.utc) - timedelta(hours=1),
            items=(ShipmentItem('1', 1),),
        )
        for operation, ask, args in (
            ('searchOrders', self.amazon.search_orders, ([], None, None)),
            ('getOrder', self.amazon.get_order, ('../x',)),
            ('confirmShipment', self.amazon.confirm_shipment, (shipment,)),
            ('getFeed', self.amazon.get_feed, ('../x',)),
            ('getFeedDocument', self.amazon.download_feed_report, ('../x',)),
        ):
            with self.subTest(operation):
                self.assert_tells(self.caught(ask, *args), Rejected, operation)
        self.assertFalse(self.simulator.calls)

    # === WHAT IS SHOWN === #

    def test_trace_is_what_support_asks_for(self):
        self.spoil(faults.html_503)
        error = self.caught(self.search)
        self.assertEqual(
            error.trace, f'searchOrders, HTTP 503, request {self.watched.request_ids[-1]}'
        )
        self.assertNotIn(error.request_id, str(error))
        self.assertEqual(Unavailable("No.").trace, '')

    def test_what_is_no_id_is_not_shown(self):
        for value in ('<script>', 'jane@example.com', 'A' * 101, 'a b', ''):
            with self.subTest(value):
                watched = Watched(self.simulator, {'x-amzn-RequestId': value})
                amazon = self.connect(self.serve(watched))
                self.spoil(faults.html_503)
                error = self.caught(self.search, amazon)
                self.assertEqual((error.status, error.request_id), (503, ''))

    def test_what_cannot_be_understood_came_of_an_earlier_call(self):
        for kind, read in ((MalformedOrder, Order.from_payload),
                           (MalformedReport, ProcessingReport.from_xml)):
            with self.subTest(kind=kind):
                error = self.caught(read, b'{')
                self.assertIsInstance(error, Malformed)
                self.assert_tells(error, kind, '')
                self.assertEqual(error.trace, '')

    def test_advice_suits_the_reason(self):
        advice = {Unauthorized(reason).advice for reason in (
            'invalid_client', 'invalid_grant', 'access_denied')}
        self.assertEqual(len(advice), 3)
