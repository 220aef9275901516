from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user

from ...lib.series import LINE_UOM
from ...workshop.simulator import Item
from ..series import PICKING_MOVES, measured_in, return_of
from .delivery_case import DeliveryCase


class QuantitiesCase(DeliveryCase):

    def assert_told(self, order, *parcels):
        """Assert what Amazon knows to be in an order's packages, and that it heard of each once.

        :param dict parcels: how many pieces, by number of the item in the order.
        """
        self.send()
        self.assertEqual(
            [package.quantities for package in order.packages],
            [
                {order.items[number].order_item_id: pieces for number, pieces in parcel.items()}
                for parcel in parcels
            ],
        )
        notices = [notice for notice in self.shop.notices if notice.order_id == order.order_id]
        self.assertEqual((len(notices), len(self.shop.edits)), (len(parcels), 0))

    def add_move(self, picking, product, quantity):
        """Add a line to a delivery as a worker does."""
        with Form(picking) as form, getattr(form, PICKING_MOVES).new() as move:
            move.product_id = product
            move.product_uom_qty = quantity

    def return_picking(self, picking):
        """Return the goods of a delivery, or those of a return.

        :return: the validated return.
        """
        returned = return_of(picking)
        returned.move_ids.quantity = picking.move_ids.quantity
        self.validate(returned)
        self.assertEqual(returned.state, 'done')
        return returned


