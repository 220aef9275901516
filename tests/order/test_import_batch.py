"""The orders of a batch are made together; what is made is what Odoo makes one by one."""
from datetime import timedelta
from unittest import skipIf

from odoo.fields import Command
from odoo.tests import tagged

from ...lib.series import LINE_UOM, MOVE_GROUP, SINCE_18, SINCE_19
from ...workshop.simulator import Address, Item
from ..common import AmazonCase
from ..series import USER_GROUPS

MUG, TEAPOT = 'AMZ-MUG-WHITE', 'AMZ-TEAPOT'


class ImportBatchCase(AmazonCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env['stock.warehouse'].search(
            [('company_id', '=', cls.company.id)], limit=1
        )

    def setUp(self):
        super().setUp()
        self.link()

    def put_on_stock(self, product, quantity):
        self.env['stock.quant']._update_available_quantity(
            product, self.warehouse.lot_stock_id, quantity
        )

    def import_orders(self, *items_of_orders, **order):
        first = self.shop.now() - timedelta(hours=1)
        placed = [
            self.shop.place(items=items, updated=first + timedelta(seconds=number), **order)
            for number, items in enumerate(items_of_orders)
        ]
        self.sync()
        sale_orders = self.env['sale.order'].concat(*map(self.sale_order, placed))
        self.assertEqual(len(sale_orders), len(placed))
        return sale_orders


class TestDeliveriesOfABatch(ImportBatchCase):
    maxDiff = None

    def test_delivery_is_as_odoo_makes_it(self):
        self.put_on_stock(self.mug, 10)
        self.put_on_stock(self.teapot, 1)
        for imported in self.import_orders(
            [Item(MUG, quantity=2)], [Item(MUG), Item(TEAPOT, quantity=2)]
        ):
            as_imported = self._told_of(imported)
            imported.picking_ids.do_unreserve()
            self.assertEqual(as_imported, self._told_of(self._by_hand(imported)))

    def _by_hand(self, imported):
        order = self.env['sale.order'].create({
            'partner_id': imported.partner_id.id,
            'partner_shipping_id': imported.partner_shipping_id.id,
            'commitment_date': imported.commitment_date,
            'user_id': imported.user_id.id,
            'client_order_ref': imported.client_order_ref,
            'order_line': [
                Command.create({
                    'product_id': line.product_id.id,
                    'name': line.name,
                    'product_uom_qty': line.product_uom_qty,
                })
                for line in imported.order_line
            ],
        })
        order.action_confirm()
        return order

    def _told_of(self, order):
        """Return all that the warehouse sees of an order, without names and numbers."""
        def anonymous(text):
            text = str(text)
            names = {order.name: 'ORDER', **dict.fromkeys(order.picking_ids.mapped('name'), 'OUT')}
            for name, stand_in in names.items():
                text = text.replace(name, stand_in)
            return text.replace(f'data-oe-id="{order.id}"', '')

        return [
            {
                'origin': anonymous(picking.origin),
                'partner': picking.partner_id,
                'group': anonymous(picking[MOVE_GROUP].mapped('name')),
                'of the group': [
                    picking[MOVE_GROUP][name]
                    for name in ('partner_id', 'move_type') if name in picking[MOVE_GROUP]
                ],
                'type': picking.picking_type_id,
                'places': (picking.location_id, picking.location_dest_id),
                'state': picking.state,
                'dates': (picking.scheduled_date, picking.date_deadline),
                'responsible': picking.user_id,
                'notes': sorted(anonymous(message.body) for message in picking.message_ids),
                'moves': [
                    (move.product_id, move.product_uom_qty, move.quantity, move.state, move.date,
                     move.procure_method, move.description_picking, anonymous(move.origin),
                     anonymous(move.reference), move.rule_id, move.partner_id,
                     move.reservation_date)
                    for move in picking.move_ids
                ],
                'lines': [
                    (line.product_id, line.quantity, line.location_id, line.location_dest_id,
                     line.picking_id == picking, line.picked)
                    for line in picking.move_line_ids
                ],
            }
            for picking in order.picking_ids.sorted('id')
        ]

    def test_each_order_has_a_delivery_of_its_own(self):
        sale_orders = self.import_orders(*[[Item(MUG), Item(TEAPOT)]] * 3)
        for sale_order in sale_orders:
            [picking] = sale_order.picking_ids
            self.assertEqual(picking.move_ids.product_id, self.mug + self.teapot)
            self.assertEqual(picking.move_ids.sale_line_id.order_id, sale_order)
        self.assertEqual(len(set(sale_orders.picking_ids.mapped('name'))), 3)

    def test_buyers_do_not_follow_and_the_responsible_does(self):
        sale_orders = self.import_orders([Item(MUG)], [Item(TEAPOT)])
        self.assertEqual(sale_orders.message_partner_ids, self.account.user_id.partner_id)
        self.assertFalse(
            sale_orders.picking_ids.message_partner_ids & sale_orders.partner_shipping_id
        )

    def test_delivery_in_two_steps(self):
        self.warehouse.delivery_steps = 'pick_ship'
        self.put_on_stock(self.mug, 1)
        sale_orders = self.import_orders([Item(MUG)], [Item(MUG)])
        for sale_order, picked in zip(sale_orders, ('assigned', 'confirmed'), strict=True):
            pick = sale_order.picking_ids.filtered(
                lambda picking: picking.picking_type_id == self.warehouse.pick_type_id
            )
            ship = sale_order.picking_ids - pick
            self.assertEqual(pick.state, picked)
            if SINCE_18:  # The next step is planned when this one is done.
                self.assertFalse(ship)
                pick.move_ids.write({'quantity': 1, 'picked': True})
                pick._action_done()
                ship = sale_order.picking_ids - pick
            self.assertEqual(ship.picking_type_id, self.warehouse.out_type_id)
            self.assertEqual(ship.state, 'assigned' if SINCE_18 else 'waiting')
            self.assertEqual(pick.move_ids.move_dest_ids, ship.move_ids)

    @skipIf(SINCE_19, "Its rules have no such option.")
    def test_goods_are_picked_for_all_orders_together(self):
        self.warehouse.delivery_steps = 'pick_ship'
        self._rules_of(self.warehouse.pick_type_id).group_propagation_option = 'none'
        self.put_on_stock(self.mug, 10)
        sale_orders = self.import_orders([Item(MUG)], [Item(MUG)])
        moves = sale_orders.order_line.move_ids
        # Since 18.0, there is nothing but picks until these are done.
        picks = moves if SINCE_18 else moves.move_orig_ids
        self.assertEqual(picks.picking_type_id, self.warehouse.pick_type_id)
        self.assertEqual(picks.mapped('state'), ['assigned'] * len(picks))
        self.assertEqual(sum(picks.mapped('quantity')), 2)

    @skipIf(SINCE_19, "Its rules have no such option.")
    def test_deliveries_that_know_no_order(self):
        self._rules_of(self.warehouse.out_type_id).group_propagation_option = 'none'
        self.put_on_stock(self.mug, 10)
        sale_orders = self.import_orders([Item(MUG)], [Item(MUG)])
        moves = sale_orders.order_line.move_ids
        self.assertEqual(set(moves.mapped('state')), {'assigned'})
        notes = str(moves.picking_id.message_ids.mapped('body'))
        self.assertIn(sale_orders[0].name, notes)

    def _rules_of(self, picking_type):
        return self.env['stock.rule'].search([
            ('picking_type_id', '=', picking_type.id),
            ('route_id', '=', self.warehouse.delivery_route_id.id),
        ])

    def test_delivery_is_replenished_by_reordering_rules(self):
        shelf = self.env['stock.location'].create({
            'name': "Reserve",
            'usage': 'internal',
            'location_id': self.warehouse.view_location_id.id,
        })
        route = self.env['stock.route'].create({
            'name': "From the reserve",
            'rule_ids': [Command.create({
                'name': "From the reserve",
                'action': 'pull',
                'picking_type_id': self.warehouse.int_type_id.id,
                'location_src_id': shelf.id,
                'location_dest_id': self.warehouse.lot_stock_id.id,
            })],
        })
        self.mug.route_ids = route
        self.env['stock.warehouse.orderpoint'].create({
            'product_id': self.mug.id, 'product_min_qty': 0, 'product_max_qty': 5,
            'location_id': self.warehouse.lot_stock_id.id,
        })
        self.import_orders([Item(MUG, quantity=2)], [Item(MUG)], ship_by=self.shop.now())
        replenished = self.env['stock.move'].search([('location_id', '=', shelf.id)])
        self.assertEqual(sum(replenished.mapped('product_uom_qty')), 8)


class TestReservationOfABatch(ImportBatchCase):

    def reserved(self, sale_orders):
        return [
            (picking.state, sum(picking.move_ids.mapped('quantity')))
            for picking in sale_orders.picking_ids.sorted('id')
        ]

    def test_who_ordered_first_is_served_first(self):
        self.put_on_stock(self.mug, 4)
        sale_orders = self.import_orders(*[[Item(MUG, quantity=3)]] * 3)
        self.assertEqual(self.reserved(sale_orders), [
            ('assigned', 3), ('assigned', 1), ('confirmed', 0)
        ])
        quant = self.mug.stock_quant_ids.filtered(
            lambda quant: quant.location_id == self.warehouse.lot_stock_id
        )
        self.assertEqual((quant.quantity, quant.reserved_quantity), (4, 4))

    def test_packagings_are_served_in_turn(self):
        self.put_on_stock(self.mug, 3)
        sale_orders = self._sell_a_pair_and_more([Item(MUG, quantity=2)], *[[Item(MUG)]] * 3)
        self.assertEqual(
            [sum(order.order_line.move_ids.mapped('quantity')) for order in sale_orders],
            [2, 1, 0, 0],
        )

    def test_packagings_that_are_not_to_be_opened_stay_whole(self):
        self.mug.categ_id = self.env['product.category'].create({
            'name': "Whole", 'packaging_reserve_method': 'full',
        })
        self.put_on_stock(self.mug, 3)
        sale_orders = self._sell_a_pair_and_more([Item(MUG, quantity=4)], [Item(MUG)])
        self.assertEqual(
            [sum(order.order_line.move_ids.mapped('quantity')) for order in sale_orders], [2, 1],
        )

    def _sell_a_pair_and_more(self, *items_of_orders):
        """Import orders of which the first is sold in pairs."""
        if not SINCE_19:
            self.env.user[USER_GROUPS] += self.env.ref('product.group_stock_packaging')
            self.env['product.packaging'].create({
                'name': "Pair", 'product_id': self.mug.id, 'qty': 2, 'sales': True,
            })
            sale_orders = self.import_orders(*items_of_orders)
            self.assertTrue(sale_orders[0].order_line.move_ids.product_packaging_id)
            return sale_orders
        # Packagings are units of measure, and a person chooses them.
        sale_orders = self.import_orders(*items_of_orders)
        pair = self.env['uom.uom'].create({
            'name': "Pair", 'relative_factor': 2, 'relative_uom_id': self.mug.uom_id.id,
        })
        line = sale_orders[0].order_line
        line.write({LINE_UOM: pair.id, 'product_uom_qty': line.product_uom_qty / 2})
        self.assertEqual(line.move_ids.packaging_uom_id, pair)
        sale_orders.picking_ids.do_unreserve()
        sale_orders.amazon_order_ids.is_to_reserve = True
        self.sync()
        return sale_orders

    def test_goods_are_taken_from_several_shelves(self):
        shelves = self.env['stock.location'].create([
            {'name': name, 'location_id': self.warehouse.lot_stock_id.id} for name in ("A", "B")
        ])
        for shelf, quantity in zip(shelves, (3, 2), strict=True):
            self.env['stock.quant']._update_available_quantity(self.mug, shelf, quantity)
        sale_orders = self.import_orders([Item(MUG, quantity=2)], [Item(MUG, quantity=2)])
        taken = [
            sorted(
                (line.location_id.name, line.quantity) for line in order.picking_ids.move_line_ids
            )
            for order in sale_orders
        ]
        self.assertEqual(taken, [[("A", 2)], [("A", 1), ("B", 1)]])

    def test_goods_are_reserved_once_where_locations_lie_within_each_other(self):
        shelf = self.env['stock.location'].create({
            'name': "For Germany", 'usage': 'internal',
            'location_id': self.warehouse.lot_stock_id.id,
        })
        other = self.env['stock.warehouse'].create({'name': "Germany", 'code': 'DE'})
        other.delivery_route_id.rule_ids.location_src_id = shelf
        self.env['amazon.marketplace.setting'].create({
            'account_id': self.account.id,
            'marketplace_id': self.marketplace('DE').id,
            'warehouse_id': other.id,
        })
        self.env['stock.quant']._update_available_quantity(self.mug, shelf, 2)
        self.shop.place(items=[Item(MUG, quantity=2)])
        self.shop.place(items=[Item(MUG, quantity=2)], marketplace='DE')
        self.sync()
        [quant] = self.mug.stock_quant_ids.filtered(lambda quant: quant.location_id == shelf)
        self.assertEqual(quant.reserved_quantity, 2)

    def test_nothing_is_reserved_that_people_reserve_themselves(self):
        self.put_on_stock(self.mug, 4)
        self.warehouse.out_type_id.reservation_method = 'manual'
        sale_orders = self.import_orders([Item(MUG)], [Item(MUG)])
        self.assertEqual(self.reserved(sale_orders), [('confirmed', 0)] * 2)

    def test_products_with_lots_are_reserved(self):
        self.mug.tracking = 'lot'
        lot = self.env['stock.lot'].create({
            'name': "L1", 'product_id': self.mug.id, 'company_id': self.company.id,
        })
        self.env['stock.quant']._update_available_quantity(
            self.mug, self.warehouse.lot_stock_id, 3, lot_id=lot
        )
        sale_orders = self.import_orders([Item(MUG)], [Item(MUG)])
        self.assertEqual(sale_orders.picking_ids.move_line_ids.lot_id, lot)
        self.assertEqual(self.reserved(sale_orders), [('assigned', 1)] * 2)

    def test_goods_are_reserved_though_the_job_died_before(self):
        self.put_on_stock(self.mug, 4)
        order = self.shop.place(items=[Item(MUG)])
        self.sync()  # fetched and imported, in several steps
        sale_order = self.sale_order(order)
        sale_order.picking_ids.do_unreserve()
        self.inbox(order).is_to_reserve = True  # as it is between the two steps
        self.sync()
        self.assertEqual(self.reserved(sale_order), [('assigned', 1)])
        self.assertFalse(self.inbox(order).is_to_reserve)


class TestWhatABatchShares(ImportBatchCase):

    def test_fiscal_position_of_each_region(self):
        self.env['account.fiscal.position'].create([
            {'name': name, 'auto_apply': True, 'country_id': self.env.ref('base.us').id, **values}
            for name, values in {
                "US": {},
                # Since 18.0, the first that suits is taken, not the one that says most.
                "Seattle": {'zip_from': '98000', 'zip_to': '98199', 'sequence': 0},
            }.items()
        ])
        placed = [
            self.shop.place(items=[Item(MUG)], recipient=Address(
                name="Ann Other", line1="1 Road", city="City", postal_code=zip_code, country='US',
            ))
            for zip_code in ('98109', '10001', '98101')
        ]
        self.sync()
        self.assertEqual(
            [self.sale_order(order).fiscal_position_id.name for order in placed],
            ["Seattle", "US", "Seattle"],
        )

    def test_analytic_distribution_of_a_product(self):
        plan = self.env['account.analytic.plan'].create({'name': "Shops"})
        analytic = self.env['account.analytic.account'].create({
            'name': "Mugs", 'plan_id': plan.id,
        })
        self.env['account.analytic.distribution.model'].create({
            'product_id': self.mug.id, 'analytic_distribution': {analytic.id: 100},
        })
        [sale_order] = self.import_orders([Item(MUG), Item(TEAPOT)])
        distributions = {
            line.product_id: line.analytic_distribution for line in sale_order.order_line
        }
        self.assertEqual(distributions[self.mug], {str(analytic.id): 100})
        self.assertFalse(distributions[self.teapot])


@tagged('-standard', 'beside_other_modules')
class TestBatchBesideOtherModules(ImportBatchCase):
    """Orders of a batch have more made than deliveries (with `sale_mrp`)."""

    def test_components_of_what_is_made_to_order_are_reserved(self):
        clay = self.create_product("Clay", 'CLAY')
        self.put_on_stock(clay, 10)
        make_to_order = self.env.ref('stock.route_warehouse0_mto')
        make_to_order.active = True
        self.mug.route_ids = make_to_order + self.env.ref('mrp.route_warehouse0_manufacture')
        self.env['mrp.bom'].create({
            'product_tmpl_id': self.mug.product_tmpl_id.id,
            'bom_line_ids': [Command.create({'product_id': clay.id, 'product_qty': 1})],
        })
        self.import_orders([Item(MUG)], [Item(MUG)])
        made = self.env['mrp.production'].search([('product_id', '=', self.mug.id)])
        self.assertEqual(sum(made.mapped('product_qty')), 2)
        self.assertEqual(set(made.move_raw_ids.mapped('state')), {'assigned'})

    def test_kit_of_services_is_delivered_by_nobody(self):
        service = self.env['product.product'].create({'name': "Repair", 'type': 'service'})
        self.env['mrp.bom'].create({
            'product_tmpl_id': self.mug.product_tmpl_id.id,
            'type': 'phantom',
            'bom_line_ids': [Command.create({'product_id': service.id, 'product_qty': 1})],
        })
        kit, both = self.import_orders([Item(MUG)], [Item(MUG), Item(TEAPOT)])
        self.assertFalse(kit.picking_ids)
        self.assertEqual(both.picking_ids.move_ids.product_id, self.teapot)
