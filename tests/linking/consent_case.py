from urllib.parse import parse_qs, urlsplit

import requests

from odoo.tests import HttpCase

from ..common import AmazonCase

BEGIN, LOGIN, REDIRECT = (f'/amazon_connector/{name}' for name in ('consent', 'login', 'redirect'))


class ConsentCase(AmazonCase, HttpCase):
    """An account with a public application, and a browser that goes to Amazon and back."""

    registry_test_mode = False  # AmazonCase enters it.

    def setUp(self):
        super().setUp()
        self.application = self.amazon.application
        self.account.write({
            'refresh_token': False, 'is_public_application': True, 'is_draft_application': True,
            'application_ref': self.application.application_id,
        })
        self.application.login_uri = self.account.login_uri
        self.application.redirect_uri = self.account.redirect_uri
        self.env.flush_all()

    def go(self, url, data=None):
        """Go to an address, and to no other that it leads to."""
        if data is not None or not url.startswith(self.url):
            return self.url_open(self.in_odoo(url), data=data, allow_redirects=False)
        return requests.get(url, allow_redirects=False, timeout=10)

    def in_odoo(self, url):
        """Return an address of Odoo's at the port that answers in tests."""
        parts = urlsplit(url)
        return f'{parts.path}?{parts.query}' if parts.query else parts.path

    def begin(self):
        """Ask for a consent; return the address of Amazon's page."""
        response = self.go(f'{BEGIN}/{self.account.id}')
        self.assertEqual(response.status_code, 303, response.text)
        return response.headers['Location']

    def agree(self, consent_url, answer='yes'):
        """Answer on Amazon's page; return where it leads."""
        page = requests.get(consent_url, timeout=10)
        self.assertNotIn("Error Code", page.text)
        query = {name: values[0] for name, values in parse_qs(urlsplit(consent_url).query).items()}
        response = requests.post(
            consent_url.partition('?')[0], data={**query, 'answer': answer},
            allow_redirects=False, timeout=10)
        return response.headers['Location']

    def come_back(self, login_url):
        """Log in, have Amazon confirm, and return where Amazon leads then."""
        to_amazon = self.go(login_url).headers['Location']
        return requests.get(to_amazon, allow_redirects=False, timeout=10).headers['Location']
