from ...workshop.simulator import Item
from ..order.change_case import MUG, ChangeCase


class TestAnswers(ChangeCase):
    """Each answer says what it will do, and afterwards what it did."""

    def answers(self, order):
        return {answer['method']: answer for answer in self.inbox(order).answers}

    def likeliest(self, order):
        return self.inbox(order).answers[0]['method']

    def canceled_after_delivery(self, **shipped):
        order = self.place(mugs=2)
        self.ship(self.picking(order), **shipped)
        self.shop.cancel(order.order_id)
        self.sync()
        return order

    def test_return_is_likeliest_where_goods_have_left(self):
        order = self.canceled_after_delivery()
        self.assertEqual(self.likeliest(order), 'action_return')
        self.assertIn(
            f"2 × {self.line(order).name}", self.answers(order)['action_return']['effect']
        )

    def test_canceling_names_the_deliveries_that_it_cancels(self):
        order = self.place(mugs=3)
        self.ship(self.picking(order), {self.mug: 1})
        rest = self.picking(order).filtered(lambda picking: picking.state != 'done')
        # A person who keeps the rest open after Amazon has canceled it.
        self.shop.cancel(order.order_id)
        self.sync()
        effect = self.answers(order)['action_cancel_anyway']['effect']
        self.assertIn(self.sale_order(order).name, effect)
        for picking in rest.filtered(lambda picking: picking.state != 'cancel'):
            self.assertIn(picking.name, effect)
        self.assertTrue(self.answers(order)['action_cancel_anyway']['confirm'])

    def test_what_taking_over_did_is_told(self):
        order = self.place(mugs=4)
        self.line(order).product_uom_qty = 6
        self.sync()
        self.assertEqual(self.likeliest(order), 'action_take_over')
        notice = self.answer(order, 'action_take_over')['params']
        self.assertEqual(notice['type'], 'success')
        self.assertIn(f"{self.line(order).name}, Ordered: 6 → 4", notice['message'])
        self.assert_agreed(order)

    def test_what_taking_over_did_to_one_of_two_lines_of_the_same_name_is_told(self):
        order = self.place(items=[Item(MUG, 4), Item(MUG, 1)])
        first, second = self.sale_order(order).order_line.filtered('amazon_item_ref')
        self.assertEqual(first.name, second.name)
        first.product_uom_qty = 6
        self.sync()
        notice = self.answer(order, 'action_take_over')['params']
        self.assertIn(f"{first.name}, Ordered: 6 → 4", notice['message'])

    def test_canceled_order_is_confirmed_again(self):
        order = self.place(mugs=2)
        self.sale_order(order)._action_cancel()
        self.sync()
        self.assertIn("Confirms", self.answers(order)['action_take_over']['effect'])
        notice = self.answer(order, 'action_take_over')['params']
        self.assertIn("Status: ", notice['message'])
        self.assertIn("→", notice['message'])

    def test_what_is_left_to_decide_afterwards_is_said(self):
        order = self.place(mugs=4)
        self.ship(self.picking(order), {self.mug: 3})
        self.reduce(order, {MUG: 2})
        self.line(order).product_uom_qty = 6
        self.sync()
        notice = self.answer(order, 'action_take_over')['params']
        self.assertEqual(self.inbox(order).state, 'conflict')
        self.assertEqual(notice['type'], 'warning')
        self.assertIn("left to decide", notice['title'])

    def test_keeping_many_is_one_answer(self):
        orders = self.inbox(self.canceled_after_delivery(tracking='1Z1'))
        orders += self.inbox(self.canceled_after_delivery(tracking='1Z2'))
        notice = self.click(orders, 'action_keep')['params']
        self.assertIn("2", notice['title'])
        self.assertEqual(set(orders.mapped('state')), {'imported'})

    def test_order_without_a_sales_order(self):
        order = self.place(mugs=3, status='PARTIALLY_SHIPPED')
        self.assertEqual(self.likeliest(order), 'action_link_sale_order')
        self.assertIn("No sales order", self.answers(order)['action_keep']['effect'])
