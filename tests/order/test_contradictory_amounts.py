from decimal import Decimal

from ...workshop.simulator import Item
from ..series import PRODUCT_TYPE
from .change_case import MUG, TEAPOT, ChangeCase

WAYS = (('items',), ('total',), ('items', 'total'))


class TestContradictoryAmounts(ChangeCase):
    """Quantities are certain: they are followed at once. Amounts that contradict them are asked."""

    def place(self, *items, **details):
        order = self.shop.place(items=list(items) or [Item(MUG, 3, '10.00')], **details)
        self.sync()
        return order

    def assert_total(self, order, total):
        self.assertEqual(self.sale_order(order).amount_total, total)

    # === CHANGES === #

    def test_canceled_pieces_are_not_delivered_whatever_the_amounts_are(self):
        for stays in WAYS:
            with self.subTest(stays):
                order = self.place()
                self.reduce(order, {MUG: 2}, stays=stays)
                self.assertEqual(self.line(order).product_uom_qty, 2)
                self.assertEqual(self.to_deliver(order), {self.mug: 2})
                self.assertEqual(self.line(order).price_unit, 10)
                self.assertEqual(self.inbox(order).state, 'conflict')
                [_question] = self.questions(order)

    def test_question_ends_as_soon_as_the_amounts_follow(self):
        for stays in WAYS:
            with self.subTest(stays):
                order = self.place()
                self.reduce(order, {MUG: 2}, stays=stays)
                self.shop.correct_amounts(order.order_id)
                self.sync()
                self.assert_agreed(order)
                self.assert_total(order, 20)

    def test_person_takes_the_amounts_over(self):
        for stays in WAYS:
            with self.subTest(stays):
                order = self.place()
                self.reduce(order, {MUG: 2}, stays=stays)
                self.answer(order, 'action_take_over')
                self.assert_total(order, float(order.total))
                self.assertEqual(self.to_deliver(order), {self.mug: 2})
                self.assertEqual(self.inbox(order).state, 'imported')
                self.assertFalse(self.questions(order))

    def test_person_keeps_it(self):
        order = self.place()
        self.reduce(order, {MUG: 2}, stays=('items', 'total'))
        self.answer(order, 'action_keep')
        self.shop.change(order.order_id, lambda order: setattr(order, 'programs', ['PRIME']))
        self.sync()
        self.assertEqual(self.inbox(order).state, 'imported')
        self.assert_total(order, 20)

    def test_another_change_does_not_take_over_what_is_asked(self):
        order = self.place(Item(MUG, 3, '10.00'), Item(TEAPOT, 1, '40.00'))
        self.without_unit_prices(order)
        self.reduce(order, {MUG: 2}, stays=('items', 'total'))
        self.assert_asked(order, "Total")

        def make_teapot_dearer(order):
            order.item(TEAPOT).unit_price = Decimal(45)
            order.told_total = None

        self.shop.change(order.order_id, make_teapot_dearer)
        self.sync()
        self.assertEqual(self.line(order).price_unit, 10)
        self.assert_total(order, 65)
        self.assertEqual(self.inbox(order).state, 'conflict')

    def test_amounts_that_stay_are_found_without_unit_prices(self):
        order = self.place()
        self.without_unit_prices(order)
        self.reduce(order, {MUG: 1}, stays=('items', 'total'))
        self.assertEqual(self.to_deliver(order), {self.mug: 1})
        self.assert_total(order, 10)
        self.assert_asked(order, "Total")

    def without_unit_prices(self, order):
        self.shop.change(order.order_id, lambda order: order.left_out.append(
            'orderItems.product.price'
        ))
        self.sync()

    def test_all_pieces_of_an_item_are_canceled(self):
        for stays in WAYS:
            with self.subTest(stays):
                order = self.place(Item(MUG, 3, '10.00'), Item(TEAPOT, 1, '40.00'))
                self.reduce(order, {MUG: 0}, stays=stays)
                self.assertEqual(self.to_deliver(order), {self.teapot: 1})
                self.assert_total(order, 40)
                self.assertEqual(self.inbox(order).state, 'conflict')

    def test_unreadable_amounts_do_not_keep_canceled_pieces(self):
        order = self.place()
        self.shop.mangle(order.order_id, lambda wire: wire['proceeds'].update(
            grandTotal={'amount': 'free', 'currencyCode': 'USD'}
        ))
        self.reduce(order, {MUG: 2})
        self.assertEqual(self.to_deliver(order), {self.mug: 2})
        self.assert_asked(order, "Amazon's amounts cannot be read")
        self.shop.repair(order.order_id)
        self.sync()
        self.assert_agreed(order)
        self.assert_total(order, 20)

    def test_amounts_that_are_not_said_any_more_stay(self):
        order = self.place()
        self.shop.change(order.order_id, lambda order: order.left_out.extend(
            ['proceeds', 'orderItems.proceeds', 'orderItems.product.price']
        ))
        self.sync()
        self.assert_total(order, 30)
        self.assert_agreed(order)
        self.assertIn("does not say what the buyer pays", self.sale_order(order).amazon_missing)

    def test_what_was_delivered_stays(self):
        order = self.place()
        self.ship(self.picking(order), {self.mug: 3})
        self.reduce(order, {MUG: 2}, stays=('items', 'total'))
        self.assertEqual(self.line(order).product_uom_qty, 3)
        self.assert_asked(order, "2 ordered on Amazon, 3 in Odoo")

    # === NEW ORDERS === #

    def test_new_order_has_amazons_total_and_is_asked_about(self):
        for told in ('45.00', '11.00', '0.00', '30.02'):
            with self.subTest(told):
                order = self.place(told_total=told)
                self.assert_total(order, float(told))
                self.assertEqual(self.to_deliver(order), {self.mug: 3})
                self.assert_asked(order, f"Amazon's total is {told} USD, but its items add up to")

    def test_a_cent_is_nothing_to_ask(self):
        for told in ('30.01', '29.99'):
            with self.subTest(told):
                order = self.place(told_total=told)
                self.assert_total(order, float(told))
                self.assert_agreed(order)

    def test_difference_ends_with_the_contradiction(self):
        order = self.place(told_total='45.00')
        self.shop.correct_amounts(order.order_id)
        self.sync()
        self.assert_agreed(order)
        self.assert_total(order, 30)

    def test_order_of_which_pieces_were_canceled_before(self):
        order = self.shop.place(items=[Item(MUG, 3, '10.00')])
        self.shop.reduce(order.order_id, {MUG: 2}, stays=('items', 'total'))
        self.sync()
        self.assert_total(order, 30)
        self.assertEqual(self.to_deliver(order), {self.mug: 2})
        self.assert_asked(order, "is that of more pieces than are ordered")

    def test_replacement_without_any_money(self):
        original = self.place()
        order = self.shop.replace(original.order_id)
        self.shop.change(order.order_id, lambda order: order.left_out.extend(
            ['proceeds', 'orderItems.proceeds', 'orderItems.product.price']
        ))
        self.sync()
        self.assert_agreed(order)
        self.assert_total(order, 0)
        self.assertFalse(self.sale_order(order).amazon_missing)
        self.assertEqual(self.to_deliver(order), {self.mug: 3})

    def test_money_that_comes_later(self):
        money = ['proceeds', 'orderItems.proceeds', 'orderItems.product.price']
        order = self.place(left_out=list(money))
        self.assert_total(order, 0)
        self.assertIn("does not say what the buyer pays", self.sale_order(order).amazon_missing)
        self.shop.change(order.order_id, lambda order: order.left_out.clear())
        self.sync()
        self.assert_agreed(order)
        self.assert_total(order, 30)
        self.assertFalse(self.sale_order(order).amazon_missing)

    def test_total_without_any_goods(self):
        def take_all_pieces(wire):
            for item in wire['orderItems']:
                item['quantityOrdered'] = 0

        order = self.shop.place(
            items=[Item(MUG, 3, '10.00')], told_total='10.00',
            left_out=['orderItems.proceeds', 'orderItems.product.price'],
        )
        self.shop.mangle(order.order_id, take_all_pieces)
        self.sync()
        self.assertIn(self.inbox(order).state, ('imported', 'conflict'), self.inbox(order).reason)
        self.assert_total(order, 10)
        self.assertFalse(self.sale_order(order).amount_tax)

    def test_something_is_taken_off(self):
        order = self.place(Item(MUG, 3, '10.00', other='-2.50'))
        self.assert_total(order, 27.5)
        self.assert_agreed(order)

    def test_invoice_is_not_confirmed(self):
        order = self.place(status='INVOICE_UNCONFIRMED')
        self.assertFalse(self.sale_order(order))
        self.assertIn("it is imported when it does", self.inbox(order).reason)
        self.shop.release(order.order_id)
        self.sync()
        self.assert_total(order, 30)

    # === WHAT WAS ADDED IN ODOO === #

    def test_added_line_is_named_and_can_be_taken_off(self):
        order = self.place()
        sale_order = self.sale_order(order)
        shipping = self.env['sale.order.line'].create({
            'order_id': sale_order.id,
            'product_id': self.env['product.product']._amazon_default('shipping').id,
            'name': "Express", 'price_unit': 5,
        })
        self.sync()
        self.assert_asked(order, "it was added in Odoo: Express")
        self.answer(order, 'action_take_over')
        self.assert_asked(order, "it was added in Odoo: Express")
        self.answer(order, 'action_take_off')
        self.assertEqual(shipping.product_uom_qty, 0)
        self.assert_total(order, 30)
        self.assert_agreed(order)

    def test_added_line_that_is_invoiced_stays(self):
        order = self.place()
        sale_order = self.sale_order(order)
        self.env['sale.order.line'].create({
            'order_id': sale_order.id, 'product_id': self.create_product(
                "Express", 'X', invoice_policy='order', **{PRODUCT_TYPE: 'service'},
            ).id, 'name': "Express", 'price_unit': 5,
        })
        sale_order._create_invoices().action_post()
        self.sync()
        self.assert_asked(order, "Correct the invoice, or keep it as it is")
        self.assertFalse(self.inbox(order).can_take_off)
