from odoo.tests import BaseCase, tagged

from ...spapi import Endpoints


@tagged('-at_install', 'post_install')
class TestEndpoints(BaseCase):

    def test_production(self):
        endpoints = Endpoints.production('eu')
        self.assertEqual(endpoints.api_url, 'https://sellingpartnerapi-eu.amazon.com')
        self.assertEqual(endpoints.lwa_url, 'https://api.amazon.com/auth/o2/token')

    def test_unknown_region(self):
        self.assertRaises(ValueError, Endpoints.production, 'cn')

    def test_secrets_travel_encrypted(self):
        good = 'https://amazon.example.com'
        Endpoints(good, good)
        for url in (
            'http://amazon.example.com', 'http://10.0.0.1', 'http://127.0.0.1.example.com',
            'http://localhost.example.com', 'http://127.0.0.1@example.com', 'ftp://127.0.0.1',
        ):
            with self.subTest(url):
                self.assertRaises(ValueError, Endpoints, url, good)
                self.assertRaises(ValueError, Endpoints, good, url)

    def test_this_machine_needs_no_encryption(self):
        for url in ('http://127.0.0.1:8000', 'http://localhost', 'http://[::1]:8000/sandbox/'):
            with self.subTest(url):
                self.assertTrue(Endpoints(url, url).is_on_this_machine)
        self.assertFalse(Endpoints.production('fe').is_on_this_machine)

    def test_what_is_no_base_url_is_refused(self):
        for url in (
            '', 'https://', '127.0.0.1:8000', 'https://a b', 'https://a.example.com\n',
            'https://a.example.com/?region=eu', 'https://a.example.com/#top', 'https://ä.example.com',
            'https://user:password@a.example.com', 'https://a.example.com:99999',
            'https://a.example.com:port', 'https://[::1',
        ):
            with self.subTest(url):
                self.assertRaises(ValueError, Endpoints, url, 'https://a.example.com')

    def test_token_url_without_a_path_gets_amazons(self):
        for url in ('http://127.0.0.1:8000', 'http://127.0.0.1:8000/'):
            self.assertEqual(
                Endpoints(url, url).lwa_url, 'http://127.0.0.1:8000/auth/o2/token'
            )

    def test_slash_at_the_end_does_not_matter(self):
        url = 'https://a.example.com'
        self.assertEqual(Endpoints(f'{url}/', url), Endpoints(url, url))
