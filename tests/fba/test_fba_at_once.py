"""What is shipped of many orders leaves the stock together, and is what Odoo chooses one by one."""
import threading
from collections import Counter
from contextlib import contextmanager

from ...workshop.simulator import Item
from .fba_case import FbaCase

MUG, TEAPOT = 'AMZ-MUG-WHITE', 'AMZ-TEAPOT'


class TestFbaAtOnce(FbaCase):

    def place_shipped(self, number, quantity=1):
        return [
            self.shop.place(
                channel='AMAZON', status='SHIPPED',
                items=[Item(MUG, quantity), Item(TEAPOT, quantity)])
            for _ in range(number)
        ]

    @contextmanager
    def statements_on_stock(self):
        """Give a list that statements on the stock are put into."""
        statements = []
        hooks = threading.current_thread().query_hooks = [
            lambda _cr, query, *_rest: statements.append(query) if 'stock_quant' in str(query)
            else None
        ]
        yield statements
        hooks.clear()

    def test_stock_is_asked_as_often_for_many_orders_as_for_few(self):
        self.put_at_amazon(self.mug, 100)
        self.put_at_amazon(self.teapot, 100)
        numbers = []
        for orders in (2, 2, 20):
            self.place_shipped(orders)
            with self.statements_on_stock() as statements:
                self.sync()
            numbers.append(len(statements))
        _warm_up, few, many = numbers
        self.assertLessEqual(many, few)
        self.assertEqual((self.stock(self.mug), self.stock(self.teapot)), (76, 76))

    def test_lots_leave_first_in_first_out_across_orders(self):
        self.mug.tracking = 'lot'
        for name, days in (('NEW', 1), ('OLD', 9)):
            self.put_at_amazon(
                self.mug, 3, lot_id=self.lot(self.mug, name), in_date=self.ago(days=days))
        orders = self.place_shipped(4)
        self.sync()
        left = Counter()
        for order in orders:
            moves = self.moves(order).filtered(lambda move: move.product_id == self.mug)
            left.update(self.lots(moves))
        self.assertEqual(left, {'OLD': 3, 'NEW': 1})
        self.assertEqual(self.stock_by_lot(self.mug), {'NEW': 2})

    def test_what_lots_do_not_cover_leaves_with_a_kept_one(self):
        self.mug.tracking = 'lot'
        self.put_at_amazon(self.mug, 3, lot_id=self.lot(self.mug, 'LAST'))
        orders = self.place_shipped(2, quantity=2)
        self.sync()
        for order in orders:
            self.assert_imported(order)
        self.assertEqual(self.stock_by_lot(self.mug), {'AMAZON': -1})

    def test_nothing_stays_reserved(self):
        self.put_at_amazon(self.mug, 5)
        self.place_shipped(3, quantity=3)
        self.sync()
        self.assertFalse(self.env['stock.quant'].search([
            ('location_id', '=', self.location.id), ('reserved_quantity', '!=', 0),
        ]))
        self.assertEqual(self.stock(self.mug), -4)
