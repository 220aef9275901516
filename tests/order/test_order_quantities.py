from odoo import fields
from odoo.tests import Form

from ...lib.series import SINCE_18
from ...workshop.simulator import Item
from ..series import NAMED, included
from .change_case import MUG, TEAPOT, ChangeCase


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
        if SINCE_18:  # The second step is planned when the first is done.
            self.assertEqual(pickings.move_ids.product_uom_qty, 1)
            self.validate(pickings)
            pickings = self.picking(order)
        self.assertEqual(len(pickings), 2)
        self.assertEqual(
            pickings.move_ids.filtered(lambda move: move.state != 'cancel').mapped(
                'product_uom_qty'
            ), [1] * len(pickings)
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

    def test_what_was_invoiced_in_advance_is_asked_but_not_delivered(self):
        self.mug.invoice_policy = 'order'
        order = self.place(mugs=3)
        self.ship(self.picking(order), {self.mug: 1})
        self.sale_order(order)._create_invoices().action_post()
        self.reduce(order, {MUG: 2})
        self.assertEqual(self.line(order).product_uom_qty, 3)
        self.assertEqual(self.to_deliver(order), {self.mug: 1})
        self.assert_asked(order, "2 ordered on Amazon, 3 in Odoo")
        self.assertFalse(self.inbox(order).can_take_over)

    def test_rest_falls_off_though_a_part_was_delivered_and_invoiced(self):
        self.mug.invoice_policy = 'delivery'
        order = self.place(mugs=5)
        self.ship(self.picking(order), {self.mug: 2})
        self.send()
        self.sale_order(order)._create_invoices().action_post()
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self.line(order).product_uom_qty, 2)
        self.assertFalse(self.to_deliver(order))
        self.assert_agreed(order)

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

    def test_printed_delivery_shrinks_and_is_to_be_printed_again(self):
        order = self.place(mugs=4)
        self.picking(order).printed = True
        self.reduce(order, {MUG: 1})
        self.assertEqual(self.to_deliver(order), {self.mug: 1})
        self.assertEqual(len(self.picking(order)), 1)
        self.assertIn("print it again", self.messages(self.picking(order)))
        self.assert_agreed(order)

    def test_what_is_picked_already_is_not_delivered_beyond_what_amazon_expects(self):
        order = self.place(mugs=4)
        self.picking(order).move_ids.write({'quantity': 4, 'picked': True})
        self.reduce(order, {MUG: 1})
        self.assertEqual(self.picking(order).move_ids.quantity, 1)
        self.ship(self.picking(order))
        self.assertEqual(self.line(order).qty_delivered, 1)
        self.assert_agreed(order)

    def test_what_is_purchased_for_the_delivery_comes_all_the_same(self):
        order = self.place(mugs=4)
        [delivery] = self.picking(order).move_ids
        receipt = self.env['stock.move'].create({
            **NAMED,
            'product_id': self.mug.id,
            'product_uom_qty': 4,
            'location_id': self.env.ref('stock.stock_location_suppliers').id,
            'location_dest_id': self.warehouse.lot_stock_id.id,
            'move_dest_ids': [fields.Command.set(delivery.ids)],
        })
        receipt._action_confirm()
        self.reduce(order, {MUG: 1})
        self.assertEqual(self.to_deliver(order), {self.mug: 1})
        self.assertEqual(receipt.product_uom_qty, 4)

    def test_delivery_from_another_shelf_shrinks(self):
        shelf = self.env['stock.location'].create({
            'name': "Shelf", 'location_id': self.warehouse.lot_stock_id.id,
        })
        order = self.place(mugs=4)
        self.picking(order).location_id = shelf
        self.reduce(order, {MUG: 1})
        self.assertEqual(self.to_deliver(order), {self.mug: 1})

    def test_delivery_follows_though_a_person_added_a_line(self):
        order = self.place(mugs=4)
        self.sale_order(order).order_line = [fields.Command.create({
            'product_id': self.ups.product_id.id, 'price_unit': 5,
        })]
        self.reduce(order, {MUG: 1})
        self.assertEqual(self.to_deliver(order), {self.mug: 1})
        self.assertEqual(self.line(order).product_uom_qty, 1)
        self.assert_asked(order, "Total:")

    def test_rest_is_not_delivered_though_something_came_back(self):
        order = self.place(mugs=4)
        self.give_back(self.ship(self.picking(order), {self.mug: 3}), 1)
        self.send()
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertFalse(self.to_deliver(order))
        self.assert_agreed(order)

    def test_parcel_brings_no_more_than_amazon_expects(self):
        order = self.place(mugs=5)
        self.ship(self.picking(order))
        self.reduce(order, {MUG: 3})
        self.send()
        self.assertEqual(order.item(MUG).shipped, 3)
        self.assertEqual(self.picking(order).amazon_sync_status, 'done')
        self.assert_asked(order, "3 ordered on Amazon, 5 in Odoo")
        back = self.env['stock.picking'].browse(self.answer(order, 'action_return')['res_id'])
        self.validate(back)
        self.sync()
        self.assertEqual(self.line(order).product_uom_qty, 3)
        self.assertAlmostEqual(self.sale_order(order).amount_total, float(order.total))
        self.assert_agreed(order)

    def test_order_that_cannot_follow_is_seen_on_order_and_delivery(self):
        order = self.place(mugs=4)
        self.shop.mangle(order.order_id, lambda wire: wire['orderItems'][0]['product'].clear())
        self.sync()
        self.assertEqual(self.inbox(order).state, 'failed')
        self.assertTrue(self.questions(order))
        self.assertIn("SKU", self.picking(order).amazon_conflict)
        self.shop.repair(order.order_id)
        self.sync()
        self.assert_agreed(order)

    def test_rounding_line_that_a_person_changed_stops_nothing(self):
        # No price makes this total with the tax; until 18.0, no price in cents makes the one of 3.
        self.mug.taxes_id = self.env['account.tax'].create({
            'name': "19 %", 'amount': 19, 'type_tax_use': 'sale', **included(False),
        })
        order = self.place(items=[Item(MUG, 1, unit_price='1.22'), Item(TEAPOT, 3)])
        rounding = self.sale_order(order).order_line._amazon_rounding()
        self.assertTrue(rounding)
        rounding.product_uom_qty = 0
        self.reduce(order, {TEAPOT: 1})
        self.assertAlmostEqual(self.sale_order(order).amount_total, float(order.total))
        self.assert_agreed(order)

    def test_more_delivered_than_ordered_is_asked(self):
        order = self.place(mugs=2)
        picking = self.picking(order)
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        picking.move_ids.quantity = 5
        self.validate(picking)
        self.sync()
        self.assert_asked(order, "5 are delivered in Odoo, 2 ordered on Amazon")
