import json

from freezegun import freeze_time

from ...workshop.simulator import Item
from .dashboard_case import DashboardCase

MUG = 'AMZ-MUG-WHITE'


class TestSalesOfTheLastDays(DashboardCase):
    """What was sold of late: how many orders, and of which revenue in the company's currency."""

    def setUp(self):
        super().setUp()
        clock = freeze_time('2026-03-10 12:00:00')
        clock.start()
        self.addCleanup(clock.stop)
        self.account.last_orders_sync = '2026-03-10 10:00:00'

    def sell(self, day, price='10.00', **values):
        """Read an order of a day of March 2026, and have it be placed at noon of UTC."""
        order = self.place(items=[Item(MUG, unit_price=price)], **values)
        self.sale_order(order).date_order = f'2026-03-{day} 12:00:00'
        return order

    def points(self):
        [graph] = json.loads(self.as_seen().sales_graph)
        return [(point['x'], point['y']) for point in graph['values']]

    def test_nothing_was_sold(self):
        self.assertFalse(self.as_seen().sales_graph)
        self.assertFalse(self.as_seen().sales_total)
        self.assertFalse(self.number('sales'))

    def test_each_day_has_its_orders_and_its_revenue(self):
        self.sell('08')
        self.sell('08', '5.00')
        self.sell('10')
        points = self.points()
        self.assertEqual(len(points), 14)
        self.assertEqual(points[-3:], [
            ("8 Mar, orders: 2", 15.0), ("9 Mar, orders: 0", 0.0), ("10 Mar, orders: 1", 10.0),
        ])
        self.assertIn("25.00", self.as_seen().sales_total)
        self.assertEqual(self.number('sales'), 3)
        self.assertEqual(len(self.opened('sales')), 3)

    def test_older_and_canceled_orders_are_left_out(self):
        with freeze_time('2026-02-20 12:00:00'):
            self.account.last_orders_sync = '2026-02-20 10:00:00'
            self.place()
        order = self.sell('09')
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertFalse(self.number('sales'))
        self.assertFalse(self.as_seen().sales_graph)

    def test_currency_without_rate_counts_as_an_order_without_revenue(self):
        euro = self.env.ref('base.EUR')
        self.sell('10', marketplace='DE')
        self.sell('10')
        euro.rate_ids.unlink()
        points = self.points()
        self.assertEqual(points[-1], ("10 Mar, orders: 2", 10.0))
        self.assertIn("10.00", self.as_seen().sales_total)
        self.assertIn("no exchange rate", self.as_seen().sales_total)

    def test_where_all_have_a_rate_nothing_is_said_of_rates(self):
        self.sell('10', marketplace='DE')
        self.assertNotIn("rate", self.as_seen().sales_total)

    def test_revenue_is_in_the_companys_currency(self):
        self.sell('10', marketplace='DE')  # Two euros are a dollar here.
        self.sell('10')
        self.assertEqual(self.points()[-1], ("10 Mar, orders: 2", 15.0))

    def test_days_are_the_users(self):
        self.sale_order(self.sell('10')).date_order = '2026-03-09 23:30:00'
        self.assertEqual(self.points()[-1], ("10 Mar, orders: 1", 10.0))
        self.seller.tz = 'America/New_York'
        self.assertEqual(self.points()[-2], ("9 Mar, orders: 1", 10.0))
