from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError

from ...models.order.reading.amazon_account import NO_ORDERS
from ...models.order.reading.amazon_account_denied import DENIED
from ...workshop.simulator import faults
from ..common import AmazonCase


class RefusalCase(AmazonCase):
    """A shop whose time goes by, and whose scheduled action with it."""

    def setUp(self):
        super().setUp()
        self.link()
        clock = freeze_time(fields.Datetime.now())
        self.clock = clock.start()
        self.addCleanup(clock.stop)

    def run_for(self, every=5, **span):
        end = fields.Datetime.now() + timedelta(**span)
        while fields.Datetime.now() < end:
            self.clock.tick(timedelta(minutes=every))
            self.sync()

    def refuse(self, fault=faults.access_denied):
        self.amazon.faults.add('searchOrders', fault, times=10_000)

    def activities(self, xmlid):
        return self.account.activity_search([xmlid])


class TestRefusedForNow(RefusalCase):
    """Amazon has refused thousands of sellers for half an hour, and been well again."""

    def test_half_an_hour_of_refusals_heals_by_itself(self):
        self.sync()
        self.refuse()
        order = self.shop.place()
        self.run_for(minutes=30)
        self.assertEqual(self.account.state, 'linked')
        self.assertIn("denies access", self.account.orders_sync_message)
        self.assertIn("goes on by itself", self.account.orders_sync_message)
        self.amazon.faults.clear()
        self.run_for(minutes=25)
        self.assertTrue(self.sale_order(order))
        self.assertFalse(self.account.orders_sync_message)
        self.assertFalse(self.account.activity_ids)

    def test_amazons_own_words_and_the_number_of_the_call_are_shown(self):
        self.refuse()
        self.sync()
        self.assertIn("“Access to requested resource is denied.”", self.account.orders_sync_message)
        [trouble] = self.account.dashboard['troubles']
        since, trace = trouble['detail'].split(" · ")
        self.assertIn("Since", since)
        self.assertIn(trace, [
            f"searchOrders, HTTP 403, request {entry.request_id}"
            for entry in self.amazon.journal if entry.status == 403
        ])

    def test_pauses_grow(self):
        self.refuse()
        self.run_for(hours=1)
        first = self.amazon.calls['searchOrders']
        self.run_for(hours=1)
        self.assertLess(self.amazon.calls['searchOrders'] - first, first)

    def test_click_does_not_wait_for_the_pause(self):
        self.refuse()
        self.run_for(hours=1)
        self.amazon.faults.clear()
        order = self.shop.place()
        self.click(self.account, 'action_sync_orders')
        self.assertTrue(self.sale_order(order))

    def test_what_is_in_the_inbox_is_imported_meanwhile(self):
        order = self.shop.place()
        self.sync()
        row = self.inbox(order)
        self.refuse()
        self.sync()
        row.sale_order_id._action_cancel()
        row.write({'state': 'to_import', 'next_attempt': fields.Datetime.now(),
                   'payload': '{', 'sale_order_id': False})
        self.sync()
        self.assertNotEqual(row.state, 'to_import')

    def test_days_of_refusals_are_a_broken_link(self):
        self.refuse()
        self.run_for(every=60, days=2)
        self.assertEqual(self.account.state, 'linked')
        self.run_for(every=60, days=1, hours=3)
        self.assertEqual(self.account.state, 'unauthorized')
        self.assertIn("again", self.account.activity_ids.summary)
        self.assertEqual(len(self.account.activity_ids), 1)

    def test_secret_that_has_expired_is_told_in_those_words(self):
        self.refuse(faults.secret_expired)
        self.sync()
        self.assertIn("client secret has expired", self.account.orders_sync_message)
        self.assertIn("LWA secret token", self.account.orders_sync_message)
        self.assertEqual(self.account.state, 'linked')

    def test_link_that_is_refused_tells_the_number_of_the_call(self):
        self.amazon.faults.add('getMarketplaceParticipations', faults.access_denied, times=2)
        with self.assertRaisesRegex(UserError, "getMarketplaceParticipations, HTTP 403, request"):
            self.account.action_link()

    def test_valid_requests_that_are_refused_for_half_a_day_lose_nothing(self):
        self.sync()
        self.refuse(faults.refused_though_valid)
        order = self.shop.place()
        self.run_for(every=20, hours=12)
        self.amazon.faults.clear()
        self.run_for(minutes=30)
        self.assertTrue(self.sale_order(order))


