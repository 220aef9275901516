from odoo.exceptions import UserError
from odoo.tests import Form

from ...workshop.simulator import CLIENT_ID, CLIENT_SECRET, faults
from ...workshop.simulator.core.errors import unauthorized
from ..common import AmazonCase
from .test_pasted import APPLICATION, SECRET, TOKEN


class TestLinkRefused(AmazonCase):
    """Whoever links a shop is told which value is wrong, where the right one is, and what to do."""

    def refusal(self, **values):
        account = self.create_account(**values)
        with self.assertRaises(UserError) as refusal:
            self.click(account, 'action_link')
        self.assertEqual(account.state, 'draft')
        return str(refusal.exception)

    # === BEFORE AMAZON IS ASKED === #

    def assert_told_without_amazon(self, words, **values):
        calls = self.amazon.calls.total()
        self.assertRegex(self.refusal(**values), words)
        self.assertEqual(self.amazon.calls.total(), calls)

    def test_application_id_in_place_of_the_client_id(self):
        self.assert_told_without_amazon(
            "Client ID: This is the application ID; the client ID is one line below it.",
            client_id=APPLICATION)

    def test_access_token_in_place_of_the_refresh_token(self):
        self.assert_told_without_amazon(
            "access token.*Authorize.*Atzr", refresh_token='Atza|IwEBIA9')

    def test_two_values_that_changed_places(self):
        told = self.refusal(client_secret=TOKEN, refresh_token=SECRET)
        self.assertIn("Client Secret: This is the refresh token.", told)
        self.assertIn("Refresh Token: This is the client secret.", told)
        self.assertNotIn(SECRET, told)
        self.assertNotIn(TOKEN, told)

    def test_marketplace_in_place_of_the_merchant_token(self):
        self.assert_told_without_amazon(
            "Merchant Token: This is the ID of a marketplace", seller_ref='ATVPDKIKX0DER')

    def test_word_that_is_no_merchant_token(self):
        self.assert_told_without_amazon("letters and digits", seller_ref="Camellia & Ink")

    def test_labels_and_blanks_are_no_hindrance(self):
        account = self.create_account(
            client_id=f'Client identifier\n{CLIENT_ID}\n', client_secret=f'"{CLIENT_SECRET}"',
            refresh_token=f' {self.refresh_token}\u200b', seller_ref=' asimulator1 ',
        )
        self.click(account, 'action_link')
        self.assertEqual(account.state, 'linked')
        self.assertEqual(account.client_id, CLIENT_ID)
        self.assertEqual(account.seller_ref, 'ASIMULATOR1')

    def test_form_takes_them_off_at_once(self):
        form = Form(self.account.with_user(self.env.ref('base.user_admin')))
        form.client_id = f'Client ID: {CLIENT_ID}'
        self.assertEqual(form.client_id, CLIENT_ID)

    def test_form_warns_at_once(self):
        spec = {name: {} for name in ('client_id', 'client_secret')}
        result = self.account.onchange({'client_id': APPLICATION}, ['client_id'], spec)
        self.assertIn("application ID", result['warning']['message'])

    # === WHAT AMAZON SAYS === #

    def test_token_of_another_region_is_thought_of(self):
        told = self.refusal(
            refresh_token='Atzr|other', base_marketplace_id=self.marketplace('DE').id)
        self.assertIn("another region than Europe, where Amazon.de is", told)

    def test_token_of_another_region_that_amazon_only_denies(self):
        """Issue 4825 of amzn/selling-partner-api-models."""
        self.amazon.faults.add('getMarketplaceParticipations', faults.access_denied)
        told = self.refusal(base_marketplace_id=self.marketplace('JP').id)
        self.assertIn("another region than Far East, where Amazon.co.jp is", told)
        self.assertIn("Selling Partner Insights", told)

    def test_credentials_of_two_applications(self):
        self.amazon.faults.add('token', faults.client_not_authorized)
        self.assertIn("from the same one", self.refusal())

    def test_secret_that_amazon_does_not_know_yet(self):
        """Issue 595 of jlevers/selling-partner-api: a new secret takes its time."""
        told = self.refusal(client_secret=SECRET)
        self.assertRegex(told, "180 days, and may take an hour to know a new one")

    def test_secret_that_has_expired(self):
        self.amazon.faults.add('getMarketplaceParticipations', faults.secret_expired)
        self.assertIn("secret has expired", self.refusal())

    def test_what_amazon_says_itself_is_told(self):
        self.amazon.faults.add(
            'getMarketplaceParticipations', lambda call: call.refuse(unauthorized("Try later.")))
        self.assertIn("Try later.", self.refusal())
