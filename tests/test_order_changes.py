from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form

from ..simulator import Item
from .delivery_case import DeliveryCase

MUG, TEAPOT = 'AMZ-MUG-WHITE', 'AMZ-TEAPOT'
CONFLICT = 'amazon_connector.mail_activity_conflict'


class ChangeCase(DeliveryCase):
    """Orders that change on Amazon after Odoo knows them."""

    def reduce(self, order, remaining, **how):
        """Cancel pieces on Amazon, so that so many remain, and read it into Odoo."""
        self.shop.reduce(order.order_id, remaining, **how)
        self.sync()

    def line(self, order, sku=MUG):
        item_ref = order.item(sku).order_item_id
        return self.sale_order(order).order_line.filtered(
            lambda line: line.amazon_item_ref == item_ref
        )

    def to_deliver(self, order):
        """Return how many pieces wait in open deliveries, by product."""
        moves = self.picking(order).move_ids.filtered(
            lambda move: move.state not in ('done', 'cancel')
        )
        return {
            product: sum(group.mapped('product_uom_qty'))
            for product, group in moves.grouped('product_id').items()
        }

    def messages(self, record):
        return "\n".join(record.message_ids.mapped('body'))

    def questions(self, order):
        """Return the activities that ask a person to decide about an order."""
        return self.sale_order(order).activity_ids.filtered(
            lambda activity: activity.activity_type_id == self.env.ref(CONFLICT)
        )

    def assert_agreed(self, order):
        self.assertEqual(self.inbox(order).state, 'imported', self.inbox(order).reason)
        self.assertFalse(self.inbox(order).reason)
        self.assertFalse(self.questions(order))

    def assert_asked(self, order, words):
        self.assertEqual(self.inbox(order).state, 'conflict')
        self.assertIn(words, self.inbox(order).reason)
        [question] = self.questions(order)
        self.assertEqual(question.user_id, self.account.user_id)
        self.assertIn(words, question.note)

    def answer(self, order, action):
        return self.click(self.inbox(order), action)


