import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user

from ...spapi import Endpoints, Unavailable
from ...spapi.core.deadline import Deadline
from ...spapi.core.documents import download, upload
from ...spapi.core.transport import Transport
from ..common import AmazonCase
from ..spapi.spapi_case import SpapiCase

# Where a hostile answer may want us to look.
INTERNAL = (
    'https://127.0.0.1:{port}/x', 'http://127.0.0.1:{port}/x', 'https://localhost:{port}/x',
    'https://127.1:{port}/x', 'https://2130706433:{port}/x', 'https://0x7f000001:{port}/x',
    'https://0177.0.0.1/x', 'https://[::1]:{port}/x', 'https://[::ffff:127.0.0.1]:{port}/x',
    'http://169.254.169.254/latest/meta-data/', 'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/x', 'https://192.168.1.1/x', 'https://[fd00::1]/x', 'https://0.0.0.0/x',
    'https://intranet/x', 'https://metadata.google.internal/x', 'https://printer.local/x',
    'https://x.localhost./x', 'file:///etc/passwd', 'ftp://files.example.com/x',
    'gopher://127.0.0.1:{port}/x', 'https://user:password@files.example.com/x',
    'https://files.example.com@127.0.0.1:{port}/x', '//127.0.0.1/x', '',
)
# What looks like this machine, and is not.
NOT_LOOPBACK = (
    'http://127.0.0.1.example.com', 'http://localhost.example.com', 'http://127.0.0.1@example.com',
    'http://example.com#127.0.0.1', 'http://example.com?127.0.0.1', 'http://localhost.',
    'http://127.0.0.1%2eexample.com', 'http://[::ffff:8.8.8.8]', 'http://0.0.0.0', 'http://10.0.0.1',
    'http://128.0.0.1', 'http://[fe80::1]', 'http://lоcalhost', 'http://LOCALHOST.example.com',
    'http://127.0.0.1\\@example.com', 'http://example.com\\127.0.0.1',
    'ftp://127.0.0.1', 'file:///etc/passwd', 'javascript:alert(1)', 'http:127.0.0.1', '127.0.0.1',
)


class Listener(HTTPServer):
    """A server that remembers that it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.requests.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"orders": []}')

        do_POST = do_PUT = do_GET

        def log_message(self, *args):
            pass

    def __init__(self):
        super().__init__(('127.0.0.1', 0), self.Handler)
        self.requests = []


@contextmanager
def listening(listener):
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield listener
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()


class TestSecurityNetwork(SpapiCase):

    def test_documents_of_amazon_are_not_looked_for_in_the_own_network(self):
        transport = Transport(Endpoints.production('na'), Deadline(None))
        self.addCleanup(transport.close)
        with listening(Listener()) as internal:
            for url in INTERNAL:
                url = url.format(port=internal.server_port)
                with self.subTest(url):
                    with self.assertRaisesRegex(Unavailable, "not at a safe address"):
                        download(transport, url)
                    with self.assertRaisesRegex(Unavailable, "not at a safe address"):
                        upload(transport, url, b'<AmazonEnvelope/>', 'text/xml')
        self.assertEqual(internal.requests, [])


class TestSecurityAddresses(AmazonCase):

    def test_secrets_go_to_encrypted_addresses_or_to_this_machine(self):
        for field in ('endpoint_url', 'lwa_url'):
            for url in NOT_LOOPBACK:
                with self.subTest(field=field, url=url), self.assertRaises(ValidationError):
                    self.account[field] = url
            for url in ('https://example.com', 'http://127.0.0.1:80', 'http://[::1]:80',
                        'http://localhost:8080', 'http://127.8.9.10'):
                self.account[field] = url

    def test_addresses_are_entered_by_system_administrators(self):
        manager = new_test_user(
            self.env, 'amazon-manager', 'base.group_user,amazon_connector.group_amazon_manager'
        )
        administrator = new_test_user(
            self.env, 'sysadmin', 'base.group_user,base.group_system'
        )
        value = 'https://evil.example.com'
        for field in ('endpoint_url', 'lwa_url'):
            with self.subTest(field):
                values = {'name': "Mine", 'base_marketplace_id': self.marketplace('US').id}
                accounts = self.env['amazon.account'].with_user(manager)
                with self.assertRaises(AccessError):
                    self.account.with_user(manager)[field] = value
                with self.assertRaises(AccessError):
                    accounts.create({**values, field: value})
                with self.assertRaises(AccessError):
                    accounts.with_context(**{f'default_{field}': value}).create(values)
                accounts.create(values)
                created = accounts.with_user(administrator).create({**values, field: value})
                self.assertEqual(created[field], value)