class TestQuantities(QuantitiesCase):
    """Amazon is told exactly what was shipped, once."""

    def test_each_backorder_is_told_for_itself(self):
        order = self.place(mugs=5)
        for pieces in (2, 1, 2):
            self.ship(self.picking(order).filtered(lambda p: p.state != 'done'), {self.mug: pieces})
        self.assert_told(order, {0: 2}, {0: 1}, {0: 2})
        self.assertEqual(order.status, 'SHIPPED')

    def test_more_than_was_sold_is_not_told(self):
        order = self.place(mugs=2)
        picking = self.ship(self.picking(order), {self.mug: 3})
        self.assert_told(order, {0: 2})
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_backorder_with_more_than_is_left_is_told_as_what_is_left(self):
        order = self.place(mugs=3)
        first = self.ship(self.picking(order), {self.mug: 2})
        self.ship(self.picking(order) - first, {self.mug: 2})
        self.assert_told(order, {0: 2}, {0: 1})

    def test_two_items_of_the_same_product_are_told_apart(self):
        order = self.place(items=[
            Item('AMZ-MUG-WHITE', quantity=1), Item('AMZ-MUG-WHITE', quantity=3),
        ])
        first = self.ship(self.picking(order), {self.mug: 1})
        self.ship(self.picking(order) - first)
        self.assert_told(order, {0: 1, 1: 1}, {1: 2})

    def test_what_the_worker_adds_is_not_told(self):
        order = self.place()
        picking = self.picking(order)
        self.add_move(picking, self.teapot, 1)
        self.ship(picking, {self.mug: 1, self.teapot: 1})
        self.assertEqual(len(picking.move_ids.sale_line_id), 2)
        self.assert_told(order, {0: 1})

    def test_item_split_over_two_deliveries_is_told_twice(self):
        order = self.place(mugs=5)
        first = self.picking(order)
        second = first.copy({'move_ids': []})
        first.do_unreserve()
        part = self.env['stock.move'].create(first.move_ids._split(2))
        part.picking_id = second
        part._action_confirm(merge=False)
        self.ship(second)
        self.ship(first)
        self.assert_told(order, {0: 2}, {0: 3})

    def test_deliveries_validated_together_are_each_told(self):
        orders = [self.place(mugs=3), self.place(mugs=2)]
        pickings = self.picking(orders[0]) + self.picking(orders[1])
        pickings.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        pickings[0].move_ids.quantity = 1
        self.validate(pickings)
        self.assertEqual(pickings.mapped('state'), ['done', 'done'])
        self.assert_told(orders[0], {0: 1})
        self.assert_told(orders[1], {0: 2})

    def test_deliveries_of_one_order_validated_together_are_each_told(self):
        order = self.place(items=[Item('AMZ-MUG-WHITE', quantity=2), Item('AMZ-TEAPOT')])
        first = self.picking(order)
        second = first.copy({'move_ids': []})
        self.move(first, self.teapot).picking_id = second
        pickings = first + second
        pickings.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        self.validate(pickings)
        self.assert_told(order, {0: 2}, {1: 1})

    def test_two_orders_in_one_delivery_are_each_told(self):
        first, second = self.place(mugs=2), self.place(mugs=3)
        picking = self.picking(first)
        self.picking(second).move_ids.picking_id = picking
        self.ship(picking)
        self.assert_told(first, {0: 2})
        self.assert_told(second, {0: 3})
        self.assertEqual(picking.amazon_sync_status, 'done')

    # === WHAT IS NOT SHIPPED AFTER ALL === #

    def test_canceled_backorder_is_not_told(self):
        order = self.place(mugs=3)
        picking = self.picking(order)
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        picking.move_ids.quantity = 2
        self.validate(picking, backorder=False)
        self.assertEqual(self.picking(order), picking)
        self.assert_told(order, {0: 2})
        self.assertEqual(order.status, 'PARTIALLY_SHIPPED')

    def test_operation_type_without_backorders_tells_what_was_shipped(self):
        self.warehouse.out_type_id.create_backorder = 'never'
        order = self.place(mugs=3)
        self.ship(self.picking(order), {self.mug: 2})
        self.assertEqual(len(self.picking(order)), 1)
        self.assert_told(order, {0: 2})

    def test_returned_goods_are_not_told_nor_is_their_second_journey(self):
        order = self.place(mugs=2)
        picking = self.ship(self.picking(order))
        returned = self.return_picking(picking)
        sent_again = self.return_picking(returned)
        self.assertEqual(sent_again.move_ids.location_dest_id.usage, 'customer')
        self.assert_told(order, {0: 2})
        self.assertFalse((returned + sent_again).amazon_shipment_ids)

    def test_return_between_two_deliveries_changes_neither(self):
        order = self.place(mugs=3)
        first = self.ship(self.picking(order), {self.mug: 2})
        self.return_picking(first)
        self.ship(self.picking(order).filtered(lambda p: p.state == 'assigned'))
        self.assert_told(order, {0: 2}, {0: 1})

    def test_scrapped_goods_are_not_told(self):
        order = self.place(mugs=3)
        picking = self.picking(order)
        scrap = self.env['stock.scrap'].create({
            'product_id': self.mug.id, 'scrap_qty': 1, 'picking_id': picking.id,
        })
        scrap.action_validate()
        self.assertEqual(scrap.state, 'done')
        self.ship(picking, {self.mug: 2})
        self.assert_told(order, {0: 2})

    def test_parcel_that_was_deleted_is_not_told_with_the_next_one(self):
        order = self.place(mugs=3)
        first = self.ship(self.picking(order), {self.mug: 2})
        first.amazon_shipment_ids.unlink()
        self.ship(self.picking(order) - first)
        self.assert_told(order, {0: 1})

    # === UNITS OF MEASURE === #

    def sell_in_dozens(self):
        self.dozen = self.env.ref('uom.product_uom_dozen')
        product = self.create_product(
            "Eggs", 'AMZ-PLAIN-EGGS', **measured_in(self.dozen)
        )
        self.stock_up(product)
        return product

    def ship_units(self, picking, number):
        """Ship a number of single units of a product that is sold in dozens."""
        picking.action_assign()
        line, = picking.move_line_ids
        line.write({'product_uom_id': self.env.ref('uom.product_uom_unit').id, 'quantity': number})
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        self.validate(picking)
        self.assertEqual(picking.state, 'done')

    def test_what_is_sold_by_the_dozen_is_told_in_dozens(self):
        self.sell_in_dozens()
        order = self.place(items=[Item('AMZ-PLAIN-EGGS', quantity=3)])
        picking = self.picking(order)
        self.ship_units(picking, 24)
        self.ship(self.picking(order) - picking)
        self.assert_told(order, {0: 2}, {0: 1})

    def test_half_a_dozen_is_told_with_the_other_half(self):
        self.sell_in_dozens()
        order = self.place(items=[Item('AMZ-PLAIN-EGGS', quantity=2)])
        picking = self.picking(order)
        self.ship_units(picking, 18)
        self.ship(self.picking(order) - picking)
        self.assert_told(order, {0: 1}, {0: 1})

    # === WHAT IS NOT AMAZON'S, OR NO GOODS === #

    def test_shipping_and_gift_wrapping_are_no_items(self):
        order = self.place(items=[
            Item('AMZ-MUG-WHITE', shipping=5, gift_wrap=3, gift_message="For you"),
        ])
        self.assertGreater(len(self.sale_order(order).order_line), 2)
        self.ship(self.picking(order))
        self.assert_told(order, {0: 1})

    def test_line_added_to_the_sales_order_is_not_told(self):
        order = self.place()
        self.sale_order(order).order_line = [fields.Command.create({'product_id': self.teapot.id})]
        self.ship(self.picking(order))
        self.assert_told(order, {0: 1})

    def test_other_goods_in_the_same_delivery_are_not_told(self):
        order = self.place()
        picking = self.picking(order)
        self.ordinary_order(self.teapot).picking_ids.move_ids.picking_id = picking
        self.ship(picking, {self.mug: 1, self.teapot: 1})
        self.assert_told(order, {0: 1})

    def test_amazon_goods_in_another_orders_delivery_are_told(self):
        order = self.place()
        picking = self.ordinary_order(self.teapot).picking_ids
        self.picking(order).move_ids.picking_id = picking
        with self.assertRaisesRegex(UserError, "the carrier, the tracking reference"):
            self.validate(picking)
        self.ship(picking)
        self.assert_told(order, {0: 1})

    def test_other_orders_are_neither_asked_nor_told(self):
        picking = self.ordinary_order(self.mug).picking_ids
        self.validate(picking)
        self.assertEqual(picking.state, 'done')
        self.send()
        self.assertFalse(picking.amazon_sync_status)
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)

    def test_orders_that_amazon_ships_are_not_told(self):
        order = self.place(channel='AMAZON', status='SHIPPED')
        self.assertEqual(self.sale_order(order).order_line.move_ids.state, 'done')
        self.send()
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)
        self.assertFalse(self.sale_order(order).amazon_sync_status)


