import logging
import threading

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...lib.job import lock_account
from ...workshop.simulator import faults
from ..common import CommittedCase


class TestConcurrency(CommittedCase):

    def _calls(self):
        return self.amazon.calls['searchOrders']

    # === ONE JOB AN ACCOUNT === #

    def test_of_two_jobs_and_a_click_at_once_one_runs(self):
        """The other job leaves quietly, the click gets a sentence."""
        asked, go_on = threading.Event(), threading.Event()

        def wait():
            asked.set()
            go_on.wait(10)

        self.amazon.faults.add('searchOrders', faults.before_answer(wait))
        first_job = threading.Thread(target=self.sync)
        first_job.start()
        try:
            self.assertTrue(asked.wait(10))
            self.sync()
            with self.assertRaisesRegex(UserError, "Test Shop is being synchronized"):
                with self.transaction() as env:
                    self.account(env).action_sync_orders()
        finally:
            go_on.set()
            first_job.join(10)
        self.assertEqual(self._calls(), 1)

    def test_secret_saved_while_a_job_runs_is_refused_and_not_logged(self):
        """Odoo logs statements that fail, with all values."""
        errors = []

        def save_secret():
            try:
                with self.transaction() as env:
                    self.account(env).client_secret = 'TOP-SECRET'
            except UserError as error:
                errors.append(str(error))

        self.amazon.faults.add('searchOrders', faults.before_answer(save_secret))
        with self.assertLogs('odoo.sql_db', 'ERROR') as log:
            logging.getLogger('odoo.sql_db').error("what follows is looked at")
            self.sync()
        self.assertIn("being synchronized", errors[0])
        self.assertNotIn('TOP-SECRET', str(log.output))

    def test_warehouse_and_job_do_not_wait_for_each_other(self):
        with self.registry.cursor() as job_cr, self.registry.cursor() as user_cr:
            lock_account(self.account(api.Environment(job_cr, SUPERUSER_ID, {})))
            user_cr.execute("SET LOCAL lock_timeout = '1s'")
            # As a validation does, while a step of the job waits for Amazon.
            self.account(api.Environment(user_cr, SUPERUSER_ID, {}))._wake_up('pickings')
            user_cr.flush()
            job_cr.rollback()
            lock_account(self.account(api.Environment(job_cr, SUPERUSER_ID, {})))
            user_cr.rollback()

    def test_job_that_others_outpace_leaves_quietly_and_comes_back(self):
        """Somebody writes the same records, each time the job is about to."""
        order = self.shop.place('US')
        self.addCleanup(self._remove_orders)
        self.sync()

        def edit():
            with self.transaction() as env:
                env['amazon.order'].search([]).attempts += 1

        self.shop.cancel(order.order_id)
        self.amazon.faults.add('searchOrders', faults.before_answer(edit), times=10)
        with mute_logger('odoo.sql_db'):
            self.sync()
            with self.assertRaisesRegex(UserError, "Others are changing the same records"):
                with self.transaction() as env:
                    self.account(env).action_sync_orders()
        with self.transaction() as env:
            cron = self.account(env).orders_cron_id
            woken = env['ir.cron.trigger'].search([('cron_id', '=', cron.id)]).mapped('call_at')
            self.assertLess(min(woken), fields.Datetime.add(fields.Datetime.now(), minutes=2))
        self.sync()
        with self.transaction() as env:
            self.assertEqual(env['sale.order'].search([
                ('amazon_order_ref', '=', order.order_id),
            ]).state, 'cancel')

    # === LIMITS === #

    def test_no_call_is_made_while_the_bucket_is_empty(self):
        self.amazon.faults.add('searchOrders', faults.throttle)
        self.sync()
        self.assertEqual(self._calls(), 1)
        self.sync()
        self.assertEqual(self._calls(), 1, "Amazon need not refuse twice")

    def test_accounts_of_one_seller_share_what_amazon_allows(self):
        with self.transaction() as env:
            self.account(env).seller_ref = 'A1SELLER'
            british = env.ref('amazon_connector.marketplace_gb')
            twin = self.account(env).create(self.account_values(
                env, name="Twin", seller_ref='A1SELLER',
                active_marketplace_ids=[fields.Command.set(british.ids)],
            ))
            twin.refresh_token = self.amazon.lwa.authorize(
                self.amazon.application, self.amazon.seller
            )
            twin.action_link()
            twin.last_orders_sync = self.account(env).last_orders_sync
            twin_id = twin.id
        self.addCleanup(self._remove, twin_id)
        self.amazon.faults.add('searchOrders', faults.throttle)
        self.sync()
        with self.transaction() as env:
            self.account(env).browse(twin_id)._cron_sync_orders()
        self.assertEqual(self._calls(), 1)

    def test_amazon_is_not_called_more_often_than_it_publishes(self):
        with self.transaction() as env:
            limiter = env['amazon.rate.limit']._limiter('a seller')
        for _ in range(20):
            limiter.acquire('searchOrders')
        with self.assertRaisesRegex(Exception, "limit of calls"):
            limiter.acquire('searchOrders')

    def _remove_orders(self):
        with self.transaction() as env:
            sale_orders = env['sale.order'].search([('amazon_account_id', '=', self.account_id)])
            customers = sale_orders.partner_id + sale_orders.partner_shipping_id
            sale_orders.picking_ids.unlink()
            sale_orders.unlink()
            env['amazon.offer'].search([('account_id', '=', self.account_id)]).unlink()
            customers.unlink()

    def _remove(self, account_id):
        with self.transaction() as env:
            env['amazon.account'].browse(account_id).unlink()