class TestOrderQuantities(ChangeCase):

    def test_pieces_that_the_buyer_cancels_shrink_line_delivery_and_total(self):
        order = self.place(mugs=4)
        self.reduce(order, {MUG: 3}, reason="One is enough")
        self.assertEqual(self.line(order).product_uom_qty, 3)
        self.assertEqual(self.to_deliver(order), {self.mug: 3})
        self.assertEqual(len(self.picking(order)), 1)
        self.assertAlmostEqual(self.sale_order(order).amount_total, float(order.total))
        self.assertIn("4 → 3", self.messages(self.sale_order(order)))
        self.assertIn("4 → 3", self.messages(self.picking(order)))
        self.assert_agreed(order)

    def test_shipping_discounts_and_gift_wrap_follow_amazons_figures(self):
        order = self.place(items=[
            Item(MUG, 3, unit_price='9.99', shipping='4.99', gift_wrap='3.01', discount='2.00',
                 shipping_discount='1.00'),
            Item(TEAPOT, 1, shipping='2.50'),
        ])
        lines = self.sale_order(order).order_line
        self.reduce(order, {MUG: 1})
        self.assertEqual(self.sale_order(order).order_line, lines)
        self.assertAlmostEqual(self.sale_order(order).amount_total, float(order.total))
        self.assert_agreed(order)

    def test_totals_agree_to_the_cent_after_every_step_down(self):
        order = self.place(items=[
            Item(MUG, 7, unit_price='3.33', shipping='1.99', tax='2.01'), Item(TEAPOT, 3),
        ])
        for remaining in ({MUG: 5}, {TEAPOT: 2}, {MUG: 2, TEAPOT: 1}):
            self.reduce(order, remaining)
            self.assertAlmostEqual(self.sale_order(order).amount_total, float(order.total))
            self.assert_agreed(order)
        self.assertEqual(self.to_deliver(order), {self.mug: 2, self.teapot: 1})

    def test_item_that_is_canceled_wholly_is_not_delivered(self):
        order = self.place(items=[Item(MUG, 2, shipping='4.99'), Item(TEAPOT, 1)])
        self.reduce(order, {MUG: 0})
        self.assertEqual(self.line(order).product_uom_qty, 0)
        self.assertEqual(self.to_deliver(order), {self.teapot: 1})
        self.assertAlmostEqual(self.sale_order(order).amount_total, float(order.total))

    def test_item_that_amazon_does_not_list_any_more_is_not_delivered(self):
        order = self.place(items=[Item(MUG, 2), Item(TEAPOT, 1)])
        line = self.line(order)
        self.shop.drop(order.order_id, MUG)
        self.sync()
        self.assertEqual(line.product_uom_qty, 0)
        self.assertEqual(self.to_deliver(order), {self.teapot: 1})
        self.assert_agreed(order)

    def test_item_that_amazon_adds_is_delivered(self):
        order = self.place()
        self.shop.change(order.order_id, lambda changed: changed.items.append(
            Item(TEAPOT, 2, unit_price='20.00', title="Teapot", order_item_id='99000000000001')
        ))
        self.sync()
        self.assertEqual(self.line(order, TEAPOT).product_uom_qty, 2)
        self.assertEqual(self.to_deliver(order), {self.mug: 1, self.teapot: 2})
        self.assert_agreed(order)

    def test_rest_that_is_canceled_after_a_part_was_shipped_is_not_delivered(self):
        order = self.place(mugs=5)
        self.ship(self.picking(order), {self.mug: 2})
        self.send()
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(order.status, 'SHIPPED')
        self.assertEqual(self.line(order).product_uom_qty, 2)
        self.assertEqual(self.line(order).qty_delivered, 2)
        self.assertFalse(self.to_deliver(order))
        self.assertEqual(self.picking(order).mapped('picking_type_code'), ['outgoing'] * 2)
        self.assert_agreed(order)

    def test_delivery_in_two_steps_shrinks_in_both(self):
        self.warehouse.delivery_steps = 'pick_ship'
        order = self.place(mugs=4)
        self.reduce(order, {MUG: 1})
        pickings = self.picking(order)
        self.assertEqual(len(pickings), 2)
        self.assertEqual(
            pickings.move_ids.filtered(lambda move: move.state != 'cancel').mapped(
                'product_uom_qty'
            ), [1, 1]
        )

    def test_delivery_that_is_packed_already_shrinks(self):
        order = self.place(items=[Item(MUG, 4), Item(TEAPOT, 1)])
        self.pack(self.picking(order), {self.mug: 4, self.teapot: 1}, '1Z1')
        self.picking(order).move_ids.picked = True
        self.reduce(order, {MUG: 3})
        self.assertEqual(self.to_deliver(order), {self.mug: 3, self.teapot: 1})
        self.assert_agreed(order)

    def test_locked_order_follows_and_stays_locked(self):
        order = self.place(mugs=3)
        self.sale_order(order).action_lock()
        self.reduce(order, {MUG: 1})
        self.assertEqual(self.line(order).product_uom_qty, 1)
        self.assertEqual(self.to_deliver(order), {self.mug: 1})
        self.assertTrue(self.sale_order(order).locked)

    def test_less_than_was_delivered_is_asked_and_forces_nothing(self):
        order = self.place(mugs=4)
        self.ship(self.picking(order), {self.mug: 3})
        self.reduce(order, {MUG: 2})
        self.assertEqual(self.line(order).product_uom_qty, 3)
        self.assertFalse(self.to_deliver(order))
        self.assert_asked(order, "2 ordered on Amazon, 3 in Odoo")

    def test_invoiced_order_is_not_touched(self):
        order = self.place(mugs=3)
        self.ship(self.picking(order), {self.mug: 1})
        self.sale_order(order)._create_invoices().action_post()
        self.reduce(order, {MUG: 2})
        self.assertEqual(self.line(order).product_uom_qty, 3)
        self.assert_asked(order, "2 ordered on Amazon, 3 in Odoo")
        self.assertFalse(self.inbox(order).can_take_over)

    def test_draft_invoice_of_more_than_is_ordered_now_is_asked_until_it_is_corrected(self):
        order = self.place(mugs=3)
        self.mug.invoice_policy = 'order'
        invoice = self.sale_order(order)._create_invoices()
        self.reduce(order, {MUG: 2})
        self.assertEqual(self.to_deliver(order), {self.mug: 2})
        self.assert_asked(order, "3 are invoiced, of 2 ordered")
        invoice.button_cancel()
        self.sync()
        self.assert_agreed(order)

    def test_price_stays_amazons_when_a_person_changes_a_quantity(self):
        order = self.place(items=[Item(MUG, 3, unit_price='7.77', discount='3.00')])
        line = self.line(order)
        before = line.price_unit, line.discount
        with Form(self.sale_order(order)) as form, form.order_line.edit(0) as edited:
            edited.product_uom_qty = 2
        self.assertEqual((line.price_unit, line.discount), before)

    def test_what_a_person_changed_stays_until_amazon_changes_something(self):
        order = self.place(mugs=4)
        self.line(order).product_uom_qty = 3
        self.shop.reschedule(order.order_id, fields.Datetime.add(fields.Datetime.now(), days=9))
        self.sync()
        self.assertEqual(self.line(order).product_uom_qty, 3)
        self.assert_asked(order, "4 ordered on Amazon, 3 in Odoo")
        self.reduce(order, {MUG: 3})
        self.assert_agreed(order)

    def test_ship_by_date_that_moves_moves_the_deadline(self):
        order = self.place()
        later = fields.Datetime.add(fields.Datetime.now(), days=9).replace(microsecond=0)
        self.shop.reschedule(order.order_id, later)
        self.sync()
        self.assertEqual(self.picking(order).date_deadline, later)

    def test_same_order_read_again_changes_nothing(self):
        order = self.place(mugs=3)
        self.reduce(order, {MUG: 2})
        messages = self.sale_order(order).message_ids
        self.link()
        self.sync()
        self.assertEqual(self.sale_order(order).message_ids, messages)
        self.assertEqual(self.to_deliver(order), {self.mug: 2})


