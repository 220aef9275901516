import logging
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ...spapi import AmazonError, Credentials
from ...workshop.simulator import CLIENT_ID, CLIENT_SECRET, faults
from .spapi_case import US, SpapiCase

ADDON = Path(__file__).resolve().parents[2]
# What other programs on the same server may use the library with.
FOREIGN_SETTINGS = {
    'AWS_ENV': 'SANDBOX',
    'SP_API_DEFAULT_MARKETPLACE': 'JP',
    'SP_API_REFRESH_TOKEN': 'Atzr|foreign',
    'LWA_APP_ID': 'amzn1.foreign',
    'LWA_CLIENT_SECRET': 'foreign',
}
UNKNOWN_SETTINGS = {
    'AWS_ENV': 'TESTING',
    'SP_API_DEFAULT_MARKETPLACE': 'NOWHERE',
    'SP_API_AUTH_CACHE_SIZE': 'ten',
}


def run_python(code, settings):
    return subprocess.run(
        [sys.executable, '-c', code],
        cwd=ADDON, env={**os.environ, **settings}, capture_output=True, text=True, check=False,
    )


@tagged('-at_install', 'post_install')
class TestForeignSettings(SpapiCase):

    def test_foreign_settings_do_not_redirect(self):
        order = self.shop.place()
        with patch.dict(os.environ, FOREIGN_SETTINGS):
            [header] = self.search(self.connect()).headers
        self.assertEqual(header.order_ref, order.order_id)
        self.assertIn('marketplaceIds=ATVPDKIKX0DER', self.simulator.journal[-1].query)

    def test_unknown_settings_do_no_harm(self):
        with patch.dict(os.environ, UNKNOWN_SETTINGS):
            self.assertEqual(self.search(self.connect()).headers, [])

    def test_foreign_credentials_do_not_stand_in_for_absent_ones(self):
        with patch.dict(os.environ, FOREIGN_SETTINGS):
            amazon = self.connect(client_id='', client_secret='', refresh_token='')
            self.assertRaises(AmazonError, amazon.check_credentials)
        self.assertNotIn('foreign', str(self.simulator.journal))

    def test_bare_library_is_redirected(self):
        with patch.dict(os.environ, FOREIGN_SETTINGS):
            self.assertEqual(
                self.bare_library().endpoint, 'https://sellingpartnerapi-fe.amazon.com'
            )


@tagged('-at_install', 'post_install')
class TestImport(BaseCase):

    def test_unknown_settings_do_not_prevent_the_import(self):
        code = "import os, spapi; print(os.environ['SP_API_DEFAULT_MARKETPLACE'])"
        result = run_python(code, UNKNOWN_SETTINGS)
        self.assertEqual((result.stdout, result.returncode), ('NOWHERE\n', 0), result.stderr)

    def test_bare_library_cannot_be_imported(self):
        for name, value in UNKNOWN_SETTINGS.items():
            with self.subTest(name):
                self.assertTrue(run_python("import sp_api.api", {name: value}).returncode)

    def test_odoo_is_not_needed(self):
        result = run_python("import spapi, sys; print('odoo' in sys.modules)", {})
        self.assertEqual(result.stdout, 'False\n', result.stderr)


@tagged('-at_install', 'post_install')
class TestLogs(SpapiCase):
    """What is logged, even when the server is told to log all it can."""

    def setUp(self):
        super().setUp()
        self.order = self.shop.place()
        self.access_tokens = []
        self.spoil(self.remember_access_token, times=9)

    def remember_access_token(self, call):
        self.access_tokens.append(call.request.headers['x-amz-access-token'])
        return call.answer()

    @contextmanager
    def all_logged(self):
        """Collect the records that the root logger gets at level DEBUG."""
        lines = []

        class Handler(logging.Handler):
            def emit(self, record):
                lines.append(f'{record.name}: {record.getMessage()}')

        root, handler = logging.getLogger(), Handler()
        level = root.level
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        try:
            yield lines
        finally:
            root.setLevel(level)
            root.removeHandler(handler)

    def secrets(self):
        return {
            CLIENT_SECRET, self.refresh_token, *self.access_tokens,
            self.order.buyer.name, self.order.buyer.email, self.order.recipient.line1,
        }

    def test_no_secrets_and_nothing_of_the_libraries(self):
        with self.all_logged() as lines:
            self.amazon.check_credentials()
            self.search(page_token=None)
            self.amazon.get_order(self.order.order_id)
            for fault in (faults.html_503, faults.connection_reset, faults.cut_json):
                self.simulator.faults.clear()
                self.spoil(fault)
                self.assertRaises(AmazonError, self.search)
        for secret in self.secrets():
            self.assertFalse([line for line in lines if secret in line])
        libraries = ('httpx', 'httpcore', 'sp_api')
        self.assertFalse([line for line in lines if self.url in line or line.startswith(libraries)])

    def test_links_to_documents_are_not_logged(self):
        with self.all_logged() as lines:
            document_ref = self.amazon.upload_feed_document(b'<AmazonEnvelope/>')
            feed_ref = self.amazon.create_fulfillment_feed([US], document_ref)
            self.amazon.download_feed_report(self.amazon.get_feed(feed_ref).report_ref)
        self.assertEqual(self.simulator.calls['uploadFeedDocument'], 1)
        self.assertEqual(self.simulator.calls['downloadFeedDocument'], 1)
        self.assertFalse([line for line in lines if 'X-Amz-' in line or document_ref in line])

    def test_bare_library_logs_secrets(self):
        loggers = [logging.getLogger(name) for name in ('sp_api', 'httpx')]
        of_the_client = logging.getLogger('sp_api.base.client')
        for logger in loggers:
            logger.propagate = True
        level = of_the_client.level
        of_the_client.setLevel(logging.DEBUG)
        try:
            with self.all_logged() as lines:
                self.bare_library().search()
        finally:
            of_the_client.setLevel(level)
            for logger in loggers:
                logger.propagate = False
        self.assertTrue(self.access_tokens)
        for secret in (self.access_tokens[0], self.order.buyer.email, self.url):
            self.assertTrue([line for line in lines if secret in line])

    def test_no_secrets_in_errors(self):
        for operation in ('token', 'searchOrders'):
            for fault in (faults.html_503, faults.connection_reset, faults.cut_json):
                with self.subTest(operation=operation, fault=fault.__name__):
                    self.simulator.faults.clear()
                    self.spoil(fault, operation)
                    with self.assertRaises(AmazonError) as caught:
                        self.amazon.check_credentials()
                        self.search()
                    # What a traceback shows beside the error itself.
                    error = caught.exception
                    self.assertIsNone(error.__cause__)
                    self.assertTrue(error.__suppress_context__ or error.__context__ is None)
                    self.assertNotIn(self.url, str(error))

    def test_no_secrets_in_representations(self):
        credentials = Credentials(CLIENT_ID, CLIENT_SECRET, self.refresh_token)
        page = self.search()
        for text in map(repr, (credentials, page, self.amazon._tokens.get())):
            self.assertFalse([secret for secret in self.secrets() if secret in text])
