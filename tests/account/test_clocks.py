from datetime import datetime, timedelta, timezone

from freezegun import freeze_time

from ...lib.clock import database_now
from ...lib.job import Job, lock_account
from ...spapi import Throttled
from ..common import CommittedCase

# How far a server's clock is ahead.
HOURS = (1, -1)


class TestClocks(CommittedCase):
    """Several servers, some with a wrong clock, work on one database."""

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            self.limiter = env['amazon.rate.limit']._limiter('a seller')

    def server(self, hours):
        """Be a server whose clock is ahead."""
        return freeze_time(datetime.utcnow() + timedelta(hours=hours), tick=True)

    def now(self):
        with self.transaction() as env:
            return database_now(env)

    def let_time_pass(self, seconds):
        """Have the database's clock go on: the limits were looked at so long ago."""
        with self.transaction() as env:
            env.cr.execute("UPDATE amazon_rate_limit SET updated = updated - %s", [seconds])

    def use_up(self):
        for _call in range(20):
            self.limiter.acquire('searchOrders')

    def woken(self):
        """Return for when the scheduled action of orders was woken."""
        with self.transaction() as env:
            return env['ir.cron.trigger'].search([
                ('cron_id', '=', self.account(env).orders_cron_id.id),
            ]).mapped('call_at')

    # === LIMITS === #

    def test_what_one_server_used_up_another_one_gets_back_in_time(self):
        for hours in (*HOURS, 24):
            with self.subTest(f"used up by a server that is {hours} h ahead"):
                with self.server(hours):
                    self.use_up()
                self.assertRaises(Throttled, self.limiter.acquire, 'searchOrders')
                self.let_time_pass(180)
                self.limiter.acquire('searchOrders')
                self.let_time_pass(24 * 3600)
            with self.subTest(f"missed by a server that is {hours} h ahead"):
                self.use_up()
                self.let_time_pass(180)
                with self.server(hours):
                    self.limiter.acquire('searchOrders')
                    self.assertRaises(Throttled, self.limiter.acquire, 'searchOrders')
                self.let_time_pass(24 * 3600)

    def test_what_is_frozen_already_is_of_use_at_once(self):
        self.use_up()
        for seconds in (60, 3600, 10 * 365 * 24 * 3600):
            with self.subTest(seconds):
                self.let_time_pass(-seconds)
                self.limiter.acquire('searchOrders')
                self.assertRaises(Throttled, self.limiter.acquire, 'searchOrders')

    def test_when_the_next_call_is_allowed_is_told_by_the_database(self):
        self.use_up()
        for hours in HOURS:
            with self.server(hours), self.assertRaises(Throttled) as refusal:
                self.limiter.acquire('searchOrders')
            told = [refusal.exception.available_at]
            with self.server(hours):
                told.append(self.limiter.exhausted('searchOrders'))
            for moment in told:
                wait = moment - self.now().replace(tzinfo=timezone.utc)
                self.assertTrue(timedelta(seconds=150) < wait < timedelta(seconds=190), wait)

    # === JOBS === #

    def test_job_waits_for_a_moment_by_the_databases_clock(self):
        for hours in HOURS:
            with self.transaction() as env, self.server(hours):
                job = Job(self.account(env), 20)
                moment = env.cr.now().replace(tzinfo=timezone.utc) + timedelta(seconds=1)
                at_most = timedelta(seconds=5)
                self.assertFalse(job.wait_until(moment + at_most, at_most))
                begun = datetime.utcnow()
                self.assertTrue(job.wait_until(moment, at_most))
                self.assertLess(datetime.utcnow() - begun, timedelta(seconds=3))
                env.cr.rollback()
                self.assertGreaterEqual(env.cr.now().replace(tzinfo=timezone.utc), moment)

    def test_job_that_comes_second_is_back_in_a_minute(self):
        for hours in HOURS:
            with self.transaction() as other_job:
                lock_account(self.account(other_job))
                with self.server(hours):
                    self.sync()
                other_job.cr.rollback()
            [moment] = self.woken()
            self.assertLess(abs(moment - self.now()), timedelta(seconds=70))
            with self.transaction() as env:
                env['ir.cron.trigger'].search([]).unlink()

    def test_orders_are_read_by_each_server_and_none_of_the_future(self):
        for hours in HOURS:
            order = self.shop.place('US', status='PENDING')
            with self.server(hours):
                self.amazon.clock.advance(-hours * 3600)  # Amazon's is right.
                self.sync()
            self.amazon.clock.advance(hours * 3600)
            with self.transaction() as env:
                account = self.account(env)
                self.assertFalse(account.orders_sync_message)
                self.assertTrue(env['amazon.order'].search([
                    ('account_id', '=', account.id), ('amazon_order_ref', '=', order.order_id),
                ]), hours)
                self.assertLess(account.last_orders_sync, database_now(env))
                account.last_orders_sync -= timedelta(minutes=30)

    def test_server_that_is_ahead_does_not_keep_the_next_run_waiting(self):
        """Odoo, up to 18.0, plans it by the server's clock, and looks by the database's."""
        with self.server(1), self.transaction() as env:
            self.account(env)._run_scheduled('orders', lambda job: None)
        [moment] = self.woken()
        self.assertLess(moment - self.now(), timedelta(minutes=11))

    def test_server_that_is_right_needs_no_more_than_its_schedule(self):
        with self.transaction() as env:
            self.account(env)._run_scheduled('orders', lambda job: None)
        self.assertEqual(self.woken(), [])

    def test_order_that_is_due_is_due_on_each_server(self):
        for hours in HOURS:
            with self.transaction() as env:
                with self.server(hours):
                    row = env['amazon.order'].create({
                        'account_id': self.account_id, 'amazon_order_ref': f'order {hours}',
                        'payload': '{}',
                    })
                    row._make_due()
                self.assertIn(row, row._due(self.account(env), 10))
                with self.server(-hours):
                    self.assertIn(row, row._due(self.account(env), 10))
                env.cr.rollback()
