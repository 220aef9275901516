from odoo import fields
from odoo.tests import tagged

from ...workshop.simulator import Item
from ..series import return_of
from .delivery_case import DeliveryCase


@tagged('-standard', 'beside_other_modules')
class TestKits(DeliveryCase):
    """Kits are told as what was sold, when they are complete (with `sale_mrp`)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.saucer = cls.create_product("Saucer", 'AMZ-SAUCER')
        cls.set = cls.create_kit("Tea Set", 'AMZ-TEA-SET', {cls.mug: 1, cls.saucer: 2})
        cls.stock_up(cls.saucer)

    @classmethod
    def create_kit(cls, name, reference, components, quantity=1):
        """Create a product that is delivered as its components, so many for a quantity of kits."""
        kit = cls.create_product(name, reference)
        cls.env['mrp.bom'].create({
            'product_tmpl_id': kit.product_tmpl_id.id,
            'product_qty': quantity,
            'type': 'phantom',
            'bom_line_ids': [
                fields.Command.create({'product_id': product.id, 'product_qty': number})
                for product, number in components.items()
            ],
        })
        return kit

    def place_sets(self, quantity=1, sku='AMZ-TEA-SET'):
        return self.place(items=[Item(sku, quantity=quantity)])

    def ship_next(self, order, quantities=None, **values):
        """Ship what is left of an order, or a part of it."""
        picking = self.picking(order).filtered(lambda picking: picking.state != 'done')
        return self.ship(picking, quantities, **values)

    def assert_told(self, order, *kits):
        """Assert how many kits Amazon knows to be in the order's packages."""
        self.send()
        item, = order.items
        self.assertEqual(
            [package.quantities for package in order.packages],
            [{item.order_item_id: number} for number in kits],
        )
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (len(kits), 0))

    # === ONE DELIVERY === #

    def test_list_of_what_is_to_be_shipped_says_what_is_in_a_kit(self):
        self.assertEqual(
            self.picking(self.place_sets(2)).amazon_items,
            "AMZ-TEA-SET (2 × AMZ-MUG-WHITE, 4 × AMZ-SAUCER)",
        )

    def test_kit_is_told_as_what_was_sold(self):
        order = self.place_sets(3)
        picking = self.ship_next(order)
        self.assertEqual(picking.move_ids.product_id, self.mug + self.saucer)
        self.assert_told(order, 3)
        self.assertEqual(order.status, 'SHIPPED')

    def test_kit_beside_another_item(self):
        order = self.place(items=[Item('AMZ-TEA-SET', quantity=2), Item('AMZ-MUG-WHITE')])
        self.ship_next(order)
        self.send()
        kit, mug = (item.order_item_id for item in order.items)
        self.assertEqual([package.quantities for package in order.packages], [{kit: 2, mug: 1}])

    def test_bill_of_materials_for_two(self):
        self.create_kit("Couple", 'AMZ-COUPLE', {self.mug: 2, self.saucer: 6}, quantity=2)
        order = self.place_sets(3, sku='AMZ-COUPLE')
        self.ship_next(order, {self.mug: 3, self.saucer: 6})
        self.assert_told(order, 2)
        self.ship_next(order)
        self.assert_told(order, 2, 1)

    def test_more_components_than_needed_make_no_more_kits(self):
        order = self.place_sets(2)
        self.ship_next(order, {self.mug: 3, self.saucer: 6})
        self.assert_told(order, 2)

    # === SEVERAL DELIVERIES === #

    def test_only_complete_kits_are_told(self):
        order = self.place_sets(2)
        self.ship_next(order, {self.mug: 2, self.saucer: 3})
        self.assert_told(order, 1)
        self.ship_next(order)
        self.assert_told(order, 1, 1)

    def test_kit_is_told_with_the_delivery_that_completes_it(self):
        order = self.place_sets(2)
        first = self.ship_next(order, {self.mug: 2, self.saucer: 0}, tracking='1ZMUGS')
        self.assert_told(order)
        self.assertFalse(first.amazon_sync_status)
        self.ship_next(order, tracking='1ZSAUCERS')
        self.assert_told(order, 2)
        self.assertEqual(order.packages[0].tracking, '1ZSAUCERS')

    def test_components_in_deliveries_validated_together_are_told_once(self):
        order = self.place_sets(2)
        first = self.picking(order)
        second = first.copy({'move_ids': []})
        self.move(first, self.saucer).picking_id = second
        pickings = first + second
        pickings.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        pickings.action_assign()
        second.move_ids.quantity = 2
        self.validate(pickings)
        self.assert_told(order, 1)

    def test_component_that_never_comes_leaves_the_kit_incomplete(self):
        order = self.place_sets(2)
        picking = self.picking(order)
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        picking.action_assign()
        self.move(picking, self.saucer).quantity = 2
        self.validate(picking, backorder=False)
        self.assert_told(order, 1)

    def test_returned_component_that_is_sent_again_is_not_told_again(self):
        order = self.place_sets(2)
        picking = self.ship_next(order)
        for _journey in ('back', 'again'):
            picking = return_of(picking, products=self.saucer)
            picking.move_ids.quantity = 4
            self.validate(picking)
            self.assertEqual(picking.state, 'done')
        self.assert_told(order, 2)

    # === KITS THAT CHANGE === #

    def test_component_added_to_the_kit_after_the_sale(self):
        order = self.place_sets(2)
        self.set.bom_ids.bom_line_ids = [fields.Command.create({'product_id': self.teapot.id})]
        self.ship_next(order)
        self.assert_told(order, 2)

    def test_bill_of_materials_replaced_after_the_sale(self):
        order = self.place_sets(2)
        self.set.bom_ids.copy()
        self.set.bom_ids.sorted()[0].sequence = 99
        self.ship_next(order, {self.mug: 1, self.saucer: 2})
        self.assert_told(order, 1)
        self.ship_next(order)
        self.assert_told(order, 1, 1)

    # === KITS OF KITS === #

    def test_kit_with_a_kit_in_it(self):
        self.create_kit("Breakfast", 'AMZ-BREAKFAST', {self.set: 2, self.teapot: 1})
        order = self.place_sets(2, sku='AMZ-BREAKFAST')
        self.ship_next(order, {self.mug: 3, self.saucer: 8, self.teapot: 2})
        self.assert_told(order, 1)
        self.ship_next(order)
        self.assert_told(order, 1, 1)

    def test_kit_of_nothing_but_kits(self):
        self.create_kit("Two Sets", 'AMZ-TWO-SETS', {self.set: 2})
        order = self.place_sets(2, sku='AMZ-TWO-SETS')
        self.ship_next(order, {self.mug: 2, self.saucer: 4})
        self.assert_told(order, 1)
        self.ship_next(order)
        self.assert_told(order, 1, 1)

    # === PACKAGES === #

    def test_kit_in_two_packages_is_told_once(self):
        order = self.place_sets()
        picking = self.picking(order)
        self.pack(picking, {self.mug: 1}, tracking='1ZFIRST')
        self.pack(picking, {self.saucer: 2}, tracking='1ZSECOND')
        self.ship(picking, tracking=False)
        self.assert_told(order, 1)
        self.assertEqual(order.packages[0].tracking, '1ZFIRST')

    def test_each_package_with_a_kit_is_told(self):
        order = self.place_sets(3)
        picking = self.picking(order)
        self.pack(picking, {self.mug: 2, self.saucer: 4}, tracking='1ZTWO')
        self.pack(picking, {self.mug: 1, self.saucer: 2}, tracking='1ZONE')
        self.ship(picking, tracking=False)
        self.send()
        item, = order.items
        self.assertEqual(
            {package.tracking: package.quantities for package in order.packages},
            {'1ZTWO': {item.order_item_id: 2}, '1ZONE': {item.order_item_id: 1}},
        )
