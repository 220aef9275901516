from odoo import fields
from odoo.tests import tagged

from ...workshop.simulator import Item
from ..series import measured_in
from .change_case import ChangeCase

SET, LAMP = 'AMZ-TEA-SET', 'AMZ-LAMP'


@tagged('-standard', 'beside_other_modules')
class TestKitsReduced(ChangeCase):
    """Kits that are reduced on Amazon shrink component by component (with `sale_mrp`)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.saucer = cls.create_product("Saucer", 'AMZ-SAUCER')
        cls.tea = cls.create_product(
            "Tea", 'AMZ-TEA',
            **measured_in(cls.env.ref('uom.product_uom_kgm')),
        )
        for product in (cls.saucer, cls.tea):
            cls.stock_up(product)
        cls.set = cls.create_product("Tea Set", SET)
        cls.bom = cls.env['mrp.bom'].create({
            'product_tmpl_id': cls.set.product_tmpl_id.id,
            'type': 'phantom',
            'bom_line_ids': [
                fields.Command.create({'product_id': product.id, 'product_qty': number})
                for product, number in (
                    (cls.mug, 1), (cls.saucer, 2), (cls.tea, 0.1), (cls.mug, 1)
                )
            ],
        })

    def place_sets(self, number):
        return self.place(items=[Item(SET, number)])

    def quantities(self, order):
        moves = self.picking(order).move_ids.filtered(
            lambda move: move.state not in ('done', 'cancel')
        )
        return [round(move.product_uom_qty, 3) for move in moves.sorted('id')]

    def test_all_components_shrink(self):
        order = self.place_sets(4)
        self.reduce(order, {SET: 3})
        self.assertEqual(self.quantities(order), [3, 6, 0.3, 3])
        self.assert_agreed(order)
        self.ship(self.picking(order))
        self.assertEqual(self.line(order, SET).qty_delivered, 3)

    def test_components_shrink_though_the_bill_of_materials_has_changed(self):
        order = self.place_sets(4)
        self.bom.bom_line_ids[1].product_qty = 3
        self.reduce(order, {SET: 1})
        self.assertEqual(self.quantities(order), [1, 2, 0.1, 1])

    def test_components_shrink_though_the_bill_of_materials_is_gone(self):
        order = self.place_sets(4)
        # Odoo lets nobody archive what is sold and not invoiced yet.
        invoice = self.sale_order(order)._create_invoices()
        self.bom.action_archive()
        invoice.button_cancel()
        self.reduce(order, {SET: 1})
        self.assertEqual(self.quantities(order), [1, 2, 0.1, 1])

    def test_backorder_of_kits_is_no_question(self):
        order = self.place_sets(6)
        picking = self.picking(order)
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty / 3
        self.validate(picking)
        self.send()
        self.sync()
        self.assertEqual(self.line(order, SET).qty_delivered, 2)
        self.assert_agreed(order)


@tagged('-standard', 'beside_other_modules')
class TestDropshippingReduced(ChangeCase):
    """What the vendor sends shrinks as long as it is not ordered (with `stock_dropshipping`)."""

    def place_dropshipped(self):
        product = self.create_product(
            "Lamp", LAMP,
            route_ids=[fields.Command.link(self.env.ref('stock_dropshipping.route_drop_shipping').id)],
            seller_ids=[fields.Command.create({
                'partner_id': self.env['res.partner'].create({'name': "Vendor"}).id,
            })],
        )
        order = self.place(items=[Item(LAMP, 4)])
        return order, self.env['purchase.order.line'].search([('product_id', '=', product.id)])

    def test_request_for_quotation_shrinks(self):
        order, purchase_line = self.place_dropshipped()
        self.reduce(order, {LAMP: 1})
        self.assertEqual(purchase_line.product_qty, 1)
        self.assert_agreed(order)

    def test_delivery_that_the_vendor_knows_shrinks(self):
        order, purchase_line = self.place_dropshipped()
        purchase_line.order_id.button_confirm()
        self.reduce(order, {LAMP: 1})
        self.assertEqual(purchase_line.order_id.picking_ids.move_ids.product_uom_qty, 1)
        self.assert_agreed(order)
