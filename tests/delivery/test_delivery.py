from odoo.exceptions import UserError

from ...workshop.simulator import Item
from .delivery_case import DeliveryCase


class TestDelivery(DeliveryCase):

    def test_validated_delivery_is_told_to_amazon_with_carrier_and_tracking(self):
        picking = self.place_and_ship(mugs=2)
        self.assertEqual(picking.amazon_sync_status, 'pending')
        self.send()

        package, = self.packages(picking)
        self.assertEqual((package.carrier, package.tracking), ('UPS', '1Z999AA10123456784'))
        self.assertEqual(list(package.quantities.values()), [2])
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(picking.sale_id.amazon_sync_status, 'done')

    def test_part_and_backorder_are_told_with_their_own_quantities(self):
        order = self.place(items=[Item('AMZ-MUG-WHITE', quantity=3), Item('AMZ-TEAPOT')])
        first = self.ship(self.picking(order), {self.mug: 2, self.teapot: 0}, tracking='1ZFIRST')
        self.send()
        self.assertEqual(order.status, 'PARTIALLY_SHIPPED')
        rest = self.picking(order) - first
        self.ship(rest, tracking='1ZREST')
        self.send()

        mug, teapot = (item.order_item_id for item in order.items)
        self.assertEqual(
            [(package.tracking, package.quantities) for package in order.packages],
            [('1ZFIRST', {mug: 2}), ('1ZREST', {mug: 1, teapot: 1})],
        )
        self.assertEqual(order.status, 'SHIPPED')
        self.assertEqual((first + rest).mapped('amazon_sync_status'), ['done', 'done'])

    def test_without_carrier_and_tracking_validation_says_what_is_missing(self):
        first, second = self.picking(self.place()), self.picking(self.place())
        first.carrier_id = self.ups
        (first + second).action_assign()
        with self.assertRaises(UserError) as caught:
            (first + second).button_validate()
        message = str(caught.exception)
        self.assertIn(f"{first.name}: the tracking reference", message)
        self.assertIn(f"{second.name}: the carrier, the tracking reference", message)
        self.assertEqual(first.state, 'assigned')

    def test_cost_of_the_carrier_is_not_charged_to_amazons_buyer(self):
        self.ups.invoice_policy = 'real'
        order = self.place()
        self.ups.write({'fixed_price': 5.75, 'product_id': self.ups.product_id.id})
        picking = self.ship(self.picking(order))
        picking.send_to_shipper()
        self.assertFalse(self.sale_order(order).order_line.filtered('is_delivery'))
