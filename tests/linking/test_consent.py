from datetime import timedelta

import requests
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...workshop.simulator import SELLER_ID, faults
from .consent_case import LOGIN, REDIRECT, ConsentCase


@tagged('-at_install', 'post_install')
class TestConsent(ConsentCase):
    """Who has a public application authorises it on Amazon's page."""

    def setUp(self):
        super().setUp()
        self.authenticate('admin', 'admin')

    def test_way_there_and_back_links_the_account(self):
        back = self.come_back(self.agree(self.begin()))
        response = self.go(back)
        self.assertEqual(response.status_code, 303, response.text)
        self.assertIn(f'id={self.account.id}', response.headers['Location'])
        self.env.invalidate_all()
        self.assertEqual(self.account.state, 'linked')
        self.assertEqual(self.account.seller_ref, SELLER_ID)
        self.assertTrue(self.account.refresh_token.startswith('Atzr|'))
        self.assertTrue(self.account.permissions)

    def test_seller_who_does_not_agree(self):
        response = self.go(self.agree(self.begin(), answer='no'))
        self.assertIn("You did not agree", response.text)
        self.assertEqual(self.account.state, 'draft')

    def test_errors_of_amazon_s_page_are_explained(self):
        """Issues 191, 517, 2763 of amzn/selling-partner-api-docs and -models."""
        for change, code in (
            ({'is_draft_application': False}, 'MD1000'),
            ({'application_ref': 'amzn1.application-oa2-client.simulator'}, 'MD1000'),
        ):
            with self.subTest(change):
                before = self.account.read(list(change))[0]
                self.account.write(change)
                self.env.flush_all()
                self.assertIn(code, requests.get(self.begin(), timeout=10).text)
                self.account.write(before)
                self.assertIn(code, self.account.consent_help)
        self.application.redirect_uri += '/'
        self.assertIn('MD5101', requests.get(self.begin(), timeout=10).text)
        self.application.login_uri = ''
        self.assertIn('MD5100', requests.get(self.begin(), timeout=10).text)
        self.assertIn('MD9999', requests.get(self.begin().replace('&', '?'), timeout=10).text)

    def test_error_that_comes_back_is_explained(self):
        for error, words in (('MD5101', "to the letter"), ('anything', "begin again")):
            self.begin()
            state = self.state_of(self.begin())
            response = self.go(f'{REDIRECT}?error={error}&state={state}')
            self.assertIn(words, response.text)

    def state_of(self, consent_url):
        return consent_url.partition('state=')[2].partition('&')[0]

    def test_code_that_is_too_old(self):
        """Issue 268 of amzn/selling-partner-api-docs."""
        back = self.come_back(self.agree(self.begin()))
        self.amazon.clock.advance(301)
        self.assertIn("five minutes", self.go(back).text)
        self.assertFalse(self.account.refresh_token)

    def test_outage_after_the_code_keeps_the_token(self):
        back = self.come_back(self.agree(self.begin()))
        self.amazon.faults.add('getMarketplaceParticipations', faults.html_503)
        self.assertIn("503", self.go(back).text)
        self.env.invalidate_all()
        self.assertTrue(self.account.refresh_token)
        self.account.action_link()
        self.assertEqual(self.account.state, 'linked')

    def test_amazon_begins(self):
        """From "Manage your apps", or the Selling Partner Appstore."""
        self.application.is_listed = True
        self.account.is_draft_application = False
        self.env.flush_all()
        question = self.go(self.log_in_url())
        self.assertIn("Test Shop", question.text)
        response = self.answer(question.text)
        back = requests.get(response.headers['Location'], allow_redirects=False, timeout=10)
        self.go(back.headers['Location'])
        self.env.invalidate_all()
        self.assertEqual(self.account.state, 'linked')

    def answer(self, page):
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        return self.go(LOGIN, data={'csrf_token': token, **self.parameters()})

    def parameters(self):
        return {
            'amazon_callback_uri':
                f'{self.url}/apps/authorize/confirm/{self.application.application_id}',
            'amazon_state': 'amzn', 'selling_partner_id': SELLER_ID,
        }

    def log_in_url(self, **different):
        return requests.Request(
            'GET', f'http://odoo{LOGIN}', params={**self.parameters(), **different}).prepare().url

    def test_amazon_that_sends_the_path_alone(self):
        """Issue 1838 of amzn/selling-partner-api-models."""
        path = f'/apps/authorize/confirm/{self.application.application_id}'
        self.begin()
        response = self.go(self.log_in_url(amazon_callback_uri=path))
        self.assertTrue(response.headers['Location'].startswith(f'{self.url}{path}?'))

    def test_amazon_begins_and_no_account_is_known(self):
        self.account.is_public_application = False
        self.env.flush_all()
        self.assertIn("does not know for which account", self.go(self.log_in_url()).text)

    def test_private_application_is_told_to_paste_the_token(self):
        self.account.is_public_application = False
        with self.assertRaisesRegex(UserError, "paste the refresh token"):
            self.click(self.account, 'action_ask_consent')

    def test_amazon_takes_no_address_without_encryption(self):
        self.account.endpoint_url = False
        with self.assertRaisesRegex(UserError, "https"):
            self.click(self.account, 'action_ask_consent')

    def test_neutralised_copy_refuses(self):
        self.account.endpoint_url = False
        self.env['ir.config_parameter'].set_param('database.is_neutralized', True)
        self.env.flush_all()
        response = self.go(f'/amazon_connector/consent/{self.account.id}')
        self.assertIn("neutralised copy", response.text)

    def test_assistant_leads_there(self):
        wizard = self.env['amazon.link.account.wizard'].create({'account_id': self.account.id})
        action = self.click(wizard, 'action_ask_consent')
        self.assertEqual(action['url'], f'/amazon_connector/consent/{self.account.id}')

    def test_ten_minutes_are_enough_and_more_are_not(self):
        state = self.account._seal_consent('secret')
        now = fields.Datetime.now()
        for minutes, is_good in ((9, True), (11, False)):
            with freeze_time(now + timedelta(minutes=minutes)):
                if is_good:
                    self.assertTrue(self.account._unseal_consent(state, 'secret'))
                else:
                    with self.assertRaises(UserError):
                        self.account._unseal_consent(state, 'secret')
