from odoo import fields
from odoo.exceptions import UserError

from ...workshop.simulator import Item
from ..order.change_case import MUG, ChangeCase


class TestFbaSteps(ChangeCase):
    """What Amazon ships, in one step or several."""

    def setUp(self):
        super().setUp()
        self.env['stock.quant']._update_available_quantity(
            self.mug, self.account.location_id, 100
        )

    def _at_amazon(self):
        return self.env['stock.quant']._get_available_quantity(
            self.mug, self.account.location_id, strict=True
        )

    def test_nothing_is_imported_before_amazon_ships_something(self):
        order = self.place(mugs=3, channel='AMAZON')
        self.assertFalse(self.sale_order(order))
        self.assertEqual(self._at_amazon(), 100)

    def test_stock_and_delivered_quantities_follow_step_by_step(self):
        order = self.place(mugs=3, channel='AMAZON')
        for shipped, total in ((1, 1), (2, 3)):
            self.shop.ship(order.order_id, {MUG: shipped})
            self.sync()
            self.assertEqual(self._at_amazon(), 100 - total)
            self.assertEqual(self.line(order).qty_delivered, total)
        self.assertEqual(self.line(order).product_uom_qty, 3)
        self.assertEqual(len(self.line(order).move_ids), 2)
        self.assertFalse(self.picking(order))
        self.assert_agreed(order)

    def test_rest_that_is_canceled_falls_off_the_order(self):
        order = self.place(channel='AMAZON', items=[Item(MUG, 3, unit_price='9.99')])
        self.shop.ship(order.order_id, {MUG: 1})
        self.sync()
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self.line(order).product_uom_qty, 1)
        self.assertAlmostEqual(self.sale_order(order).amount_total, float(order.total))
        self.assertEqual(self._at_amazon(), 99)
        self.assert_agreed(order)

    def test_stock_follows_even_if_the_sales_order_was_canceled_by_hand(self):
        order = self.place(mugs=3, channel='AMAZON')
        self.shop.ship(order.order_id, {MUG: 1})
        self.sync()
        self.sale_order(order)._action_cancel()
        self.shop.ship(order.order_id)
        self.sync()
        self.assertEqual(self._at_amazon(), 97)
        self.assert_asked(order, "canceled in Odoo, but Amazon says that it was shipped")
        self.answer(order, 'action_take_over')
        self.assertEqual(self.sale_order(order).state, 'sale')
        self.assertEqual(self.line(order).qty_delivered, 3)
        self.assertEqual(self._at_amazon(), 97)
        self.assert_agreed(order)

    def test_order_that_amazon_shipped_is_not_deleted_to_come_back_and_leave_twice(self):
        order = self.place(mugs=3, channel='AMAZON', status='SHIPPED')
        self.sale_order(order)._action_cancel()
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self.sale_order(order).unlink()
        self.sale_order(order).action_draft()
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self.line(order).unlink()

    def test_fewer_shipped_than_before_is_asked(self):
        order = self.place(mugs=3, channel='AMAZON')
        self.shop.ship(order.order_id)
        self.sync()

        def take_back(changed):
            changed.items[0].shipped = 1
            changed.status = 'PARTIALLY_SHIPPED'

        self.shop.change(order.order_id, take_back)
        self.sync()
        self.assertEqual(self._at_amazon(), 97)
        self.assert_asked(order, "Amazon now says that it shipped 1")

    def test_fewer_shipped_than_before_comes_back_if_a_person_says_so(self):
        order = self.place(mugs=3, channel='AMAZON')
        self.shop.ship(order.order_id)
        self.sync()

        def take_back(changed):
            changed.items[0].shipped = 1
            changed.status = 'PARTIALLY_SHIPPED'

        self.shop.change(order.order_id, take_back)
        self.sync()
        self.answer(order, 'action_take_over')
        self.assertEqual(self._at_amazon(), 99)
        self.assertEqual(self.line(order).qty_delivered, 1)
        self.assert_agreed(order)
        self.shop.ship(order.order_id)
        self.sync()
        self.assertEqual(self._at_amazon(), 97)
        self.assert_agreed(order)

    def test_stock_follows_though_a_person_added_a_line(self):
        order = self.place(mugs=3, channel='AMAZON')
        self.shop.ship(order.order_id, {MUG: 1})
        self.sync()
        self.sale_order(order).order_line = [fields.Command.create({
            'product_id': self.ups.product_id.id, 'price_unit': 5,
        })]
        self.shop.ship(order.order_id, {MUG: 1})
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self._at_amazon(), 98)
        self.assert_asked(order, "Total:")

    def test_serial_numbers_come_back_one_after_the_other(self):
        self.create_product("Lamp", 'LAMP', tracking='serial')
        order = self.shop.place(channel='AMAZON', items=[Item('LAMP', 3)])
        self.shop.ship(order.order_id, serial_numbers={'LAMP': ['S1', 'S2', 'S3']})
        self.sync()
        for shipped in (2, 1):
            def take_back(changed, shipped=shipped):
                changed.items[0].shipped = shipped
                changed.status = 'PARTIALLY_SHIPPED'

            self.shop.change(order.order_id, take_back)
            self.sync()
            self.answer(order, 'action_take_over')
            self.assertEqual(self.line(order, 'LAMP').qty_delivered, shipped)
        self.assert_agreed(order)
