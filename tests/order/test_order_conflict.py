from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...workshop.simulator import Item
from ...workshop.simulator.faults import html_503
from ..series import measure_in_vain, return_of
from .change_case import MUG, ChangeCase


class TestOrderConflict(ChangeCase):

    def _canceled_after_delivery(self, mugs=2, **shipped):
        order = self.place(mugs=mugs)
        self.ship(self.picking(order), **shipped)
        self.shop.cancel(order.order_id)
        self.sync()
        self.assert_asked(order, "Amazon canceled the order")
        return order

    def test_kept_order_is_not_asked_about_again(self):
        order = self._canceled_after_delivery()
        self.answer(order, 'action_keep')
        self.assertEqual(self.sale_order(order).state, 'sale')
        self.assertEqual(self.inbox(order).state, 'imported')
        self.assertFalse(self.questions(order))
        self.shop.change(order.order_id, lambda changed: changed.programs.append('PRIME'))
        self.sync()
        self.assertEqual(self.inbox(order).state, 'imported')
        self.assertFalse(self.questions(order))

    def test_person_who_lowers_what_was_delivered_is_asked(self):
        order = self.place(mugs=2)
        picking = self.ship(self.picking(order))
        self.send()
        self.sync()
        picking.is_locked = False
        picking.move_ids.quantity = 1
        self.sync()
        self.assertEqual(self.inbox(order).state, 'conflict')

    def test_person_who_raises_an_open_delivery_is_asked(self):
        self.warehouse.out_type_id.reservation_method = 'manual'
        order = self.place(mugs=2)
        self.picking(order).move_ids.product_uom_qty = 5
        self.sync()
        self.assertEqual(self.inbox(order).state, 'conflict')

    def test_order_is_canceled_anyway_when_a_person_says_so(self):
        order = self._canceled_after_delivery()
        self.answer(order, 'action_cancel_anyway')
        self.assertEqual(self.sale_order(order).state, 'cancel')
        self.assertEqual(self.picking(order).state, 'done')
        self.assertEqual(self.inbox(order).state, 'imported')

    def test_parcel_of_an_order_that_amazon_canceled_is_one_question_and_not_two(self):
        order = self._canceled_after_delivery()
        self.send()
        self.assertEqual(self.sale_order(order).amazon_shipment_ids.state, 'given_up')
        self.assertFalse(self.amazon.calls['confirmShipment'])
        self.assertFalse(self.account.activity_ids)

    def test_goods_come_back_when_a_person_says_so(self):
        order = self._canceled_after_delivery()
        action = self.answer(order, 'action_return')
        back = self.env['stock.picking'].browse(action['res_id'])
        self.assertEqual(back.picking_type_code, 'incoming')
        self.assertEqual(back.move_ids.mapped('product_uom_qty'), [2])
        self.assertEqual(self.inbox(order).state, 'imported')
        self.validate(back)
        self.assertEqual(self.line(order).qty_delivered, 0)
        self.shop.change(order.order_id, lambda changed: changed.programs.append('PRIME'))
        self.sync()
        self.assertEqual(self.inbox(order).state, 'imported')

    def test_only_what_is_too_much_comes_back(self):
        order = self.place(mugs=4)
        self.ship(self.picking(order), {self.mug: 3})
        self.reduce(order, {MUG: 2})
        action = self.answer(order, 'action_return')
        back = self.env['stock.picking'].browse(action['res_id'])
        self.assertEqual(back.move_ids.mapped('product_uom_qty'), [1])

    def test_order_becomes_as_on_amazon_when_a_person_says_so(self):
        order = self.place(mugs=4)
        self.sale_order(order)._action_cancel()
        self.reduce(order, {MUG: 3})
        self.answer(order, 'action_take_over')
        self.assertEqual(self.sale_order(order).state, 'sale')
        self.assertEqual(self.to_deliver(order), {self.mug: 3})
        self.assert_agreed(order)

    def test_quantity_changed_by_hand_becomes_amazons_when_a_person_says_so(self):
        order = self.place(mugs=4)
        self.line(order).product_uom_qty = 6
        self.line(order).price_unit = 1
        self.shop.reschedule(order.order_id, fields.Datetime.add(fields.Datetime.now(), days=9))
        self.sync()
        self.assert_asked(order, "4 ordered on Amazon, 6 in Odoo")
        self.answer(order, 'action_take_over')
        self.assertEqual(self.to_deliver(order), {self.mug: 4})
        self.assertAlmostEqual(self.sale_order(order).amount_total, float(order.total))
        self.assert_agreed(order)

    def test_shipped_in_seller_central_is_asked_until_it_is_delivered_in_odoo(self):
        order = self.place(mugs=2)
        self.shop.ship(order.order_id, tracking='1ZSELLER')
        self.sync()
        self.assert_asked(order, "Amazon was told that 2 are shipped, but 0 are delivered in Odoo")
        self.ship(self.picking(order), tracking='1ZSELLER')
        self.sync()
        self.assert_agreed(order)
        self.send()
        self.assertEqual(len(self.shop.notices), 1)

    def test_rest_that_odoo_does_not_deliver_is_asked(self):
        order = self.place(mugs=3)
        picking = self.picking(order)
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        picking.move_ids.quantity = 1
        self.validate(picking, backorder=False)
        self.send()
        self.sync()
        self.assert_asked(order, "Amazon expects 3, but Odoo delivers no more than 1")
        self.shop.cancel(order.order_id)
        self.sync()
        self.assert_agreed(order)
        self.assertFalse(self.to_deliver(order))

    def test_returned_goods_do_not_upset_the_next_synchronization(self):
        order = self.place(mugs=2)
        picking = self.ship(self.picking(order))
        self.send()
        self.sync()
        back = return_of(picking)
        self.validate(back)
        self.shop.change(order.order_id, lambda changed: changed.programs.append('PRIME'))
        self.sync()
        self.assert_agreed(order)
        self.send()
        self.assertEqual(len(self.shop.notices), 1)

    def test_answer_to_a_question_that_is_settled_is_refused(self):
        order = self.place()
        for action in ('action_keep', 'action_cancel_anyway', 'action_return', 'action_take_over'):
            with self.subTest(action), self.assertRaisesRegex(UserError, "Reload"):
                self.answer(order, action)

    def test_order_that_was_delivered_is_not_deleted_to_be_delivered_again(self):
        order = self.place(mugs=2)
        self.ship(self.picking(order))
        sale_order = self.sale_order(order)
        sale_order._action_cancel()
        sale_order.action_draft()
        self.line(order).product_uom_qty = 0
        sale_order._action_cancel()
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            sale_order.unlink()

    def test_question_stays_the_same_while_amazon_changes_other_things(self):
        order = self._canceled_after_delivery()
        [question] = self.questions(order)
        question.date_deadline = later = fields.Date.add(question.date_deadline, days=5)
        self.shop.change(order.order_id, lambda changed: changed.programs.append('PRIME'))
        self.sync()
        self.assertEqual(self.questions(order), question)
        self.assertEqual(question.date_deadline, later)

    def test_second_return_asks_for_no_more_than_is_missing(self):
        order = self.place(mugs=4)
        self.ship(self.picking(order), {self.mug: 3})
        for remaining in (2, 1):
            self.reduce(order, {MUG: remaining})
            action = self.answer(order, 'action_return')
            back = self.env['stock.picking'].browse(action['res_id'])
            self.assertEqual(back.move_ids.mapped('product_uom_qty'), [1])

    def test_returned_goods_are_not_sent_again_when_an_order_becomes_as_on_amazon(self):
        order = self.place(mugs=2)
        self.give_back(self.ship(self.picking(order)), 2)
        self.send()
        self.sale_order(order)._action_cancel()
        self.sync()
        self.assert_asked(order, "canceled in Odoo, but Amazon says that it was shipped")
        self.answer(order, 'action_take_over')
        self.assertFalse(self.to_deliver(order))
        self.assert_agreed(order)

    def test_order_is_not_reopened_later_because_amazon_did_not_answer(self):
        order = self.place(mugs=2)
        self.sale_order(order)._action_cancel()
        self.sync()
        self.amazon.faults.add('getOrder', html_503)
        with self.assertRaises(UserError):
            self.answer(order, 'action_take_over')
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'cancel')
        self.assert_agreed(order)

    def test_one_order_that_cannot_be_compared_stops_no_other(self):
        order = self.place(mugs=4)
        self.ship(self.picking(order), {self.mug: 2})
        measure_in_vain(self.line(order))
        self.sale_order(order).is_amazon_to_compare = True
        with self.assertLogs('odoo.addons.amazon_connector.lib.mishap', 'WARNING'):
            other = self.place()
        self.assertTrue(self.sale_order(other))
        self.assert_asked(order, "cannot compare")

    def test_order_that_cannot_be_compared_and_is_kept_stops_no_run(self):
        order = self.place(mugs=4)
        self.ship(self.picking(order), {self.mug: 2})
        measure_in_vain(self.line(order))
        with mute_logger('odoo.addons.amazon_connector.lib.mishap'):
            self.sale_order(order).is_amazon_to_compare = True
            self.sync()
            self.answer(order, 'action_keep')
            self.sale_order(order).is_amazon_to_compare = True
            self.sync()
        self.assertEqual(self.inbox(order).state, 'imported')
        self.assertIn("cannot compare", self.inbox(order).reason)
        self.assertFalse(self.sale_order(order).is_amazon_to_compare)

    def test_what_was_kept_is_not_asked_again_when_a_part_of_it_comes_back(self):
        order = self.place(mugs=5)
        picking = self.ship(self.picking(order))
        self.reduce(order, {MUG: 3})
        self.answer(order, 'action_keep')
        self.give_back(picking, 1)
        self.sync()
        self.assertEqual(self.inbox(order).state, 'imported')
        self.assertFalse(self.questions(order))

    def test_what_comes_back_in_parts_is_not_asked_again(self):
        order = self.place(mugs=5)
        self.ship(self.picking(order))
        self.reduce(order, {MUG: 1})
        back = self.env['stock.picking'].browse(self.answer(order, 'action_return')['res_id'])
        back.move_ids.quantity = 2
        self.validate(back)
        self.sync()
        self.assertEqual(self.inbox(order).state, 'imported')
        self.assertFalse(self.questions(order))

    def test_what_was_kept_is_asked_again_when_amazon_says_something_else(self):
        order = self.place(mugs=4)
        self.ship(self.picking(order))
        self.reduce(order, {MUG: 3})
        self.answer(order, 'action_keep')
        self.reduce(order, {MUG: 2})
        self.assert_asked(order, "2 ordered on Amazon, 4 in Odoo")

    def test_order_kept_without_sales_order_is_not_asked_about_again(self):
        order = self.shop.place(status='PARTIALLY_SHIPPED', items=[Item(MUG, 4)])
        self.sync()
        self.answer(order, 'action_keep')
        self.assertEqual(self.inbox(order).state, 'ignored')
        self.shop.change(order.order_id, lambda changed: changed.programs.append('PRIME'))
        self.sync()
        self.assertEqual(self.inbox(order).state, 'ignored')
