from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ..common import AmazonCase

SECRETS = ['client_id', 'client_secret', 'refresh_token', 'endpoint_url', 'lwa_url']


class TestAccess(AmazonCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env, 'amazon-user', 'base.group_user,amazon_connector.group_amazon_user'
        )
        cls.manager = new_test_user(
            cls.env, 'amazon-manager', 'base.group_user,amazon_connector.group_amazon_manager'
        )
        cls.salesman = new_test_user(
            cls.env, 'salesman', 'base.group_user,sales_team.group_sale_salesman'
        )

    def test_secrets_are_for_system_administrators(self):
        for user in (self.user, self.manager, self.salesman):
            account = self.account.with_user(user)
            for secret in SECRETS:
                with self.assertRaises(AccessError):
                    account.read([secret])
                with self.assertRaises(AccessError):
                    account.write({secret: 'x'})

    def test_user_synchronises_but_does_not_set_up(self):
        self.link()
        order = self.shop.place()
        notification = self.click(self.account, 'action_sync_orders', self.user)
        self.assertEqual(notification['params']['type'], 'success')
        self.assertTrue(self.inbox(order).with_user(self.user).sale_order_id)
        with self.assertRaises(AccessError):
            self.account.with_user(self.user).name = "Mine"
        with self.assertRaises(AccessError):
            self.account.with_user(self.user).action_link()

    def test_manager_sets_up_without_being_system_administrator(self):
        account = self.account.with_user(self.manager)
        account.action_link()
        account.last_orders_sync = '2026-01-01 00:00:00'
        account.active_marketplace_ids -= self.marketplace('DE')
        account.action_update_available_marketplaces()
        account.action_unlink_from_amazon()
        self.assertEqual(account.state, 'draft')
        self.assertFalse(self.account.refresh_token)

    def test_user_does_not_link_by_the_back_door(self):
        self.link()
        self.account.state = 'draft'
        with self.assertRaisesRegex(UserError, "administrator can link"):
            self.click(self.account, 'action_sync_orders', self.user)

    def test_system_administrator_sees_the_accounts(self):
        administrator = new_test_user(self.env, 'sysadmin', 'base.group_user,base.group_system')
        self.assertTrue(self.account.with_user(administrator).refresh_token)

    def test_salesman_neither_synchronises_nor_reads_the_inbox(self):
        self.link()
        order = self.shop.place()
        self.sync()
        with self.assertRaises(AccessError):
            self.click(self.account, 'action_sync_orders', self.salesman)
        with self.assertRaises(AccessError):
            self.inbox(order).with_user(self.salesman).read(['reason'])
        with self.assertRaises(AccessError):
            self.inbox(order).with_user(self.salesman).action_retry()

    def test_what_amazon_sent_is_not_for_users(self):
        order = self.shop.place()
        self.link()
        self.sync()
        with self.assertRaises(AccessError):
            self.inbox(order).with_user(self.manager).read(['payload'])

    def test_accounts_of_other_companies_are_out_of_sight(self):
        other = self.env['res.company'].create({'name': "Other"})
        account = self.create_account(company_id=other.id, user_id=False)
        self.assertFalse(
            self.env['amazon.account'].with_user(self.manager).search([('id', '=', account.id)])
        )