class TestOrderCancellation(ChangeCase):

    def test_cancellation_says_by_whom_and_why(self):
        order = self.place()
        self.shop.cancel(order.order_id, by='BUYER', reason="Found it cheaper")
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'cancel')
        self.assertEqual(self.picking(order).state, 'cancel')
        self.assertIn("by the buyer", self.messages(self.sale_order(order)))
        self.assertIn("Found it cheaper", self.messages(self.sale_order(order)))
        self.assert_agreed(order)

    def test_cancellation_after_a_part_was_delivered_stops_the_rest_and_asks(self):
        order = self.place(mugs=5)
        self.ship(self.picking(order), {self.mug: 2})
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self.sale_order(order).state, 'sale')
        self.assertEqual(sorted(self.picking(order).mapped('state')), ['cancel', 'done'])
        self.assert_asked(order, "Amazon canceled the order")

    def test_order_canceled_in_odoo_says_that_amazon_does_not_learn_of_it(self):
        order = self.place()
        action = self.sale_order(order).action_cancel()
        wizard = Form(
            self.env['sale.order.cancel'].with_context(**action['context']), action['view_id']
        ).save()
        self.assertTrue(wizard.is_open_on_amazon)
        self.assertIn(order.order_id, wizard.amazon_url)
        self.assertNotIn(self.sale_order(order).partner_id, wizard.recipient_ids)
        wizard.action_cancel()
        self.assertIn("Amazon does not learn", self.messages(self.sale_order(order)))
        self.assertIn(order.order_id, self.messages(self.sale_order(order)))

    def test_order_that_amazon_canceled_needs_no_warning(self):
        order = self.place()
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertNotIn("does not learn", self.messages(self.sale_order(order)))

    def test_order_canceled_in_odoo_and_open_on_amazon_is_asked(self):
        order = self.place(mugs=2)
        self.sale_order(order)._action_cancel()
        self.reduce(order, {MUG: 1})
        self.assert_asked(order, "still expects you to ship it")
        self.shop.cancel(order.order_id)
        self.sync()
        self.assert_agreed(order)

    def test_buyer_who_asks_to_cancel_is_seen_before_the_delivery(self):
        order = self.place()
        self.shop.request_cancellation(order.order_id, "Wrong colour")
        self.sync()
        [activity] = self.sale_order(order).activity_ids
        self.assertEqual(activity.user_id, self.account.user_id)
        self.assertIn("Wrong colour", activity.note)
        self.assertEqual(self.picking(order).amazon_cancel_request, "Wrong colour")
        self.assert_agreed(order)

    def test_request_of_an_order_not_seen_before_is_seen(self):
        order = self.shop.place()
        self.shop.request_cancellation(order.order_id, "Wrong colour")
        self.sync()
        self.assertTrue(self.sale_order(order).activity_ids)

    def test_request_ends_when_the_buyer_withdraws_it(self):
        order = self.place()
        self.shop.request_cancellation(order.order_id)
        self.sync()
        self.shop.withdraw_cancellation_request(order.order_id)
        self.sync()
        self.assertFalse(self.sale_order(order).activity_ids)
        self.assertFalse(self.picking(order).amazon_cancel_request)

    def test_request_ends_when_the_order_is_canceled_or_shipped(self):
        canceled, shipped = self.place(), self.place()
        for order in (canceled, shipped):
            self.shop.request_cancellation(order.order_id)
        self.sync()
        self.shop.cancel(canceled.order_id)
        self.ship(self.picking(shipped))
        self.send()
        self.sync()
        for order in (canceled, shipped):
            self.assertFalse(self.sale_order(order).activity_ids)
            self.assertFalse(self.sale_order(order).amazon_cancel_request)


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

    def test_order_is_canceled_anyway_when_a_person_says_so(self):
        order = self._canceled_after_delivery()
        self.answer(order, 'action_cancel_anyway')
        self.assertEqual(self.sale_order(order).state, 'cancel')
        self.assertEqual(self.picking(order).state, 'done')
        self.assertEqual(self.inbox(order).state, 'imported')

    def test_parcel_of_an_order_that_was_decided_about_is_not_told_any_more(self):
        told, not_told = self._canceled_after_delivery(), self._canceled_after_delivery()
        self.answer(not_told, 'action_keep')
        self.send()
        self.answer(told, 'action_keep')
        for order in (told, not_told):
            self.assertEqual(self.sale_order(order).amazon_shipment_ids.state, 'given_up')
        self.assertEqual(self.amazon.calls['confirmShipment'], 1)

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

    def test_returned_goods_do_not_upset_the_next_synchronisation(self):
        order = self.place(mugs=2)
        picking = self.ship(self.picking(order))
        self.send()
        self.sync()
        wizard = self.env['stock.return.picking'].with_context(
            active_model='stock.picking', active_id=picking.id
        ).create({})
        back = self.env['stock.picking'].browse(wizard._create_returns()[0])
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
