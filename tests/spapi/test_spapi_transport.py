import gzip
import os
import socket
import threading
from contextlib import contextmanager
from unittest.mock import patch

import httpx
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from odoo.tests import tagged

from ...spapi import Endpoints, SellingPartner, Unavailable
from ...workshop.simulator import faults
from .spapi_case import US, SpapiCase

MEGABYTE = b' ' * 1024 * 1024


@tagged('-at_install', 'post_install')
class TestTransport(SpapiCase):

    def setUp(self):
        super().setUp()
        # Not the contract checker: it reads an answer to its end.
        self.plain_url = self.serve(self.simulator)
        self.amazon = self.connect(self.plain_url)

    def test_slow_answers_are_waited_for(self):
        self.spoil(faults.slow(5.5))
        self.assertEqual(self.search().headers, [])

    def test_bare_library_gives_up_after_five_seconds(self):
        self.spoil(faults.slow(5.5))
        self.assertRaises(httpx.TimeoutException, self.bare_library().search)

    def test_gigantic_answers_are_given_up(self):
        def gigantic(call):
            return Response((MEGABYTE for _number in range(1024)), mimetype='application/json')

        self.spoil(gigantic)
        with self.assertRaisesRegex(Unavailable, "too large"):
            self.search()

    def test_compressed_gigantic_answers_are_given_up(self):
        body = gzip.compress(MEGABYTE * 80, compresslevel=1)
        self.spoil(lambda call: Response(body, headers={'Content-Encoding': 'gzip'}))
        with self.assertRaisesRegex(Unavailable, "too large"):
            self.search()

    def test_compressed_answers_are_read(self):
        order = self.shop.place()
        self.spoil(lambda call: Response(
            gzip.compress(call.answer().get_data()), headers={'Content-Encoding': 'gzip'}
        ))
        self.assertEqual(self.search().headers[0].order_ref, order.order_id)

    def test_badly_compressed_answers_are_unavailable(self):
        self.spoil(lambda call: Response(b'{}', headers={'Content-Encoding': 'gzip'}))
        self.assertRaises(Unavailable, self.search)

    def test_answers_cut_off_are_unavailable(self):
        def cut_off(call):
            response = Response(b'{"orders": []}', mimetype='application/json')
            response.headers['Content-Length'] = '1000'
            response.automatically_set_content_length = False
            return response

        self.spoil(cut_off)
        self.assertRaises(Unavailable, self.search)

    def test_redirects_are_not_followed(self):
        def elsewhere(call):
            return Response('{"orders": []}', 302, {'Location': other_url})

        other_calls = []
        other_url = self.serve(lambda environ, start_response: other_calls.append(environ) or [])
        self.spoil(elsewhere)
        self.assertRaises(Unavailable, self.search)
        self.spoil(elsewhere, 'token')
        self.assertRaises(Unavailable, self.amazon.check_credentials)
        self.assertEqual(other_calls, [])

    def test_nobody_listens(self):
        with socket.socket() as unused:
            unused.bind(('127.0.0.1', 0))
            url = f'http://127.0.0.1:{unused.getsockname()[1]}'
            self.assertRaises(Unavailable, self.connect(url).check_credentials)

    def test_something_else_listens(self):
        with socket.create_server(('127.0.0.1', 0)) as server:
            amazon = self.connect(f'http://127.0.0.1:{server.getsockname()[1]}')
            with say_once(server, b'SSH-2.0-OpenSSH_9.2\r\n'):
                self.assertRaises(Unavailable, amazon.check_credentials)

    def test_unknown_certificates_are_not_trusted(self):
        server = make_server('127.0.0.1', 0, self.simulator, threaded=True, ssl_context='adhoc')
        with serving(server):
            amazon = self.connect(f'https://127.0.0.1:{server.port}')
            self.assertRaises(Unavailable, amazon.check_credentials)
        self.assertEqual(self.simulator.calls['token'], 0)

    def test_host_header_is_the_servers(self):
        hosts = []

        def remember(call):
            hosts.append(call.request.headers['Host'])
            return call.answer()

        host = self.plain_url.removeprefix('http://')
        self.spoil(remember, 'token')
        self.spoil(remember)
        self.search()
        self.assertEqual(hosts, [host, host])

    def test_bare_librarys_host_header_is_cut(self):
        hosts = []
        self.spoil(lambda call: hosts.append(call.request.headers['Host']) or call.answer())
        self.bare_library().search()
        self.assertEqual(hosts, [self.url.removeprefix('http://')[1:]])

    def test_closed_with_the_job(self):
        with self.connect() as amazon:
            self.search(amazon)
        self.assertRaises(RuntimeError, self.search, amazon)

    def test_requests_to_this_machine_pass_by_the_proxy(self):
        with patch.dict(os.environ, HTTP_PROXY='http://127.0.0.1:9', ALL_PROXY='http://127.0.0.1:9'):
            self.assertEqual(self.search(self.connect()).headers, [])

    def test_unusable_proxy_is_unavailable(self):
        with patch.dict(os.environ, HTTPS_PROXY='nonsense://proxy'):
            with self.assertRaisesRegex(Unavailable, "proxy"):
                SellingPartner(
                    self.credentials(), Endpoints.production('eu'), US, self.limiter
                )


@contextmanager
def serving(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def say_once(server, words):
    """Say something to the first who connects, whatever they want."""
    def say():
        connection, _address = server.accept()
        with connection:
            connection.sendall(words)
            connection.recv(65536)

    thread = threading.Thread(target=say)
    thread.start()
    try:
        yield
    finally:
        thread.join()
