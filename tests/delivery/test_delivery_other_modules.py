from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...workshop.simulator import Item
from .delivery_case import DeliveryCase


@tagged('-standard', 'beside_other_modules')
class TestDropshipping(DeliveryCase):
    """What the vendor sends to the buyer is told as any delivery (with `stock_dropshipping`)."""

    def place_dropshipped(self, quantity):
        """Return an order and the delivery from the vendor."""
        product = self.create_product(
            "Lamp", 'AMZ-LAMP',
            route_ids=[fields.Command.link(self.env.ref('stock_dropshipping.route_drop_shipping').id)],
            seller_ids=[fields.Command.create({
                'partner_id': self.env['res.partner'].create({'name': "Vendor"}).id,
            })],
        )
        order = self.place(items=[Item('AMZ-LAMP', quantity=quantity)])
        purchase_line = self.env['purchase.order.line'].search([('product_id', '=', product.id)])
        purchase_line.order_id.button_confirm()
        return order, purchase_line.order_id.picking_ids

    def test_delivery_from_the_vendor_is_asked_for_and_told(self):
        order, picking = self.place_dropshipped(3)
        with self.assertRaisesRegex(UserError, "the carrier, the tracking reference"):
            self.validate(picking)
        self.ship(picking)
        self.send()
        self.assertEqual(
            [package.quantities for package in order.packages], [{order.items[0].order_item_id: 3}]
        )
        self.assertEqual(picking.amazon_sync_status, 'done')


@tagged('-standard', 'beside_other_modules')
class TestBatch(DeliveryCase):
    """Deliveries in a batch are asked for and told one by one (with `stock_picking_batch`)."""

    def setUp(self):
        super().setUp()
        self.orders = [self.place(mugs=2), self.place(mugs=3)]
        self.pickings = self.picking(self.orders[0]) + self.picking(self.orders[1])
        self.batch = self.env['stock.picking.batch'].create({
            'picking_ids': [fields.Command.set(self.pickings.ids)],
        })
        self.batch.action_confirm()

    def told(self):
        self.send()
        return [
            [list(package.quantities.values()) for package in order.packages]
            for order in self.orders
        ]

    def test_all_that_is_missing_is_said_at_once(self):
        with self.assertRaises(UserError) as caught:
            self.batch.action_done()
        for picking in self.pickings:
            self.assertIn(f"{picking.name}: the carrier, the tracking", str(caught.exception))

    def test_each_delivery_of_the_batch_is_told(self):
        self.pickings.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        self.batch.action_done()
        self.assertEqual(self.told(), [[[2]], [[3]]])

    def test_delivery_that_stays_behind_is_not_asked_for(self):
        leaving, staying = self.pickings
        leaving.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        leaving.move_ids.picked = True
        self.batch.action_done()
        self.assertEqual((leaving.state, staying.state), ('done', 'assigned'))
        self.assertEqual(self.told(), [[[2]], []])
