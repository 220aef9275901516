import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from odoo.tests import tagged

from ...workshop.simulator import faults, serve
from .simulator_case import (
    CONTENT_TYPE,
    DOCUMENTS,
    ORDERS,
    PARTICIPATIONS,
    FeedCase,
    SimulatorCase,
)


@tagged('-at_install', 'post_install')
class TestFaults(SimulatorCase):

    def spoil(self, fault, operation='searchOrders', **when):
        self.simulator.faults.add(operation, fault, **when)

    def test_throttled(self):
        self.spoil(faults.throttle)
        self.assert_refused(self.search(), 429, 'QuotaExceeded')

    def test_access_denied(self):
        self.spoil(faults.access_denied)
        self.assert_refused(self.search(), 403, 'Unauthorized')

    def test_server_error(self):
        self.spoil(faults.server_error)
        self.assert_refused(self.search(), 500, 'InternalFailure')

    def test_gateway_page(self):
        self.spoil(faults.html_503)
        response = self.search()
        self.assertEqual(response.status_code, 503)
        self.assertEqual(response.mimetype, 'text/html')

    def test_empty_body(self):
        self.spoil(faults.empty())
        self.spoil(faults.empty(503))
        for status in (200, 503):
            response = self.search()
            self.assertEqual((response.status_code, response.data), (status, b''))

    def test_not_found_outside_of_amazons_shape(self):
        self.spoil(faults.message_404, 'getOrder')
        response = self.get(f'{ORDERS}/111-1111111-1111111')
        self.assertEqual((response.status_code, response.json), (404, {'message': "Not Found"}))

    def test_cut_json(self):
        self.shop.place()
        self.wait()
        whole = self.search().data
        self.spoil(faults.cut_json)
        response = self.search()
        self.assertEqual(response.status_code, 200)
        self.assertTrue(whole.startswith(response.data[:20]))
        with self.assertRaises(json.JSONDecodeError):
            json.loads(response.data)

    def test_slow_answer_is_a_proper_one(self):
        self.spoil(faults.slow(0.05))
        start = time.perf_counter()
        self.assertEqual(self.search().status_code, 200)
        self.assertGreaterEqual(time.perf_counter() - start, 0.05)

    def test_answer_is_late_but_the_deed_is_not(self):
        order = self.shop.place()
        self.spoil(faults.late_answer(0.3), 'confirmShipment')
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(self.confirm, order)
            time.sleep(0.15)
            self.assertEqual((order.status, answer.done()), ('SHIPPED', False))
            self.assertEqual(answer.result().status_code, 204)

    def test_page_repeated(self):
        for _number in range(3):
            self.shop.place()
        self.wait()
        self.spoil(faults.page_repeated, after=1)
        first = self.search(maxResultsPerPage=1).json
        token = first['pagination']['nextToken']
        self.assertEqual(self.search(maxResultsPerPage=1, paginationToken=token).json, first)
        third = self.search(maxResultsPerPage=1, paginationToken=token).json
        self.assertNotEqual(third['orders'], first['orders'])

    def test_order_changes_between_two_pages(self):
        first = self.shop.place()
        self.wait()
        second = self.shop.place()
        self.wait()
        self.spoil(faults.before_answer(lambda: self.shop.cancel(second.order_id)), after=1)
        page = self.search(maxResultsPerPage=1).json
        self.assertEqual(page['orders'][0]['orderId'], first.order_id)
        token = page['pagination']['nextToken']
        self.assertEqual(
            self.search(maxResultsPerPage=1, paginationToken=token).json['orders'], [])

    def two_pages(self, fault):
        """Return the ids on the first of two pages, and the answer to the call for the second."""
        for _number in range(4):
            self.shop.place()
            self.wait(1)
        self.wait()
        self.spoil(fault, after=1)
        first = self.search(maxResultsPerPage=2).json
        second = self.search(
            maxResultsPerPage=2, paginationToken=first['pagination']['nextToken'])
        return [order['orderId'] for order in first['orders']], second

    def test_order_is_on_two_pages(self):
        first, second = self.two_pages(faults.page_overlapping)
        refs = [order['orderId'] for order in second.json['orders']]
        self.assertEqual(refs[:2], first)
        self.assertEqual(set(refs), {order.order_id for order in self.shop})

    def test_page_in_another_order(self):
        first, second = self.two_pages(faults.page_reordered)
        refs = [order['orderId'] for order in second.json['orders']]
        self.assertEqual(first + refs[::-1], [order.order_id for order in self.shop])

    def test_page_token_expires_before_its_time(self):
        _first, second = self.two_pages(faults.page_token_expired)
        self.assert_refused(second, 400, 'InvalidInput', 'has expired')

    def test_there_is_no_page_token_that_could_expire(self):
        self.spoil(faults.page_token_expired)
        self.assertEqual(self.search().status_code, 200)

    def test_token_endpoint_fails(self):
        self.spoil(faults.html_503, 'token')
        self.assertEqual(self.ask_token().status_code, 503)
        self.assertEqual(self.ask_token().status_code, 200)

    def test_script_is_worked_off_call_by_call(self):
        self.spoil(faults.throttle, times=2, after=1)
        self.spoil(faults.server_error)
        self.assertTrue(self.simulator.faults.pending('searchOrders'))
        statuses = [self.search().status_code for _number in range(5)]
        self.assertEqual(statuses, [200, 429, 429, 500, 200])
        self.assertFalse(self.simulator.faults.pending('searchOrders'))

    def test_script_of_one_operation_leaves_the_others_alone(self):
        self.spoil(faults.throttle)
        self.assertEqual(self.get(f'{ORDERS}/111-1111111-1111111').status_code, 404)
        self.simulator.faults.clear()
        self.assertEqual(self.search().status_code, 200)


