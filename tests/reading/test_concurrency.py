import threading

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...lib.job import lock_account
from ...workshop.simulator import faults
from ..common import CommittedCase
from ..security.security_case import everything_logged


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

    # === PEOPLE EDIT THE ACCOUNT WHILE AMAZON ANSWERS === #

    def while_amazon_answers(self, edit):
        """Have a person edit the account before Amazon answers the first search.

        :param callable edit: gets the account.
        :return: how often Amazon was asked.
        """
        refusals = []

        def save():
            try:
                with self.transaction() as env:
                    env.cr.execute("SET LOCAL lock_timeout = '1s'")
                    edit(self.account(env))
            except UserError as error:
                refusals.append(str(error))

        self.amazon.faults.add('searchOrders', faults.before_answer(save))
        self.refusals = refusals
        with self.transaction() as env:
            self.before = self.account(env).last_orders_sync
        with mute_logger('odoo.sql_db'):
            self.sync()
        return self._calls()

    def test_nobody_waits_who_edits_the_account(self):
        def edit(account):
            account.write({'name': "Another Name", 'feed_threshold': 7})
            account.message_post(body=account.name)

        self.assertEqual(self.while_amazon_answers(edit), 1, "Amazon need not be asked twice")
        with self.transaction() as env:
            account = self.account(env)
            self.assertEqual((account.name, account.feed_threshold), ("Another Name", 7))
            self.assertGreater(account.last_orders_sync, self.before)

    def test_secret_is_saved_at_once_and_not_logged(self):
        """What Amazon answers to the former credentials is not booked for the new ones."""
        def edit(account):
            account.client_secret = 'TOP-SECRET'

        with everything_logged() as lines:
            self.while_amazon_answers(edit)
        self.assertEqual(self.refusals, [])
        self.assertNotIn('TOP-SECRET', '\n'.join(lines))
        with self.transaction() as env:
            self.assertEqual(self.account(env).client_secret, 'TOP-SECRET')

    def test_page_of_the_former_marketplaces_is_not_booked_for_the_new_ones(self):
        for _ in range(101):
            self.shop.place('DE', status='PENDING')

        def edit(account):
            account.active_marketplace_ids = account.env.ref('amazon_connector.marketplace_us')

        self.assertEqual(self.while_amazon_answers(edit), 2)
        with self.transaction() as env:
            account = self.account(env)
            self.assertFalse(account._is_amid_pages())
            self.assertEqual(account.active_marketplace_ids.mapped('country_id.code'), ['US'])
            self.assertFalse(env['amazon.order'].search([('account_id', '=', account.id)]))

    def test_place_that_a_person_enters_stays(self):
        entered = fields.Datetime.subtract(fields.Datetime.now(), days=3)

        def edit(account):
            account.last_orders_sync = entered

        order = self.shop.place('US', status='PENDING')
        self.assertEqual(self.while_amazon_answers(edit), 2)
        searches = [call for call in self.amazon.journal if call.operation == 'searchOrders']
        since = fields.Datetime.subtract(entered, minutes=1)
        self.assertIn(f'lastUpdatedAfter={since:%Y-%m-%dT%H}', searches[-1].query)
        with self.transaction() as env:
            self.assertTrue(env['amazon.order'].search([
                ('amazon_order_ref', '=', order.order_id),
            ]))

    def test_account_is_archived_at_once(self):
        self.while_amazon_answers(lambda account: account.action_archive())
        self.assertEqual(self.refusals, [])
        with self.transaction() as env:
            self.assertFalse(self.account(env).active)
        calls = self._calls()
        self.sync()
        self.assertEqual(self._calls(), calls)

    def test_account_is_unlinked_at_once(self):
        self.while_amazon_answers(lambda account: account.action_unlink_from_amazon())
        self.assertEqual(self.refusals, [])
        with self.transaction() as env:
            self.assertEqual(self.account(env).state, 'draft')
            self.assertEqual(self.account(env).last_orders_sync, self.before)

    def test_account_at_work_is_not_deleted(self):
        self.while_amazon_answers(lambda account: account.unlink())
        self.assertIn("being synchronized", self.refusals[0])

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
