"""Odoo with worker processes ends workers that take too long, without a word."""
from odoo.tests import tagged

from ...workshop.simulator import Item
from ..server_case import ServerCase

# All at once, they take longer than the limit.
HEAVY_ORDERS, LINES = 20, 25
LIMIT = '--limit-time-real-cron=5'
# As somebody's own trigger may: it takes longer for this order than Odoo lets a worker live.
SLOW_ORDER = """
    CREATE FUNCTION take_long() RETURNS trigger AS $$ BEGIN
        IF NEW.amazon_order_ref = '%s' THEN PERFORM pg_sleep(60); END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql;
    CREATE TRIGGER take_long BEFORE INSERT ON sale_order
        FOR EACH ROW EXECUTE FUNCTION take_long();
"""


@tagged('-at_install', 'post_install')
class TestWorkerProcesses(ServerCase):

    def test_order_that_ends_workers_fails_and_stops_no_other(self):
        *others, slow = [self.shop.place('US').order_id for _ in range(3)]
        self.open_copy()
        self.execute(SLOW_ORDER % slow)
        self.start_server(LIMIT)
        self.run_until(lambda: self._is(slow, 'failed'), seconds=120)
        self.run_until(lambda: all(self._is(order, 'imported') for order in others), seconds=30)
        _state, reason, attempts = self.states()[slow]
        self.assertIn("worker was ended", reason)
        self.assertEqual(attempts, 1)
        self.assertIn("timeout after 5s", self.log())

    def test_heavy_orders_are_imported_in_steps_that_fit_into_a_workers_time(self):
        orders = [
            self.shop.place('US', 'AMAZON', 'SHIPPED', [Item('AMZ-MUG-WHITE')] * LINES).order_id
            for _ in range(HEAVY_ORDERS)
        ]
        self.open_copy()
        self.start_server('--limit-time-real-cron=12')
        self.run_until(lambda: all(self._is(order, 'imported') for order in orders), seconds=180)

    def _is(self, order, state):
        return self.states().get(order, ('',))[0] == state