class TestNoOrders(RefusalCase):
    """Hours without orders are told to a person, once."""

    def test_outage_of_hours_is_told_once_and_over_with_it(self):
        self.sync()
        self.amazon.faults.add('searchOrders', faults.html_503, times=10_000)
        self.run_for(hours=2)
        self.assertFalse(self.activities(NO_ORDERS))
        self.run_for(hours=4)
        activity = self.activities(NO_ORDERS)
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.account.user_id)
        self.assertIn("503", activity.note)
        self.amazon.faults.clear()
        self.run_for(minutes=10)
        self.assertFalse(self.account.activity_ids)

    def test_person_who_knows_is_not_asked_again(self):
        self.sync()
        self.amazon.faults.add('searchOrders', faults.html_503, times=10_000)
        self.run_for(every=30, hours=4)
        self.activities(NO_ORDERS).action_done()
        self.run_for(every=30, hours=4)
        self.assertFalse(self.activities(NO_ORDERS))

    def test_shop_that_sells_nothing_is_no_reason_to_worry(self):
        self.run_for(every=20, hours=12)
        self.assertFalse(self.account.activity_ids)

    def test_scheduled_action_that_does_not_run_is_noticed(self):
        self.sync()
        self.clock.tick(timedelta(hours=4))
        with self.committing(self.account) as account:
            account._cron_sync_pickings()
        self.assertIn("scheduled action", self.activities(NO_ORDERS).note)

    def test_many_pages_are_no_silence(self):
        self.sync()
        self.shop.largest_page = 1
        for _ in range(60):
            self.shop.place()
        self.run_for(hours=4)
        self.assertFalse(self.activities(NO_ORDERS))


class TestDeniedMarketplace(RefusalCase):
    """Amazon refuses a call as a whole if it denies one of the marketplaces."""

    def setUp(self):
        super().setUp()
        self.sync()
        self.amazon.seller.deny('DE')

    def test_others_are_read_and_the_denied_one_is_named(self):
        american, german = self.shop.place('US'), self.shop.place('DE')
        self.run_for(minutes=10)
        self.assertTrue(self.sale_order(american))
        self.assertFalse(self.sale_order(german))
        germany = self.marketplace('DE')
        self.assertEqual(self.account.denied_marketplace_ids, germany)
        self.assertFalse(self.account.orders_sync_message)
        self.assertEqual(len(self.activities(DENIED)), 1)
        self.assertIn(germany.name, self.activities(DENIED).note)
        self.assertEqual(self.account.state, 'linked')

    def test_click_names_it(self):
        self.run_for(minutes=10)
        notification = self.click(self.account, 'action_sync_orders')
        self.assertIn(self.marketplace('DE').name, notification['params']['message'])
        self.assertEqual(notification['params']['type'], 'warning')

    def test_it_is_read_from_where_it_was_left_as_soon_as_amazon_agrees(self):
        self.run_for(minutes=10)
        orders = [self.shop.place('DE')]
        self.run_for(every=60, hours=60)
        orders.append(self.shop.place('DE'))
        self.assertEqual(len(self.activities(DENIED)), 1, "one activity, not one a run")
        self.amazon.seller.deny()
        self.run_for(hours=1, minutes=15)
        self.assertFalse(self.account.denied_marketplace_ids)
        self.assertFalse(self.activities(DENIED))
        for order in orders:
            self.assertTrue(self.sale_order(order))

    def test_old_orders_of_a_new_marketplace_stay_where_they_are_though_another_comes_back(self):
        self.account.active_marketplace_ids = self.marketplace('US') + self.marketplace('DE')
        self.account.marketplaces_left = self.account.marketplaces_read_since = False
        self.run_for(minutes=10)
        old = self.shop.place('JP')
        german = self.shop.place('DE')
        self.run_for(every=60, hours=30)
        self.account.active_marketplace_ids += self.marketplace('JP')
        self.run_for(minutes=10)
        self.amazon.seller.deny()
        self.run_for(hours=1, minutes=15)
        new = self.shop.place('JP')
        self.run_for(minutes=15)
        self.assertTrue(self.sale_order(german))
        self.assertTrue(self.sale_order(new))
        self.assertFalse(self.inbox(old))

    def test_person_who_knows_is_not_asked_again(self):
        self.run_for(minutes=10)
        self.activities(DENIED).action_done()
        self.run_for(every=60, hours=5)
        self.assertFalse(self.activities(DENIED))

    def test_two_of_three_are_denied_and_the_third_is_read(self):
        for countries in (('DE', 'JP'), ('US', 'DE'), ('US', 'JP')):
            with self.subTest(countries=countries):
                self.amazon.seller.deny(*countries)
                [allowed] = {'US', 'DE', 'JP'} - {*countries}
                order = self.shop.place(allowed)
                self.run_for(minutes=30)
                self.assertTrue(self.sale_order(order))
                self.amazon.seller.deny()
                self.run_for(hours=2)
                self.assertFalse(self.account.denied_marketplace_ids)

    def test_refusal_of_everything_denies_no_marketplace(self):
        self.amazon.seller.deny()
        self.refuse()
        self.run_for(hours=2)
        self.assertFalse(self.account.denied_marketplace_ids)

    def test_denied_marketplace_that_is_taken_off_the_list_is_forgotten(self):
        self.run_for(minutes=10)
        self.account.active_marketplace_ids -= self.marketplace('DE')
        self.assertFalse(self.account.denied_marketplace_ids)
        self.run_for(hours=2)
        self.assertFalse(self.account.orders_sync_message)
        self.assertFalse(self.activities(DENIED))

    def test_shop_on_one_marketplace_that_is_denied_goes_on_trying(self):
        self.account.active_marketplace_ids = self.marketplace('DE')
        order = self.shop.place('DE')
        self.run_for(hours=1)
        self.assertIn("denies access", self.account.orders_sync_message)
        self.amazon.seller.deny()
        self.run_for(hours=1)
        self.assertTrue(self.sale_order(order))
