from datetime import datetime, timedelta, timezone

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ...workshop.simulator import (
    DIRECT_TO_CONSUMER,
    FINANCE,
    ORDER_TRACKING,
    PRODUCT_LISTING,
    SELLER_ID,
    TAX_INVOICING,
    TAX_REMITTANCE,
    Address,
    Buyer,
    faults,
)
from ...workshop.simulator.marketplace.roles import AMAZON_FULFILLMENT
from ..common import AmazonCase


class TestPermissions(AmazonCase):
    """Whoever has linked a shop sees what works, and what each missing role costs."""

    def setUp(self):
        super().setUp()
        self.account.seller_ref = SELLER_ID
        self.account.action_link()

    def place(self, **values):
        return self.shop.place('US', **{
            'status': 'SHIPPED', 'updated': datetime.now(timezone.utc) - timedelta(days=2),
            'buyer': Buyer("Ada Byron"), 'recipient': Address("Ada Byron", "1 Mill Lane"),
            **values,
        })

    def place_both(self):
        self.place(channel='MERCHANT')
        self.place(channel='AMAZON')

    def check(self):
        notification = self.click(self.account, 'action_check_permissions')
        self.states = self.account.permissions
        return notification['params']

    def assert_missing(self, *keys):
        missing = {key for key, state in self.states.items() if state == 'missing'}
        self.assertEqual(missing, set(keys))

    def test_all_works_with_all_roles(self):
        self.place_both()
        told = self.check()
        self.assertEqual(set(self.states.values()), {'works'}, self.states)
        self.assertEqual(self.states.keys(), self.account._permissions().keys())
        self.assertEqual(told['type'], 'success')
        self.assertTrue(self.account.permissions_checked_at)

    def test_missing_role_costs_something(self):
        self.place_both()
        for role, keys, words in (
            (DIRECT_TO_CONSUMER, ['addresses'], "buyers are called Amazon Customer"),
            (FINANCE, ['finances'], "looked up in Seller Central"),
            (PRODUCT_LISTING, ['listings'], "Stock and prices"),
        ):
            with self.subTest(role):
                self.shop.roles.discard(role)
                told = self.check()
                self.assert_missing(*keys)
                self.assertIn(words, self.account.permissions_list)
                self.assertIn(self.account._permissions()[keys[0]].name, told['message'])
                self.shop.roles.add(role)

    def test_without_roles_for_taxes_buyers_of_what_amazon_ships_have_no_name(self):
        self.place_both()
        self.shop.roles -= {TAX_INVOICING, TAX_REMITTANCE}
        self.check()
        self.assert_missing('taxes')

    def test_stock_at_amazon_takes_one_of_two_roles(self):
        self.place_both()
        self.shop.roles.discard(AMAZON_FULFILLMENT)
        self.check()
        self.assert_missing()

    def test_stock_at_amazon_without_both_roles(self):
        self.place_both()
        self.shop.roles -= {AMAZON_FULFILLMENT, PRODUCT_LISTING}
        self.check()
        self.assert_missing('listings', 'inventory')

    def test_seller_without_orders_is_not_told_that_roles_are_missing(self):
        self.check()
        self.assertEqual(self.states['orders'], 'works')
        self.assertEqual(self.states['addresses'], 'unseen')
        self.assertEqual(self.states['taxes'], 'unseen')
        self.assertIn("nothing to see it by", self.account.permissions_list)

    def test_seller_without_a_merchant_token(self):
        self.account.seller_ref = False
        self.check()
        self.assertEqual(self.states['listings'], 'unseen')

    def test_role_without_which_amazon_refuses_orders_with_people(self):
        """Issue 5319 of amzn/selling-partner-api-models: absent data, or 403."""
        def refuse_people(call):
            if 'RECIPIENT' in call.request.args.get('includedData', ''):
                return faults.access_denied(call)
            return call.answer()

        self.amazon.faults.add('searchOrders', refuse_people, times=9)
        self.check()
        self.assertEqual(self.states['orders'], 'works')
        self.assert_missing('addresses')

    def test_no_orders_at_all(self):
        self.shop.roles -= {ORDER_TRACKING, DIRECT_TO_CONSUMER, TAX_INVOICING, TAX_REMITTANCE}
        told = self.check()
        self.assert_missing('orders')
        self.assertEqual(told['type'], 'warning')

    def test_outage_of_one_is_no_missing_role(self):
        self.amazon.faults.add('listTransactions', faults.html_503)
        self.amazon.faults.add('searchOrders', faults.throttle)
        self.check()
        self.assert_missing()
        self.assertEqual(self.states['finances'], 'unknown')
        self.assertEqual(self.states['orders'], 'unknown')

    def test_amazon_that_refuses_everything_changes_nothing(self):
        self.check()
        self.amazon.faults.add('getMarketplaceParticipations', faults.access_denied, times=9)
        before = self.account.permissions
        with self.assertRaisesRegex(UserError, "denied|does not tell"):
            self.check()
        self.assertEqual(self.account.permissions, before)

    def test_calls_of_orders_are_spared(self):
        """Amazon allows twenty in a row: people who check do not hold up the synchronization."""
        before = self.amazon.calls['searchOrders']
        self.check()
        self.assertEqual(self.amazon.calls['searchOrders'] - before, 1)

    def test_only_who_sets_up_accounts_checks(self):
        user = new_test_user(
            self.env, 'amazon-user', 'base.group_user,amazon_connector.group_amazon_user')
        calls = self.amazon.calls.total()
        with self.assertRaises(AccessError):
            self.click(self.account, 'action_check_permissions', user)
        self.assertEqual(self.amazon.calls.total(), calls)

    def test_people_of_orders_are_not_kept(self):
        self.place_both()
        self.check()
        self.assertFalse(self.env['amazon.order'].search([('account_id', '=', self.account.id)]))
        self.assertNotIn("Ada", str(self.account.read()))