class TestWhoIsAsked(QuantitiesCase):
    """Carrier and tracking are asked for where goods leave for Amazon's buyers, nowhere else."""

    def test_only_the_last_of_three_steps_is_asked_and_told(self):
        self.warehouse.delivery_steps = 'pick_pack_ship'
        order = self.place(mugs=2)
        for step_type in (self.warehouse.pick_type_id, self.warehouse.pack_type_id):
            step = self.picking(order).grouped('picking_type_id')[step_type]
            step.action_assign()
            self.validate(step)
            self.assertEqual(step.state, 'done')
        ship = self.picking(order).grouped('picking_type_id')[self.warehouse.out_type_id]
        with self.assertRaisesRegex(UserError, f"{ship.name}: the carrier, the tracking reference"):
            self.validate(ship)
        self.ship(ship)
        self.assert_told(order, {0: 2})
        self.assertFalse((self.picking(order) - ship).amazon_shipment_ids)

    def test_goods_that_stay_for_a_backorder_are_not_asked_for(self):
        picking = self.picking(self.place())
        ordinary = self.ordinary_order(self.teapot).picking_ids
        ordinary.move_ids.picking_id = picking
        picking.action_assign()
        self.move(picking, self.teapot).picked = True
        self.validate(picking)
        self.assertEqual(picking.state, 'done')
        self.assertFalse(picking.amazon_shipment_ids)
        with self.assertRaisesRegex(UserError, "the carrier, the tracking reference"):
            self.validate(picking.backorder_ids)

    def test_spaces_are_no_tracking_reference(self):
        picking = self.picking(self.place())
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': " , "})
        with self.assertRaisesRegex(UserError, f"{picking.name}: the tracking reference"):
            self.validate(picking)

    def test_second_journey_of_returned_goods_is_not_asked_for(self):
        returned = self.return_picking(self.place_and_ship())
        sent_again = self.return_picking(returned)
        self.assertFalse(sent_again.carrier_tracking_ref)

    def test_delivery_validated_past_the_question_fails_with_words(self):
        picking = self.picking(self.place())
        picking.with_context(skip_sanity_check=True).button_validate()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertIn("Amazon Carrier, Tracking Reference.", picking.amazon_sync_reason)
        self.send()
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)

    def test_worker_who_may_not_read_all_sales_orders_is_asked_and_ships(self):
        worker = new_test_user(
            self.env, 'worker', 'stock.group_stock_user,sales_team.group_sale_salesman'
        )
        order = self.place()
        picking = self.picking(order).with_user(worker)
        with self.assertRaisesRegex(UserError, "the carrier, the tracking reference"):
            self.validate(picking)
        self.ship(picking)
        self.assert_told(order, {0: 1})

    def test_half_of_what_was_sold_as_one_is_noted(self):
        order = self.place()
        line = self.sale_order(order).order_line.filtered('amazon_item_ref')
        line[LINE_UOM] = self.env.ref('uom.product_uom_dozen')
        picking = self.picking(order)
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1ZHALF'})
        picking.action_assign()
        picking.move_ids.quantity = 6
        self.validate(picking, backorder=False)
        self.assertFalse(picking.amazon_shipment_ids)
        self.assertIn("less than one piece", picking.message_ids[0].body)
