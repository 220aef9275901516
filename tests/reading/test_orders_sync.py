from datetime import datetime, timedelta, timezone

from freezegun import freeze_time
from werkzeug.wrappers import Response

from odoo import fields
from odoo.exceptions import UserError

from ...lib.series import CRON_FOREVER
from ...workshop.simulator import faults
from ...workshop.simulator.core.errors import invalid_input
from ..common import AmazonCase


class TestOrdersSync(AmazonCase):

    def setUp(self):
        super().setUp()
        self.link()
        self.cursor_before = self.account.last_orders_sync

    def _calls(self):
        return self.amazon.calls['searchOrders']

    def _triggers(self):
        return self.env['ir.cron.trigger'].search([
            ('cron_id', '=', self.account.orders_cron_id.id)
        ])

    # === THE PLACE REACHED === #

    def test_last_orders_sync_moves_to_the_end_of_the_window(self):
        before = fields.Datetime.now()
        self.sync()
        self.assertGreater(self.account.last_orders_sync, self.cursor_before)
        self.assertAlmostEqual(
            self.account.last_orders_sync, before - timedelta(minutes=3), delta=timedelta(seconds=5)
        )

    def test_no_fault_of_amazon_looks_like_no_orders(self):
        order = self.shop.place()
        for fault in (
            faults.server_error, faults.html_503, faults.empty(), faults.empty(503),
            faults.cut_json, faults.message_404, faults.connection_reset,
        ):
            with self.subTest(fault=fault):
                self.amazon.faults.add('searchOrders', fault)
                self.sync()
                self.assertEqual(self.account.last_orders_sync, self.cursor_before)
                self.assertTrue(self.account.orders_sync_message)
                self.assertFalse(self.sale_order(order))
        self.sync()
        self.assertTrue(self.sale_order(order))
        self.assertFalse(self.account.orders_sync_message, "the problem is over")

    def test_place_among_pages_is_kept_over_an_outage(self):
        orders = [self.shop.place() for _ in range(250)]
        self.amazon.faults.add('searchOrders', faults.server_error, after=2)
        self.sync()
        self.assertEqual(self.env['amazon.order'].search_count([]), 200)
        self.assertEqual(self.account.last_orders_sync, self.cursor_before)

        self.sync()
        self.assertEqual(self._calls(), 4, "the pages that were read are not read again")
        self.assertEqual(self.env['amazon.order'].search_count([]), len(orders))
        self.assertGreater(self.account.last_orders_sync, self.cursor_before)

    def test_what_changed_during_an_outage_is_read_as_soon_as_it_is_over(self):
        for _ in range(150):
            self.shop.place()
        self.amazon.faults.add('searchOrders', faults.server_error, after=1)
        self.sync()
        now = fields.Datetime.now()
        with freeze_time(now + timedelta(hours=3)):
            late = self.shop.place()
        with freeze_time(now + timedelta(hours=4)):
            self.sync()
        self.assertTrue(self.sale_order(late))

    def test_expired_page_token_starts_the_window_over(self):
        orders = [self.shop.place() for _ in range(150)]
        self.amazon.faults.add('searchOrders', faults.server_error, after=1)
        self.sync()
        self.amazon.clock.advance(25 * 3600)
        self.sync()
        self.assertEqual(self.account.last_orders_sync, self.cursor_before)
        self.sync()
        self.assertEqual(self.env['sale.order'].search_count([
            ('amazon_account_id', '=', self.account.id)
        ]), len(orders))

    def test_page_token_of_yesterday_is_not_used(self):
        orders = [self.shop.place() for _ in range(150)]
        self.amazon.faults.add('searchOrders', faults.server_error, after=1)
        self.sync()
        self.account._reading('new').page_date = fields.Datetime.now() - timedelta(hours=24)
        self.sync()
        self.assertEqual(self._calls(), 4, "the window is read from its beginning")
        self.assertEqual(self.env['amazon.order'].search_count([]), len(orders))

    def test_order_that_changes_between_two_pages_is_imported_once(self):
        orders = [self.shop.place() for _ in range(120)]
        changed = orders[5].order_id
        self.amazon.faults.add('searchOrders', faults.before_answer(
            lambda: self.shop.change(changed, lambda order: None)
        ), after=1)
        self.sync()
        self.sync()
        for order in orders:
            self.assertEqual(len(self.sale_order(order)), 1)

    def test_repeated_page_doubles_nothing(self):
        orders = [self.shop.place() for _ in range(120)]
        self.amazon.faults.add('searchOrders', faults.page_repeated, after=1)
        self.sync()
        self.sync()
        for order in orders:
            self.assertEqual(len(self.sale_order(order)), 1)

    def test_last_orders_sync_set_back_reads_again(self):
        order = self.shop.place(updated=datetime.now(timezone.utc) - timedelta(days=5))
        self.sync()
        self.assertFalse(self.sale_order(order), "it changed before the account was linked")
        self.account.last_orders_sync = fields.Datetime.now() - timedelta(days=6)
        self.sync()
        self.assertTrue(self.sale_order(order))

    def test_unchanged_orders_are_not_written_again(self):
        order = self.shop.place()
        self.sync()
        self.env.flush_all()
        before = self.inbox(order).write_date
        self.account.last_orders_sync = self.cursor_before
        self.sync()
        self.assertEqual(self.inbox(order).write_date, before)

    def test_page_that_amazon_refuses_again_and_again_is_told(self):
        for _ in range(150):
            self.shop.place()
        refusal = invalid_input("Something is wrong.")
        self.amazon.faults.add('searchOrders', lambda call: call.refuse(refusal), after=1, times=3)
        for _ in range(3):
            self.sync()
        self.assertEqual(self._calls(), 4, "the place is kept")
        self.assertIn("refuses", self.account.orders_sync_message)
        self.sync()
        self.assertEqual(self.env['amazon.order'].search_count([]), 150)

    def test_page_refused_in_other_words_starts_the_window_over_after_the_second_time(self):
        for _ in range(150):
            self.shop.place()
        self.amazon.faults.add(
            'searchOrders', faults.page_refused_in_other_words, after=1, times=2)
        self.sync()
        self.assertIn("not valid", self.account.orders_sync_message)
        self.sync()
        self.assertIn("read again from the beginning", self.account.orders_sync_message)
        self.assertEqual(self.account.last_orders_sync, self.cursor_before)
        self.sync()
        self.assertEqual(self.env['amazon.order'].search_count([]), 150)
        self.assertFalse(self.account.orders_sync_message)

    def test_page_that_was_refused_once_is_gone_on_with(self):
        for _ in range(250):
            self.shop.place()
        for _ in range(2):
            self.amazon.faults.add('searchOrders', faults.page_refused_in_other_words, after=1)
            self.sync()
        self.sync()
        self.assertEqual(self._calls(), 5, "no page is read twice")
        self.assertEqual(self.env['amazon.order'].search_count([]), 250)

    def test_same_page_for_ever_is_noticed_told_and_ended(self):
        for _ in range(150):
            self.shop.place()
        self.amazon.faults.add('searchOrders', faults.page_for_ever, after=1, times=100)
        self.sync()
        self.assertEqual(self._calls(), 4)
        self.assertIn("again and again", self.account.orders_sync_message)
        self.assertEqual(self.account.last_orders_sync, self.cursor_before)
        self.amazon.faults.clear()
        self.sync()
        self.assertEqual(self.env['amazon.order'].search_count([]), 150)
        self.assertFalse(self.account.orders_sync_message)

    def test_refusal_by_somebody_between_does_not_break_the_link(self):
        self.amazon.faults.add('searchOrders', lambda call: Response("<h1>No</h1>", 403), times=2)
        self.sync()
        self.assertEqual(self.account.state, 'linked')

    # === LIMITS === #

    def test_throttled_job_keeps_its_place_and_comes_back_at_the_right_moment(self):
        for _ in range(150):
            self.shop.place()
        self.amazon.faults.add('searchOrders', faults.throttle, after=1)
        self._triggers().unlink()
        begin = fields.Datetime.now()
        self.sync()
        end = fields.Datetime.now()
        self.assertEqual(self.env['amazon.order'].search_count([]), 100)
        next_call = timedelta(seconds=1 / 0.0056)  # Amazon's rate
        margin = timedelta(seconds=2)
        self.assertGreater(self._triggers().call_at, begin + next_call - margin)
        self.assertLess(self._triggers().call_at, end + next_call + margin)
        self.assertIn("limit", self.account.orders_sync_message)

    # === AUTHORISATION === #

    def test_revoked_access_stops_the_calls_and_asks_for_linking(self):
        self.amazon.lwa.revoke(self.account.refresh_token)
        self.amazon.lwa.expire_tokens()
        self.sync()
        self.assertEqual(self.account.state, 'unauthorized')
        self.assertIn("refresh token", self.account.orders_sync_message)
        self.assertEqual(self.account.activity_ids.user_id, self.account.user_id)
        calls = self.amazon.calls.total()
        self.sync()
        self.assertEqual(self.amazon.calls.total(), calls)

    def test_expired_access_token_is_renewed_in_passing(self):
        order = self.shop.place()
        self.amazon.lwa.expire_tokens()
        self.sync()
        self.assertTrue(self.sale_order(order))

    # === WHO RUNS === #

    def test_scheduled_action_of_the_account_does_the_work(self):
        order = self.shop.place()
        cron = self.account.orders_cron_id
        self.assertTrue(cron.active)
        self.assertEqual(CRON_FOREVER, {name: cron[name] for name in CRON_FOREVER})
        minutes = self.account._kinds_of_work()['orders'].minutes
        self.assertEqual((cron.interval_number, cron.interval_type), (minutes, 'minutes'))
        self.click(cron, 'method_direct_trigger')
        self.assertTrue(self.sale_order(order))

    def test_archived_and_unlinked_accounts_are_left_alone(self):
        self.account.active = False
        self.sync()
        self.account.active = True
        self.account.state = 'draft'
        self.sync()
        self.assertEqual(self._calls(), 0)

    def test_marketplace_taken_off_the_list_is_not_synchronized(self):
        self.account.active_marketplace_ids -= self.marketplace('DE')
        german, american = self.shop.place('DE'), self.shop.place('US')
        self.sync()
        self.assertFalse(self.inbox(german))
        self.assertTrue(self.sale_order(american))

    def test_marketplace_that_is_back_on_the_list_is_read_from_where_it_left(self):
        germany = self.marketplace('DE')
        with freeze_time(datetime.now() + timedelta(hours=1)) as clock:
            self.sync()
            left = self.account.last_orders_sync
            self.account.active_marketplace_ids -= germany
            order = self.shop.place('DE')
            clock.tick(timedelta(days=2))
            self.sync()
            self.assertGreater(self.account.last_orders_sync, left + timedelta(days=1))
            self.account.active_marketplace_ids += germany
            self.assertEqual(self.account.last_orders_sync, left)
            self.sync()
        self.assertTrue(self.sale_order(order))
        self.assertFalse(self.account.marketplaces_left)

    def test_marketplace_that_is_new_on_the_list_is_read_from_now_on(self):
        self.account.active_marketplace_ids -= self.marketplace('DE')
        self.account.marketplaces_left = False
        before = self.account.last_orders_sync
        self.account.active_marketplace_ids += self.marketplace('DE')
        self.assertEqual(self.account.last_orders_sync, before)

    def test_click_tells_what_was_done(self):
        self.shop.place()
        self.shop.place()
        notification = self.click(self.account, 'action_sync_orders')
        self.assertIn("Orders imported: 2.", notification['params']['message'])

    def test_click_links_first_and_keeps_the_link_when_amazon_then_fails(self):
        account = self.create_account(active_marketplace_ids=False)
        self.account.active = False
        self.amazon.faults.add('searchOrders', faults.throttle)
        self.click(account, 'action_sync_orders')
        self.assertEqual(account.state, 'linked')
        self.assertTrue(account.orders_cron_id)

    def test_without_marketplaces_the_account_says_so(self):
        self.account.active_marketplace_ids = False
        notification = self.click(self.account, 'action_sync_orders')
        self.assertIn("no marketplace", notification['params']['message'])

    def test_click_before_linking_says_what_is_missing(self):
        account = self.create_account(refresh_token=False)
        with self.assertRaisesRegex(UserError, "refresh token"):
            self.click(account, 'action_sync_orders')

    def test_deleted_account_takes_its_scheduled_action_along(self):
        cron = self.account.orders_cron_id
        self.account.unlink()
        self.assertFalse(cron.exists())
