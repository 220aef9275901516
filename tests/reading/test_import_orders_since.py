from datetime import datetime, timedelta, timezone

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form

from ...workshop.simulator import faults
from ..common import AmazonCase


class TestImportOrdersSince(AmazonCase):
    """A shop that is linked has open orders on Amazon already."""

    def setUp(self):
        super().setUp()
        self.account.action_link()

    def ago(self, **span):
        return datetime.now(timezone.utc) - timedelta(**span)

    def import_orders(self, **values):
        """Fill in what is asked, as a person does."""
        action = self.account.action_import_orders()
        form = Form(self.env[action['res_model']].with_context(**action['context']))
        for field, value in values.items():
            setattr(form, field, value)
        return self.click(form.save(), 'action_import')

    def test_open_orders_of_two_weeks_are_imported_by_default(self):
        orders = [self.shop.place(updated=self.ago(days=day)) for day in (1, 7, 13)]
        notification = self.import_orders()
        self.assertIn("being fetched", notification['params']['message'])
        self.sync()
        for order in orders:
            self.assertEqual(self.sale_order(order).state, 'sale')

    def test_scheduled_action_begins_at_once(self):
        self.import_orders()
        triggers = self.env['ir.cron.trigger'].search(
            [('cron_id', '=', self.account.orders_cron_id.id)])
        self.assertLessEqual(min(triggers.mapped('call_at')), fields.Datetime.now())

    def test_what_was_shipped_before_is_left_alone_by_default(self):
        shipped = [
            self.shop.place(updated=self.ago(days=2), status='SHIPPED', channel=channel)
            for channel in ('MERCHANT', 'AMAZON')
        ]
        self.import_orders()
        self.sync()
        for order in shipped:
            self.assertFalse(self.inbox(order))

    def test_hundreds_of_open_orders_come_page_by_page(self):
        for _ in range(250):
            self.shop.place(updated=self.ago(days=3))
        self.amazon.faults.add('searchOrders', faults.server_error, after=2)
        self.import_orders()
        self.sync()
        self.sync()
        self.assertEqual(self.env['sale.order'].search_count([
            ('amazon_account_id', '=', self.account.id)
        ]), 250)
        self.assertFalse(self.account._is_amid_pages())

    def test_all_orders_of_a_month_are_imported_if_wanted(self):
        shipped = self.shop.place(updated=self.ago(days=20), status='SHIPPED', channel='AMAZON')
        older = self.shop.place(updated=self.ago(days=40))
        since = fields.Date.today() - timedelta(days=30)
        self.import_orders(choice='all', since=since)
        self.sync()
        self.assertTrue(self.sale_order(shipped))
        self.assertFalse(self.inbox(older))

    def test_nothing_of_before_is_imported_if_wanted(self):
        order = self.shop.place(updated=self.ago(hours=2))
        self.import_orders(choice='none')
        self.sync()
        self.assertFalse(self.inbox(order))

    def test_pending_order_is_imported_once_it_is_paid(self):
        order = self.shop.place(updated=self.ago(days=2), status='PENDING')
        self.import_orders()
        self.sync()
        self.shop.release(order.order_id)
        self.sync()
        self.assertTrue(self.sale_order(order))

    def test_account_that_has_read_for_a_while_imports_older_orders(self):
        self.sync()
        order = self.shop.place(updated=self.ago(days=5))
        self.import_orders(since=fields.Date.today() - timedelta(days=6))
        self.sync()
        self.assertTrue(self.sale_order(order))

    def test_open_orders_of_a_marketplace_that_is_denied_at_first_come_later(self):
        order = self.shop.place('DE', updated=self.ago(days=3))
        self.amazon.seller.deny('DE')
        self.import_orders()
        self.sync()
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.amazon.seller.deny()
        self.click(self.account, 'action_sync_orders')
        self.sync()
        self.assertTrue(self.sale_order(order))

    def test_open_orders_that_amazon_refuses_to_tell_of_are_given_up_with_a_word(self):
        def refuse_open_ones(call):
            if 'fulfillmentStatuses' in call.request.args:
                return faults.refused_though_valid(call)
            return call.answer()

        self.amazon.faults.add('searchOrders', refuse_open_ones, times=1000)
        self.import_orders()
        for _ in range(8):
            self.sync()
        self.assertIn("Import Older Orders", self.account.message_ids[0].body)
        self.assertFalse(self.account.orders_sync_message)

    def test_day_begins_where_the_user_is(self):
        admin = self.env.ref('base.user_admin')
        admin.tz = 'Asia/Tokyo'
        wizard = self.env['amazon.import.orders.wizard'].with_user(admin).create({
            'account_id': self.account.id, 'since': '2026-11-02',
        })
        self.assertEqual(str(wizard._moment()), '2026-11-01 15:00:00')

    def test_year_that_was_typed_with_two_digits_or_one_means_all_there_is(self):
        admin = self.env.ref('base.user_admin')
        for zone in ('Asia/Tokyo', 'America/New_York'):
            admin.tz = zone
            for day in ('0001-01-01', '0026-11-02'):
                with self.subTest(zone=zone, day=day):
                    wizard = self.env['amazon.import.orders.wizard'].with_user(admin).create({
                        'account_id': self.account.id, 'since': day,
                    })
                    self.assertIn(wizard._moment().year, (1999, 2000))

    def test_day_in_the_future_is_refused(self):
        with self.assertRaisesRegex(UserError, "in the past"):
            self.import_orders(since=fields.Date.today() + timedelta(days=2))

    def test_account_that_is_not_linked_imports_nothing(self):
        self.account.action_unlink_from_amazon()
        with self.assertRaisesRegex(UserError, "not linked"):
            self.import_orders()
