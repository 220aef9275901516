from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from ...workshop.simulator import faults
from ..common import AmazonCase


class TestLateOrders(AmazonCase):
    """Amazon shows some changes late, with the date that they had: people report half a day."""

    def setUp(self):
        super().setUp()
        self.account.action_link()
        clock = freeze_time(fields.Datetime.now())
        self.clock = clock.start()
        self.addCleanup(clock.stop)
        self.run_for(minutes=10)

    def run_for(self, every=5, **span):
        """Let time go by, and the scheduled action with it."""
        end = fields.Datetime.now() + timedelta(**span)
        while fields.Datetime.now() < end:
            self.clock.tick(timedelta(minutes=every))
            self.sync()

    def place_late(self, **delay):
        order = self.shop.place()
        return self.shop.hide(order.order_id, timedelta(**delay))

    def calls(self):
        return self.amazon.calls['searchOrders']

    def assert_read_after(self, order, minutes):
        """Check that an order is imported within so many minutes after Amazon shows it."""
        self.clock.move_to(order.hidden_until.replace(tzinfo=None) - timedelta(seconds=1))
        self.sync()
        self.assertFalse(self.sale_order(order))
        self.run_for(minutes=minutes)
        self.assertTrue(self.sale_order(order))

    def test_orders_late_by_minutes_or_hours_are_read_with_the_next_news(self):
        for minutes in (5, 30, 60, 180, 600):
            with self.subTest(minutes=minutes):
                self.run_for(minutes=30)
                order = self.place_late(minutes=minutes)
                self.assert_read_after(order, minutes=15)

    def test_orders_late_by_a_day_and_a_half_are_read_by_the_second_look(self):
        self.run_for(hours=1)
        order = self.place_late(hours=40)
        self.assert_read_after(order, minutes=60)

    def test_change_that_comes_late_is_followed(self):
        order = self.shop.place()
        self.run_for(minutes=20)
        self.shop.cancel(order.order_id)
        self.shop.hide(order.order_id, timedelta(hours=20))
        self.run_for(minutes=30)
        self.assertEqual(self.sale_order(order).state, 'sale')
        self.clock.move_to(order.hidden_until.replace(tzinfo=None))
        self.run_for(minutes=60)
        self.assertEqual(self.sale_order(order).state, 'cancel')

    def test_what_has_not_changed_costs_no_write(self):
        order = self.shop.place()
        self.run_for(minutes=20)
        self.env.flush_all()
        before = self.inbox(order).write_date
        self.run_for(hours=2)
        self.assertEqual(self.inbox(order).write_date, before)

    def test_orders_of_before_the_link_are_left_alone(self):
        now = fields.Datetime.now()
        with freeze_time(now - timedelta(hours=10)):
            order = self.shop.place()
        self.run_for(hours=2)
        self.assertFalse(self.inbox(order))

    def test_orders_of_before_a_marketplace_was_on_the_list_are_left_alone(self):
        germany = self.marketplace('DE')
        self.account.active_marketplace_ids -= germany
        self.account.marketplaces_left = self.account.marketplaces_read_since = False
        german = self.shop.place('DE')
        self.run_for(hours=2)
        self.account.active_marketplace_ids += germany
        american = self.place_late(hours=1)
        self.run_for(hours=4)
        self.assertFalse(self.inbox(german))
        self.assertTrue(self.inbox(american))

    def test_what_a_person_deleted_does_not_come_back_by_itself(self):
        order = self.shop.place()
        self.run_for(minutes=20)
        sale_order = self.sale_order(order)
        sale_order._action_cancel()
        sale_order.unlink()
        self.run_for(hours=2)
        self.assertFalse(self.sale_order(order))

    def test_second_look_leaves_calls_to_news_and_people(self):
        self.run_for(hours=3)
        for _ in range(3):
            self.clock.tick(timedelta(minutes=1))
            self.click(self.account, 'action_sync_orders')
            self.assertFalse(self.account.orders_sync_message)

    def test_second_look_that_is_refused_starts_over_without_a_loss(self):
        self.run_for(hours=1)
        order = self.place_late(hours=30)
        for _ in range(150):
            self.shop.place()
        self.clock.move_to(order.hidden_until.replace(tzinfo=None))
        self.amazon.faults.add('searchOrders', faults.page_refused_in_other_words, times=6)
        self.run_for(hours=2)
        self.assertTrue(self.sale_order(order))
        self.assertFalse(self.account.orders_sync_message)

    def test_no_more_calls_than_amazon_allows(self):
        self.run_for(hours=2)
        before = self.calls()
        self.run_for(hours=6)
        self.assertLessEqual(self.calls() - before, 6 * 20 + 1)
        self.assertNotIn(429, {entry.status for entry in self.amazon.journal})

    def test_clock_that_is_ahead_stops_nothing(self):
        self.run_for(minutes=30)
        self.amazon.clock.advance(-600)
        order = self.shop.place()
        self.run_for(hours=1)
        self.assertTrue(self.sale_order(order))
