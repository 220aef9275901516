"""What an engineer asks before trusting a shop to this: how many calls, and what if it is killed?

The shops of the standard run are small; `make test TAGS=thousand_orders` takes the full thousand.
"""
import random
import re
import threading
import time
from collections import Counter
from contextlib import contextmanager
from decimal import Decimal

from odoo.tests import tagged

from ...workshop.simulator import Item
from ..common import AmazonCase
from ..worker_case import WorkerCase

WORKER_START = 60  # seconds
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
# What every run writes, whatever it reads: the place reached, and its calls.
OF_THE_RUN = {
    'amazon_account_lock', 'amazon_account_progress', 'amazon_order_reading',
    'amazon_rate_limit', 'ir_cron', 'ir_cron_trigger',
}


class ManyOrders(AmazonCase):
    orders = 200
    poison = 10

    def setUp(self):
        super().setUp()
        self.link()

    def _place_orders(self):
        return [
            self.shop.place(items=[
                Item('AMZ-MUG-WHITE', quantity=number % 3 + 1, shipping='4.99', tax='0.83'),
                Item('AMZ-TEAPOT', discount=f'{number % 7}.37'),
            ])
            for number in range(self.orders)
        ]

    def _sync_to_the_end(self):
        while True:
            self.sync()
            if not self.env['amazon.order'].search_count([('state', '=', 'to_import')]):
                return


@tagged('-at_install', 'post_install')
class TestManyOrders(ManyOrders):

    def test_a_call_for_a_hundred_orders_and_totals_to_the_cent(self):
        orders = self._place_orders()
        self._sync_to_the_end()

        self.assertEqual(self.amazon.calls, Counter(
            token=1, getMarketplaceParticipations=1, searchOrders=self.orders // 100,
        ))
        for order in orders:
            sale_order = self.sale_order(order)
            paid = sale_order.amount_total + sale_order.amazon_tax_collected
            self.assertEqual(Decimal(f'{paid:.2f}'), order.total)

    def test_orders_read_again_unchanged_write_nothing_and_cost_little(self):
        self._place_orders()
        with self._statements() as of_import:
            self._sync_to_the_end()
        self.link()
        with self._statements() as of_rereading:
            self._sync_to_the_end()

        self.assertEqual(self.amazon.calls['searchOrders'], 2 * self.orders // 100)
        written = {match[1] for match in map(WRITES.match, of_rereading) if match}
        self.assertLessEqual(written, OF_THE_RUN)
        self.assertLess(len(of_rereading), len(of_import) / 50)

    @contextmanager
    def _statements(self):
        """Give a list that the SQL statements of the block are put into."""
        statements = []
        hooks = threading.current_thread().query_hooks = [
            lambda cr, query, params, start, duration: statements.append(str(query))
        ]
        yield statements
        hooks.clear()

    def test_poison_fails_alone_and_is_imported_once_repaired(self):
        orders = self._place_orders()
        poisoned = orders[::self.orders // self.poison]
        for order in poisoned:
            self.shop.mangle(order.order_id, lambda wire: wire.pop('orderItems') and None)
        self._sync_to_the_end()
        states = Counter(self.env['amazon.order'].search([]).mapped('state'))
        self.assertEqual(states, {'imported': self.orders - self.poison, 'failed': self.poison})
        self.assertTrue(all(self.inbox(order).reason for order in poisoned))

        for order in poisoned:
            self.shop.repair(order.order_id)
        self.sync()
        self.assertEqual(
            self.env['amazon.order'].search_count([('state', '=', 'imported')]), self.orders
        )


@tagged('-at_install', 'post_install', '-standard', 'thousand_orders')
class TestThousandOrders(TestManyOrders):
    orders = 1000
    poison = 50


@tagged('-at_install', 'post_install')
class TestKilledWorker(WorkerCase):
    """A worker is killed with `kill -9` at random moments, and another one goes on."""

    orders = 60
    kills = 2

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_orders)

    def test_killed_import_loses_and_doubles_nothing(self):
        seed = random.randrange(10**6)
        chance = random.Random(seed)
        placed = {self.shop.place('US').order_id for _ in range(self.orders)}
        with self.transaction() as env:
            self.account(env).last_orders_sync = '2020-01-01 00:00:00'
        moments = sorted(chance.random() for _ in range(self.kills))
        for moment in moments:
            self._kill_worker_when(lambda moment=moment: self._count() >= moment * self.orders,
                                   delay=chance.random())
        while self._count() < self.orders:
            self.start_worker('_cron_sync_orders').wait()

        with self.transaction() as env:
            sale_orders = env['sale.order'].search([('amazon_account_id', '=', self.account_id)])
            references = Counter(sale_orders.mapped('amazon_order_ref'))
            self.assertEqual(references, Counter(placed), f"seed {seed}, killed at {moments}")
            self.assertEqual(len(sale_orders.picking_ids), self.orders, f"seed {seed}")
            self.assertEqual(len(sale_orders.partner_id), self.orders, f"seed {seed}")

    def _count(self):
        with self.transaction() as env:
            return env['sale.order'].search_count([('amazon_account_id', '=', self.account_id)])

    def _kill_worker_when(self, has_come, delay):
        worker = self.start_worker('_cron_sync_orders')
        give_up = time.monotonic() + WORKER_START
        while not has_come() and worker.poll() is None and time.monotonic() < give_up:
            time.sleep(0.1)
        time.sleep(delay)
        worker.kill()
        worker.wait()

    def _remove_orders(self):
        with self.transaction() as env:
            sale_orders = env['sale.order'].search([('amazon_account_id', '=', self.account_id)])
            customers = sale_orders.partner_id + sale_orders.partner_shipping_id
            sale_orders._action_cancel()
            sale_orders.picking_ids.unlink()
            sale_orders.unlink()
            env['amazon.offer'].search([('account_id', '=', self.account_id)]).unlink()
            customers.unlink()


@tagged('-at_install', 'post_install', '-standard', 'thousand_orders')
class TestKilledWorkerThousandOrders(TestKilledWorker):
    orders = 1000
    kills = 3
