from odoo.tests import tagged

from odoo.addons.amazon_connector.tests.delivery.delivery_case import DeliveryCase


@tagged('-standard', 'beside_examples')
class TestCarrierByWeight(DeliveryCase):

    def setUp(self):
        super().setUp()
        self.mug.weight = 10
        self.freight = self.create_delivery_method("Freight")
        self.account.write({
            'default_carrier_id': self.ups.id, 'heavy_carrier_id': self.freight.id,
        })

    def test_heavy_delivery_begins_with_the_carrier_for_it(self):
        picking = self.picking(self.place(mugs=3))
        self.assertEqual(picking.carrier_id, self.freight)

    def test_lighter_one_has_the_carrier_of_the_account(self):
        picking = self.picking(self.place(mugs=2))
        self.assertEqual(picking.carrier_id, self.ups)

    def test_amazon_is_told_of_the_carrier(self):
        order = self.place(mugs=3)
        picking = self.picking(order)
        picking.carrier_tracking_ref = 'F-1'
        self.validate(picking)
        self.send()
        [package] = order.packages
        self.assertEqual((package.carrier_name, package.tracking), ("Freight", 'F-1'))
