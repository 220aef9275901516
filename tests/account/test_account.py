from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError

from ...workshop.simulator import faults
from ...workshop.simulator.core.errors import unauthorized
from ..common import AmazonCase


class TestAccount(AmazonCase):

    def _link_error(self, **credentials):
        account = self.create_account(**credentials)
        with self.assertRaises(UserError) as error:
            account.action_link()
        self.assertEqual(account.state, 'draft')
        return str(error.exception)

    # === LINKING === #

    def test_linking_starts_from_now_and_lists_the_marketplaces(self):
        account = self.create_account(
            available_marketplace_ids=False, active_marketplace_ids=False
        )
        account.action_link()
        self.assertEqual(account.state, 'linked')
        # What is newer, Amazon does not tell yet.
        self.assertAlmostEqual(
            account.last_orders_sync,
            fields.Datetime.now() - timedelta(minutes=3),
            delta=timedelta(seconds=5),
        )
        self.assertIn(self.marketplace('DE'), account.available_marketplace_ids)
        self.assertNotIn(self.marketplace('BE'), account.available_marketplace_ids,
                         "the seller does not take part there")
        self.assertEqual(account.active_marketplace_ids, account.available_marketplace_ids)

    def test_wrong_client_secret_is_told_even_while_a_token_is_good(self):
        self.account.action_link()
        self.assertIn("client secret", self._link_error(client_secret='wrong'))

    def test_wrong_refresh_token_is_told(self):
        self.assertIn("refresh token", self._link_error(refresh_token='Atzr|wrong'))

    def test_missing_role_is_told(self):
        self.amazon.faults.add(
            'getMarketplaceParticipations', lambda call: call.refuse(unauthorized()), times=2
        )
        self.assertIn("roles", self._link_error())

    def test_outage_is_told(self):
        self.amazon.faults.add('token', faults.html_503)
        self.assertIn("Amazon cannot be reached", self._link_error())

    def test_missing_credentials_are_told(self):
        self.assertIn("Credentials", self._link_error(client_id=False))

    def test_linking_again_keeps_the_choice_of_marketplaces(self):
        self.account.action_link()
        self.account.active_marketplace_ids = self.marketplace('JP')
        self.account.action_link()
        self.assertEqual(self.account.active_marketplace_ids, self.marketplace('JP'))

    def test_marketplaces_chosen_before_linking_stay_the_choice(self):
        account = self.create_account(available_marketplace_ids=False)
        before = account.active_marketplace_ids
        account.action_link()
        self.assertEqual(account.active_marketplace_ids, before)

    def test_update_available_marketplaces_adds_new_ones(self):
        self.account.action_link()
        self.account.active_marketplace_ids = self.marketplace('US')
        self.amazon.seller.participate('BE')
        self.amazon.seller.withdraw('US')
        self.account.action_update_available_marketplaces()
        self.assertEqual(self.account.active_marketplace_ids, self.marketplace('BE'))

    def test_marketplace_of_another_account_of_the_seller_is_left_to_it(self):
        """Each order would be imported twice."""
        self.account.action_link()
        twin = self.create_account(
            name="Twin", available_marketplace_ids=False, active_marketplace_ids=False
        )
        twin.action_link()
        self.assertFalse(twin.active_marketplace_ids & self.account.active_marketplace_ids)
        self.assertIn(self.marketplace('GB'), twin.active_marketplace_ids)
        with self.assertRaisesRegex(ValidationError, "imported twice"):
            twin.active_marketplace_ids += self.marketplace('US')

    def test_same_seller_is_known_by_either_token(self):
        self.account.seller_ref = 'A1SELLER'
        self.account.action_link()
        twin = self.create_account(
            name="Twin", available_marketplace_ids=False, active_marketplace_ids=False
        )
        twin.action_link()
        self.assertFalse(twin.active_marketplace_ids & self.account.active_marketplace_ids)

    def test_failed_statement_with_secrets_is_logged_without_them(self):
        with (
            self.assertLogs('odoo.sql_db', 'ERROR') as log,
            self.assertRaisesRegex(ValidationError, "missing: Home Marketplace"),
        ):
            self.create_account(refresh_token='TOP-SECRET', base_marketplace_id=False)
        self.assertNotIn('TOP-SECRET', str(log.output))

    def test_feed_threshold_is_not_negative(self):
        with self.assertRaisesRegex(ValidationError, "cannot be negative"):
            self.account.feed_threshold = -1

    def test_emptied_credentials_end_the_link(self):
        self.account.action_link()
        self.account.client_secret = False
        self.assertEqual(self.account.state, 'draft')

    def test_scheduled_action_that_was_deleted_is_made_again(self):
        self.account.action_link()
        self.account.orders_cron_id.unlink()
        self.account._wake_up('orders')
        self.assertTrue(self.account.orders_cron_id)

    def test_archived_account_does_nothing_on_a_click(self):
        self.account.action_link()
        self.account.active = False
        calls = self.amazon.calls.total()
        with self.assertRaisesRegex(UserError, "archived"):
            self.click(self.account, 'action_sync_orders')
        self.assertEqual(self.amazon.calls.total(), calls)

    def test_account_with_orders_is_not_deleted(self):
        self.link()
        self.shop.place()
        self.sync()
        with self.assertRaisesRegex(UserError, "Archive it"):
            self.account.unlink()

    # === LAST ORDERS SYNC === #

    def test_last_orders_sync_in_the_future_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "future"):
            self.account.last_orders_sync = fields.Datetime.now() + timedelta(days=1)

    def test_last_orders_sync_that_was_emptied_starts_from_now(self):
        self.link()
        self.account.last_orders_sync = False
        self.sync()
        self.assertTrue(self.account.last_orders_sync)

    # === DEFAULTS === #

    def test_all_marketplaces_of_amazon_are_known(self):
        self.assertGreaterEqual(self.env['amazon.marketplace'].search_count([]), 23)

    def test_accounts_of_a_company_share_team_and_location(self):
        second = self.create_account(name="Second")
        self.assertEqual(second.team_id, self.account.team_id)
        self.assertEqual(second.location_id, self.account.location_id)
        self.assertEqual(second.location_id.usage, 'internal')
        warehouse = self.env['stock.warehouse'].search([('company_id', '=', self.company.id)])[:1]
        self.assertEqual(second.location_id.warehouse_id, warehouse)

    def test_team_and_location_can_be_chosen(self):
        team = self.env['crm.team'].create({'name': "Own"})
        self.account.team_id = team
        self.assertEqual(self.account.team_id, team)

    def test_team_and_location_left_empty_are_the_shared_ones(self):
        team, location = self.account.team_id, self.account.location_id
        self.create_account(name="Second")
        self.account.write({'team_id': False, 'location_id': False})
        self.assertEqual((self.account.team_id, self.account.location_id), (team, location))

    def test_another_company_has_its_own_location(self):
        other = self.env['res.company'].create({'name': "Other"})
        account = self.create_account(company_id=other.id, user_id=False)
        self.assertEqual(account.location_id.company_id, other)
        self.assertNotEqual(account.location_id, self.account.location_id)

    # === ENDPOINTS === #

    def test_plain_http_is_refused_unless_it_stays_on_this_machine(self):
        with self.assertRaises(ValidationError):
            self.account.endpoint_url = 'http://example.com'
        with self.assertRaises(ValidationError):
            self.account.lwa_url = 'http://127.0.0.1.example.com/auth/o2/token'
        self.account.endpoint_url = 'https://example.com'

    def test_token_address_needs_no_path(self):
        account = self.create_account(lwa_url=self.url)
        account.action_link()
        self.assertEqual(account.state, 'linked')