@tagged('-at_install', 'post_install')
class TestFaultsOverHttp(SimulatorCase):

    def test_connection_reset(self):
        self.simulator.faults.add('searchOrders', faults.connection_reset)
        with serve(self.simulator) as url:
            connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
            self.addCleanup(connection.close)
            with self.assertRaises(ConnectionResetError) as reset:
                connection.request('GET', ORDERS)
                connection.getresponse()
            # Not http.client's subclass, which stands for a connection that was closed properly.
            self.assertIs(type(reset.exception), ConnectionResetError)
            connection.request('GET', ORDERS)
            self.assertEqual(connection.getresponse().status, 403)
        self.assertEqual([entry.status for entry in self.simulator.journal][-2:], [None, 403])


    def test_lost_answer(self):
        order = self.shop.place()
        self.simulator.faults.add('confirmShipment', faults.lost_answer)
        with serve(self.simulator) as url:
            connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
            self.addCleanup(connection.close)
            with self.assertRaises(ConnectionResetError):
                connection.request(
                    'POST', f'/orders/v0/orders/{order.order_id}/shipmentConfirmation',
                    json.dumps(self.confirmation(order)), self.headers())
                connection.getresponse()
        self.assertEqual(order.status, 'SHIPPED')


@tagged('-at_install', 'post_install')
class TestJournal(SimulatorCase):

    def test_calls_are_counted_and_kept_without_secrets(self):
        self.search(maxResultsPerPage=7)
        self.search(maxResultsPerPage=0)
        self.get(f'{ORDERS}/111-1111111-1111111')
        self.assertEqual(
            self.simulator.calls, {'token': 1, 'searchOrders': 2, 'getOrder': 1})
        token, search, refused, _get = self.simulator.journal
        self.assertEqual((token.method, token.path, token.query), ('POST', '/auth/o2/token', ''))
        self.assertEqual((search.operation, search.status), ('searchOrders', 200))
        self.assertIn('maxResultsPerPage=7', search.query)
        self.assertEqual(refused.status, 400)
        self.assertNotIn(self.access_token, str(self.simulator.journal))

    def test_failed_calls_are_counted_too(self):
        self.simulator.faults.add('searchOrders', faults.throttle)
        self.search()
        self.assertEqual(self.simulator.calls['searchOrders'], 1)


