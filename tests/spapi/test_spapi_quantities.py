from odoo.tests import BaseCase, tagged

from ...spapi import MalformedOrder
from .test_spapi_cancellation import EXECUTION, REQUEST, counted
from .test_spapi_charges import item, money, order, read


@tagged('-at_install', 'post_install')
class TestItemQuantities(BaseCase):
    """How many pieces are ordered, and how many were shipped."""

    def quantities(self, *items, status='UNSHIPPED'):
        wire = order('5.00', *(
            {**item, 'orderItemId': str(number)} for number, item in enumerate(items)
        ), status=status)
        wire['orderItems'][0]['proceeds'] = {'proceedsTotal': money('5.00')}
        for other in wire['orderItems'][1:]:
            other['proceeds'] = {'proceedsTotal': money('0')}
        return [(item.quantity, item.quantity_shipped) for item in read(wire).items]

    def test_shipped_in_steps(self):
        for fulfilled, status in ((0, 'UNSHIPPED'), (1, 'PARTIALLY_SHIPPED'), (3, 'SHIPPED')):
            with self.subTest(status):
                ordered = counted(item(quantity=3), fulfilled, 3 - fulfilled)
                self.assertEqual(self.quantities(ordered, status=status), [(3, fulfilled)])

    def test_shipped_order_that_amazon_does_not_count(self):
        for fulfilled, unfulfilled in ((0, 3), (0, 0), (None, None)):
            with self.subTest(fulfilled=fulfilled, unfulfilled=unfulfilled):
                uncounted = counted(item(quantity=3), fulfilled, unfulfilled)
                self.assertEqual(
                    self.quantities(uncounted, item(quantity=2), status='SHIPPED'),
                    [(3, 3), (2, 2)],
                )
        for status in ('UNSHIPPED', 'PARTIALLY_SHIPPED'):
            with self.subTest(status):
                self.assertEqual(self.quantities(item(quantity=3), status=status), [(3, 0)])

    def test_shipped_order_that_amazon_counts(self):
        # Then what is not counted was not shipped.
        self.assertEqual(
            self.quantities(
                counted(item(quantity=3), 1, 0), counted(item(quantity=2)), status='SHIPPED',
            ),
            [(3, 1), (2, 0)],
        )

    def test_more_shipped_than_ordered_counts(self):
        self.assertEqual(
            self.quantities(counted(item(quantity=1), 3, 0), status='SHIPPED'), [(1, 3)]
        )

    def test_pieces_canceled_whether_amazon_takes_them_off_or_not(self):
        for ordered in (2, 3):
            with self.subTest(ordered=ordered):
                reduced = counted(item(quantity=ordered), 1, 1, EXECUTION)
                self.assertEqual(
                    self.quantities(reduced, status='PARTIALLY_SHIPPED'), [(2, 1)]
                )
        for ordered in (0, 2):
            with self.subTest(ordered=ordered):
                gone = counted(item(quantity=ordered), 0, 0, EXECUTION)
                kept = counted(item(quantity=1), 0, 1)
                self.assertEqual(self.quantities(kept, gone), [(1, 0), (0, 0)])
                kept = counted(item(quantity=1))
                self.assertEqual(self.quantities(kept, gone, status='SHIPPED'), [(1, 1), (0, 0)])

    def test_only_what_was_canceled_is_taken_off(self):
        for fulfilled, unfulfilled, cancellation in (
            (0, 0, None), (0, 0, REQUEST), (None, 0, EXECUTION), (0, None, EXECUTION),
            (0, 'nonsense', EXECUTION), (0, -1, EXECUTION), (0, 3, EXECUTION), (0, 9, EXECUTION),
        ):
            with self.subTest(fulfilled=fulfilled, unfulfilled=unfulfilled):
                whole = counted(item(quantity=3), fulfilled, unfulfilled, cancellation)
                self.assertEqual(self.quantities(whole), [(3, 0)])

    def test_absurd_counts(self):
        for count, reason in (
            (-1, "negative or absurdly large"), (10**9, "negative or absurdly large"),
            (1.5, "not a whole number"), ('2', "not a whole number"), (True, "not a whole number"),
        ):
            for status in ('UNSHIPPED', 'SHIPPED', 'CANCELLED'):
                with self.subTest(count=count, status=status):
                    with self.assertRaises(MalformedOrder) as caught:
                        read(order('5.00', counted(item(total='5.00'), count), status=status))
                    self.assertIn(
                        f"The shipped quantity of item 1 is {reason}", caught.exception.reason
                    )