@tagged('-at_install', 'post_install')
class TestRequestIds(FeedCase):
    """Amazon's support asks for the `x-amzn-RequestId` of an answer."""

    def setUp(self):
        super().setUp()
        self.answers = [self.ask_token()]

    def assert_answer(self, status, response):
        self.assertEqual(response.status_code, status, response.data)
        self.answers.append(response)

    def assert_ids(self):
        """Check that each answer has an id of its own, and that the journal has the same ones."""
        ids = [response.headers['x-amzn-RequestId'] for response in self.answers]
        self.assertEqual(len(set(ids)), len(ids), ids)
        in_journal = [entry.request_id for entry in self.simulator.journal]
        self.assertEqual(in_journal[-len(ids):], ids)

    def test_good_answers(self):
        order = self.shop.place()
        self.assert_answer(200, self.search())
        self.assert_answer(200, self.search())
        self.assert_answer(204, self.confirm(order))
        self.assert_answer(200, self.get(PARTICIPATIONS))
        self.assert_ids()

    def test_documents(self):
        created = self.post(DOCUMENTS, {'contentType': CONTENT_TYPE})
        self.assert_answer(201, created)
        self.assert_answer(404, self.follow(self.get_link(created.json)))
        self.assert_answer(200, self.upload(created.json, b'x'))
        self.assert_answer(403, self.follow('http://localhost/documents/none'))
        self.assert_ids()

    def get_link(self, document):
        self.answers.append(self.get(f'{DOCUMENTS}/{document["feedDocumentId"]}'))
        return self.answers[-1].json['url']

    def test_refusals(self):
        self.simulator.limits.enabled = True
        self.simulator.limits.set('searchOrders', rate=0.001, burst=1)
        self.assert_answer(400, self.search(maxResultsPerPage=0))
        self.assert_answer(429, self.search())
        self.assert_answer(404, self.get(f'{ORDERS}/111-1111111-1111111'))
        self.assert_answer(400, self.ask_token(grant_type='password'))
        self.access_token = 'wrong'
        self.assert_answer(403, self.search())
        self.assert_ids()

    def test_faults(self):
        for fault, status in (
            (faults.throttle, 429), (faults.access_denied, 403), (faults.server_error, 500),
            (faults.html_503, 503), (faults.empty(), 200), (faults.page_repeated, 200),
        ):
            self.simulator.faults.add('searchOrders', fault)
            self.assert_answer(status, self.search())
        self.assert_ids()

    def test_answer_that_is_lost(self):
        self.simulator.faults.add('searchOrders', faults.lost_answer)
        with self.assertRaises(ConnectionResetError):
            self.search()
        lost = self.simulator.journal[-1]
        self.assertTrue(lost.request_id)
        self.assertIsNone(lost.status)

    def test_what_is_no_operation(self):
        first, second = self.get('/orders/2026-01-01'), self.get('/orders/2026-01-01')
        self.assertEqual((first.status_code, second.status_code), (404, 404))
        self.assertNotEqual(*(
            answer.headers['x-amzn-RequestId'] for answer in (first, second)))

    def test_unknown_operations_are_refused(self):
        for path in ('/orders/v0/orders', '/orders/2026-01-01', '/favicon.ico'):
            with self.subTest(path):
                self.assert_refused(self.get(path), 404, 'NotFound')
        headers = {'x-amz-access-token': self.access_token}
        self.assert_refused(self.client.post(ORDERS, headers=headers), 404, 'NotFound')

    def test_every_answer_has_a_request_id_of_its_own(self):
        self.simulator.faults.add('searchOrders', faults.html_503, after=1)
        answers = [self.search(), self.search(), self.get('/orders/v0/orders'), self.ask_token()]
        self.assertEqual(len({answer.headers['x-amzn-RequestId'] for answer in answers}), 4)
