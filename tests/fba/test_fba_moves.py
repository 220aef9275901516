from ast import literal_eval

from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.tests import tagged

from ...lib.series import LINE_UOM, PACKAGE, SINCE_18, SINCE_19
from ...workshop.simulator import Item
from ..series import (
    NAMED,
    PRODUCT_TYPE,
    USER_GROUPS,
    VALUATION_ACCOUNTS,
    bought,
    costs,
    measured_in,
    valued,
)
from .fba_case import FbaCase


class TestFbaMoves(FbaCase):
    """What Amazon ships leaves the Amazon location, with nothing to validate."""

    def test_each_line_is_a_done_move_out_of_the_amazon_location(self):
        self.put_at_amazon(self.mug, 10)
        self.put_at_amazon(self.teapot, 10)
        order = self.place(
            Item('AMZ-MUG-WHITE', quantity=3, shipping='4.00'), Item('AMZ-TEAPOT')
        )
        moves = self.ship(order)
        sale_order = self.sale_order(order)
        self.assert_shipped(moves, {self.mug: 3, self.teapot: 1})
        self.assertEqual(moves.location_id, self.location)
        self.assertEqual(moves.location_dest_id, self.customers)
        self.assertEqual(set(moves.mapped('origin')), {sale_order.name})
        self.assertEqual(moves.partner_id, sale_order.partner_shipping_id)
        self.assertEqual(moves.sale_line_id.mapped('qty_delivered'), [3, 1])
        self.assertFalse(sale_order.picking_ids)
        self.assertEqual((self.stock(self.mug), self.stock(self.teapot)), (7, 9))
        self.assertFalse(self.env['stock.quant'].search([
            ('location_id', '=', self.location.id), ('reserved_quantity', '!=', 0),
        ]))

    def test_moves_are_dated_as_shipped(self):
        shipped = self.ago(hours=3)
        moves = self.place_and_ship(at=shipped)
        self.assertEqual(moves.date, shipped)
        self.assertEqual(moves.move_line_ids.date, shipped)

    def test_each_step_is_a_move_of_its_own(self):
        self.put_at_amazon(self.mug, 10)
        dates = [self.ago(hours=3), self.ago(hours=1)]
        order = self.place(Item('AMZ-MUG-WHITE', quantity=3))
        first = self.ship(order, {'AMZ-MUG-WHITE': 2}, at=dates[0])
        line = self.sale_order(order).order_line
        self.assert_shipped(first, {self.mug: 2})
        self.assertEqual((line.product_uom_qty, line.qty_delivered), (3, 2))
        second = self.ship(order, at=dates[1])
        self.assert_shipped(second, {self.mug: 1})
        self.assertEqual((line.product_uom_qty, line.qty_delivered), (3, 3))
        self.assertEqual([first.date, second.date], dates)
        self.assertEqual(self.stock(self.mug), 7)

    def test_order_read_again_moves_nothing(self):
        order = self.place()
        moves = self.ship(order)
        self.shop.change(order.order_id, lambda order: None)
        self.sync()
        self.assertEqual(self.moves(order), moves)

    def test_moves_follow_whatever_state_the_sales_order_is_in(self):
        for act in ('action_lock', '_action_cancel'):
            with self.subTest(act):
                order = self.place(Item('AMZ-MUG-WHITE', quantity=2))
                first = self.ship(order, {'AMZ-MUG-WHITE': 1})
                getattr(self.sale_order(order), act)()
                self.shop.ship(order.order_id)
                self.sync()
                self.assert_shipped(self.moves(order) - first, {self.mug: 1})
                self.assertEqual(self.sale_order(order).order_line.qty_delivered, 2)

    def test_service_leaves_nowhere(self):
        self.mug.product_tmpl_id[PRODUCT_TYPE] = 'service'
        moves = self.place_and_ship(Item('AMZ-MUG-WHITE'), Item('AMZ-TEAPOT'))
        self.assert_shipped(moves, {self.teapot: 1})

    def test_order_of_nothing_but_services(self):
        self.mug.product_tmpl_id[PRODUCT_TYPE] = 'service'
        self.assertFalse(self.place_and_ship())

    def test_consumable_is_moved_without_stock(self):
        self.mug.product_tmpl_id[PRODUCT_TYPE] = 'consu'
        order = self.place(Item('AMZ-MUG-WHITE', quantity=2))
        self.assert_shipped(self.ship(order), {self.mug: 2})
        self.assertEqual(self.sale_order(order).order_line.qty_delivered, 2)

    def test_orders_read_together_each_have_their_moves(self):
        orders = [
            self.place(Item('AMZ-MUG-WHITE', quantity=quantity)) for quantity in (1, 2, 3)
        ]
        for order in orders:
            self.shop.ship(order.order_id)
        self.sync()
        for order, quantity in zip(orders, (1, 2, 3), strict=True):
            self.assert_shipped(self.moves(order), {self.mug: quantity})
            self.assertEqual(self.moves(order).origin, self.sale_order(order).name)
        self.assertEqual(self.stock(self.mug), -6)

    def test_order_that_cannot_be_moved_fails_alone(self):
        # Odoo misses what the entry of the valuation needs.
        self.teapot.categ_id = self.env['product.category'].create({
            'name': "Valued", 'property_cost_method': 'average',
        })
        self.put_at_amazon(self.teapot, 5)
        self.teapot.categ_id.property_valuation = 'real_time'
        if SINCE_19:  # Only what goes to such a place is entered before the invoice.
            self.customers.valuation_account_id = self.company.account_stock_valuation_id
            self.company.account_stock_journal_id.active = False
        elif SINCE_18:
            self.teapot.categ_id.property_stock_journal.active = False
        else:
            self.teapot.categ_id.property_stock_valuation_account_id = False
        self.teapot.standard_price = 3
        good, bad = self.place(), self.place(Item('AMZ-TEAPOT'))
        for order in (good, bad):
            self.shop.ship(order.order_id)
        self.sync()
        self.assert_shipped(self.moves(good), {self.mug: 1})
        self.assertEqual(self.inbox(bad).state, 'failed')
        complaint = "archived journal" if SINCE_18 else "stock valuation account"
        self.assertIn(complaint, self.inbox(bad).reason)
        self.assertFalse(self.sale_order(bad))
        self.assertEqual(self.stock(self.teapot), 5)


class TestFbaWhereabouts(FbaCase):
    """What Amazon shipped is recorded, whatever Odoo believes to be there."""

    def test_stock_goes_below_zero(self):
        moves = self.place_and_ship(Item('AMZ-MUG-WHITE', quantity=4))
        self.assert_shipped(moves, {self.mug: 4})
        self.assertEqual(self.stock(self.mug), -4)

    def test_too_little_stock(self):
        self.put_at_amazon(self.mug, 1)
        moves = self.place_and_ship(Item('AMZ-MUG-WHITE', quantity=4))
        self.assert_shipped(moves, {self.mug: 4})
        self.assertEqual(self.stock(self.mug), -3)

    def test_goods_are_taken_from_packages_and_places_within_the_location(self):
        shelf = self.env['stock.location'].create({
            'name': "Frankfurt", 'location_id': self.location.id, 'usage': 'internal',
        })
        package = self.env[PACKAGE].create({})
        self.put_at_amazon(self.mug, 1, shelf)
        self.put_at_amazon(self.mug, 2, package_id=package)
        moves = self.place_and_ship(Item('AMZ-MUG-WHITE', quantity=3))
        self.assert_shipped(moves, {self.mug: 3})
        self.assertEqual(moves.move_line_ids.location_id, self.location + shelf)
        self.assertFalse(self.env['stock.quant'].search([
            ('product_id', '=', self.mug.id), ('quantity', '!=', 0),
            ('location_id', 'child_of', self.location.id),
        ]))

    def test_goods_of_another_owner_are_taken(self):
        owner = self.env['res.partner'].create({'name': "Consignor"})
        self.put_at_amazon(self.mug, 2, owner_id=owner)
        moves = self.place_and_ship(Item('AMZ-MUG-WHITE', quantity=2))
        self.assertEqual(moves.move_line_ids.owner_id, owner)
        self.assertEqual(self.stock(self.mug), 0)

    def test_what_a_transfer_has_reserved_is_shipped_all_the_same(self):
        self.put_at_amazon(self.mug, 2)
        warehouse = self.location.warehouse_id
        removal = self.env['stock.picking'].create({
            'picking_type_id': warehouse.int_type_id.id,
            'location_id': self.location.id,
            'location_dest_id': warehouse.lot_stock_id.id,
            'move_ids': [fields.Command.create({
                **NAMED, 'product_id': self.mug.id, 'product_uom_qty': 2,
                'location_id': self.location.id, 'location_dest_id': warehouse.lot_stock_id.id,
            })],
        })
        removal.action_confirm()
        removal.action_assign()
        self.assertEqual(removal.state, 'assigned')
        self.assert_shipped(self.place_and_ship(Item('AMZ-MUG-WHITE', quantity=2)), {self.mug: 2})
        self.assertEqual(self.stock(self.mug), 0)
        self.assertEqual((removal.state, removal.move_ids.quantity), ('confirmed', 0))

    def test_goods_in_the_warehouse_stay_there(self):
        stock = self.location.warehouse_id.lot_stock_id
        self.put_at_amazon(self.mug, 10, stock)
        self.place_and_ship()
        self.assertEqual((self.stock(self.mug, stock), self.stock(self.mug)), (10, -1))

    def test_archived_product(self):
        self.put_at_amazon(self.mug, 1)
        order = self.place()
        first = self.ship(self.place())
        self.assertEqual(first.product_id, self.mug)
        self.mug.active = False
        self.assertEqual(self.ship(order).product_id, self.mug)

    def test_archived_location(self):
        self.location.active = False
        self.assert_shipped(self.place_and_ship(), {self.mug: 1})
        self.assertEqual(self.stock(self.mug), -1)

    def test_product_measured_in_dozens(self):
        # A unit of Amazon's is one of what the product is measured in.
        dozen = self.env.ref('uom.product_uom_dozen')
        self.mug.write(measured_in(dozen))
        order = self.place(Item('AMZ-MUG-WHITE', quantity=2))
        self.assert_shipped(self.ship(order), {self.mug: 2})
        self.assertEqual(self.stock(self.mug), -2)

    def test_line_measured_otherwise_than_the_product(self):
        order = self.place(Item('AMZ-MUG-WHITE', quantity=3))
        self.ship(order, {'AMZ-MUG-WHITE': 1})
        line = self.sale_order(order).order_line
        line[LINE_UOM] = self.env.ref('uom.product_uom_dozen')
        self.assert_shipped(self.ship(order), {self.mug: 24})
        self.assertAlmostEqual(line.qty_delivered, 25 / 12, 2)


class TestFbaMovesHistory(FbaCase):
    """Stock users see what Amazon shipped in Inventory > Reporting > Moves History."""

    def setUp(self):
        super().setUp()
        self.stock_user = self.env['res.users'].create({
            'name': "Stock User", 'login': 'stock.user',
            USER_GROUPS: [fields.Command.set(self.env.ref('stock.group_stock_user').ids)],
        })
        self.order = self.place()
        self.ship(self.order)

    def history(self, *domain):
        action = self.env['ir.actions.act_window']._for_xml_id('stock.stock_move_line_action')
        return self.env[action['res_model']].with_user(self.stock_user).search([
            ('product_id', '=', self.mug.id), *domain,
        ])

    def test_what_amazon_shipped_shows_with_its_reference(self):
        entry = self.history(('state', '=', 'done'))
        self.assertEqual(
            (entry.reference, entry.location_id, entry.location_dest_id, entry.quantity),
            (f"Amazon {self.order.order_id}", self.location, self.customers, 1),
        )
        self.assertEqual(entry.origin, self.sale_order(self.order).name)

    def test_it_is_found_by_amazons_reference(self):
        self.assertTrue(self.history(('reference', 'ilike', self.order.order_id)))

    def test_it_counts_as_outgoing(self):
        view = etree.fromstring(self.env['stock.move.line'].get_view(view_type='search')['arch'])
        outgoing, = view.xpath("//filter[@name='outgoing']/@domain")
        self.assertTrue(self.history(*literal_eval(outgoing.strip())))

    def test_a_click_opens_the_sales_order(self):
        action = self.history().action_open_reference()
        self.assertEqual(
            (action['res_model'], action['res_id']),
            ('sale.order', self.sale_order(self.order).id),
        )


class TestFbaValuation(FbaCase):
    """Odoo values what Amazon shipped as it values an ordinary delivery."""

    def setUp(self):
        super().setUp()
        self.valuation = {
            'property_valuation': 'real_time',
            'property_stock_journal': self.env['account.journal'].create({
                'name': "Stock", 'code': 'AMZS', 'type': 'general',
            }).id,
            **{
                field: self.env['account.account'].create({
                    'name': name,
                    'code': f'AMZ{number}',
                    'account_type': 'asset_current',
                    'reconcile': number > 1,
                }).id
                for number, (name, field) in enumerate(VALUATION_ACCOUNTS.items(), start=1)
            },
        }

    def create_empty(self, reference, method, **values):
        category = self.env['product.category'].create({
            'name': "Valued", 'property_cost_method': method, **self.valuation,
        })
        return self.create_product("Valued", reference, categ_id=category.id, **values)

    def create_valued(self, reference, location, method):
        """Create a product of which five were bought for 10 each, then five for 20 each."""
        with freeze_time(self.ago(hours=1)):  # Some values go by dates.
            product = self.create_empty(reference, method, standard_price=12)
            for price in (10, 20):
                self.receive(product, 5, price, location)
        return product

    def receive(self, product, quantity, price, location):
        move = product.env['stock.move'].create({
            **NAMED,
            'product_id': product.id,
            'product_uom_qty': quantity,
            **bought(price, quantity),
            'location_id': self.env.ref('stock.stock_location_suppliers').id,
            'location_dest_id': location.id,
        })
        move._action_confirm()
        move.write({'quantity': quantity, 'picked': True})
        move._action_done()

    def deliver(self, product, quantity):
        """Return the done move of an ordinary delivery."""
        order = self.env['sale.order'].create({
            'partner_id': self.env['res.partner'].create({'name': "Customer"}).id,
            'order_line': [fields.Command.create({
                'product_id': product.id, 'product_uom_qty': quantity,
            })],
        })
        order.action_confirm()
        order.picking_ids.move_ids.write({'quantity': quantity, 'picked': True})
        order.picking_ids._action_done()
        return order.picking_ids.move_ids

    def books(self, move):
        """Return what the books say of a move."""
        order = move.sale_line_id.order_id
        if SINCE_19:  # The cost is entered with the invoice.
            facts = move.quantity, move.value, move.is_out, move.company_id
            entry = order._create_invoices()
            entry.action_post()
            lines = entry.line_ids.filtered(lambda line: line.display_type == 'cogs')
        else:
            layer = move.stock_valuation_layer_ids
            facts = layer.quantity, layer.value, layer.unit_cost, layer.company_id
            lines = move.account_move_ids.line_ids
        self.assertEqual(lines.partner_id, order.partner_id.commercial_partner_id)
        return (
            facts,
            [(line.account_id, line.balance) for line in lines.sorted('balance')],
            (move.product_id.standard_price, valued(move.product_id)),
        )

    def test_value_and_entry_are_those_of_an_ordinary_delivery(self):
        stock = self.location.warehouse_id.lot_stock_id
        methods = 'standard', 'average', 'fifo'
        # All of them first: since 18.0, a cursor does not see how another one numbers entries.
        ordinary = [
            self.deliver(self.create_valued(f'ORDINARY-{method}', stock, method), 6)
            for method in methods
        ]
        at_amazon = [
            self.create_valued(f'AMZ-{method}', self.location, method) for method in methods
        ]
        moves = [self.place_and_ship(Item(f'AMZ-{method}', quantity=6)) for method in methods]
        for method, shipped, delivered, product in zip(
            methods, moves, ordinary, at_amazon, strict=True
        ):
            with self.subTest(method):
                self.assert_shipped(shipped, {product: 6})
                self.assertEqual(self.books(shipped), self.books(delivered))

    def test_steps_use_up_the_cost_first_in_first_out(self):
        self.create_valued('AMZ-FIFO', self.location, 'fifo')
        order = self.place(Item('AMZ-FIFO', quantity=7))
        first = self.ship(order, {'AMZ-FIFO': 4})
        second = self.ship(order)
        self.assertEqual([costs(first), costs(second)], [40, 50])

    def test_goods_sold_before_they_are_booked_in_get_their_cost_later(self):
        stock = self.location.warehouse_id.lot_stock_id
        for method in ('average', 'fifo'):
            ordinary = self.create_empty(f'ORDINARY-{method}', method)
            at_amazon = self.create_empty(f'AMZ-{method}', method)
            self.deliver(ordinary, 2)
            self.place_and_ship(Item(f'AMZ-{method}', quantity=2))
            for product, location in ((ordinary, stock), (at_amazon, self.location)):
                # In a cursor of its own, for the cursor has the time: it comes after the sale.
                with self.committing(product) as received:
                    self.receive(received, 5, 10, location)
                self.assertEqual(valued(product), (3, 30), product.default_code)

    def test_goods_that_amazon_did_not_ship_after_all_get_their_cost_back(self):
        product = self.create_valued('AMZ-BACK', self.location, 'fifo')
        order = self.place(Item('AMZ-BACK', quantity=7))
        self.ship(order)
        self.assertEqual(valued(product), (3, 60))

        def take_back(changed):
            changed.items[0].shipped = 5
            changed.status = 'PARTIALLY_SHIPPED'

        self.shop.change(order.order_id, take_back)
        self.sync()
        self.click(self.inbox(order), 'action_take_over')
        quantity, value = valued(product)
        self.assertEqual(quantity, 5)
        self.assertAlmostEqual(value, 60 + 2 / 7 * 90, 2)

    def test_invoice_made_before_the_last_step_is_cleared_by_it(self):
        self.company.anglo_saxon_accounting = True
        product = self.create_valued('AMZ-ANGLO', self.location, 'average')
        product.invoice_policy = 'order'
        order = self.place(Item('AMZ-ANGLO', quantity=2))
        self.ship(order, {'AMZ-ANGLO': 1})
        invoice = self.sale_order(order)._create_invoices()
        invoice.action_post()
        self.ship(order)
        if SINCE_19:  # The invoice itself has taken it all out of the stock.
            stock = product.categ_id.property_stock_valuation_account_id
            lines = invoice.line_ids.filtered(lambda line: line.account_id == stock)
            self.assertEqual(-sum(lines.mapped('balance')), costs(self.moves(order)))
            self.assertEqual(costs(self.moves(order)), 30)
            return
        output = product.categ_id.property_stock_account_output_categ_id
        lines = self.env['account.move.line'].search([('account_id', '=', output.id)])
        self.assertEqual(set(lines.mapped('reconciled')), {True})


@tagged('-standard', 'beside_other_modules')
class TestFbaKits(FbaCase):
    """Of a kit, Amazon ships the components (with `sale_mrp`)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.saucer = cls.create_product("Saucer", 'AMZ-SAUCER')
        cls.set = cls.create_kit("Tea Set", 'AMZ-TEA-SET', {cls.mug: 1, cls.saucer: 2})

    @classmethod
    def create_kit(cls, name, reference, components, quantity=1):
        """Create a product that is delivered as its components, so many for a quantity of kits."""
        kit = cls.create_product(name, reference)
        cls.create_bom(kit, components, quantity)
        return kit

    @classmethod
    def create_bom(cls, kit, components, quantity=1):
        return cls.env['mrp.bom'].create({
            'product_tmpl_id': kit.product_tmpl_id.id,
            'product_qty': quantity,
            'type': 'phantom',
            'bom_line_ids': [
                fields.Command.create({'product_id': product.id, 'product_qty': number})
                for product, number in components.items()
            ],
        })

    def delivered(self, order):
        return self.sale_order(order).order_line.qty_delivered

    def test_components_leave_for_the_kit(self):
        self.put_at_amazon(self.mug, 10)
        self.put_at_amazon(self.saucer, 10)
        order = self.place(Item('AMZ-TEA-SET', quantity=3))
        shipped = self.ago(hours=2)
        moves = self.ship(order, at=shipped)
        self.assert_shipped(moves, {self.mug: 3, self.saucer: 6})
        self.assertEqual(set(moves.mapped('date')), {shipped})
        self.assertEqual(self.delivered(order), 3)
        self.assertEqual((self.stock(self.mug), self.stock(self.saucer)), (7, 4))
        self.assertEqual(self.stock(self.set), 0)

    def test_kits_shipped_in_steps(self):
        order = self.place(Item('AMZ-TEA-SET', quantity=3))
        self.assert_shipped(self.ship(order, {'AMZ-TEA-SET': 2}), {self.mug: 2, self.saucer: 4})
        self.assertEqual(self.delivered(order), 2)
        self.assert_shipped(self.ship(order), {self.mug: 1, self.saucer: 2})
        self.assertEqual(self.delivered(order), 3)

    def test_bill_of_materials_for_two(self):
        self.create_kit("Couple", 'AMZ-COUPLE', {self.mug: 2, self.saucer: 6}, quantity=2)
        order = self.place(Item('AMZ-COUPLE', quantity=4))
        self.assert_shipped(self.ship(order, {'AMZ-COUPLE': 3}), {self.mug: 3, self.saucer: 9})
        self.assertEqual(self.delivered(order), 3)
        self.ship(order)
        self.assertEqual(self.delivered(order), 4)

    def test_kit_with_a_kit_in_it(self):
        self.create_kit("Breakfast", 'AMZ-BREAKFAST', {self.set: 2, self.teapot: 1})
        order = self.place(Item('AMZ-BREAKFAST', quantity=2))
        self.assert_shipped(
            self.ship(order, {'AMZ-BREAKFAST': 1}), {self.mug: 2, self.saucer: 4, self.teapot: 1}
        )
        self.assertEqual(self.delivered(order), 1)
        self.ship(order)
        self.assertEqual(self.delivered(order), 2)

    def test_kit_of_nothing_but_kits(self):
        self.create_kit("Two Sets", 'AMZ-TWO-SETS', {self.set: 2})
        order = self.place(Item('AMZ-TWO-SETS', quantity=2))
        self.assert_shipped(self.ship(order, {'AMZ-TWO-SETS': 1}), {self.mug: 2, self.saucer: 4})
        self.assertEqual(self.delivered(order), 1)
        self.ship(order)
        self.assertEqual(self.delivered(order), 2)

    def test_service_in_a_kit_leaves_nowhere(self):
        engraving = self.create_product("Engraving", 'AMZ-ENGRAVING', **{PRODUCT_TYPE: 'service'})
        self.create_kit("Engraved", 'AMZ-ENGRAVED', {self.mug: 1, engraving: 1})
        order = self.place(Item('AMZ-ENGRAVED'))
        self.assert_shipped(self.ship(order), {self.mug: 1})
        self.assertEqual(self.delivered(order), 1)

    def test_bill_of_materials_replaced_between_two_steps(self):
        order = self.place(Item('AMZ-TEA-SET', quantity=2))
        self.ship(order, {'AMZ-TEA-SET': 1})
        self.create_bom(self.set, {self.mug: 1, self.saucer: 1}).sequence = -1
        self.assert_shipped(self.ship(order), {self.mug: 1, self.saucer: 2})
        self.assertEqual(self.delivered(order), 2)

    def test_bill_of_materials_archived_between_two_steps(self):
        order = self.place(Item('AMZ-TEA-SET', quantity=2))
        self.ship(order, {'AMZ-TEA-SET': 1})
        # Odoo lets nobody archive what is sold and not invoiced yet.
        self.sale_order(order)._create_invoices()
        self.set.bom_ids.action_archive()
        self.assert_shipped(self.ship(order), {self.mug: 1, self.saucer: 2})
        self.assertEqual(self.delivered(order), 2)

    def test_serial_numbers_of_a_component(self):
        self.saucer.tracking = 'serial'
        first, second = (self.lot(self.saucer, name) for name in ('S1', 'S2'))
        for lot in (first, second):
            self.put_at_amazon(self.saucer, 1, lot_id=lot)
        moves = self.place_and_ship(Item('AMZ-TEA-SET'), serial_numbers={'AMZ-TEA-SET': ['KIT1']})
        saucers = moves.filtered(lambda move: move.product_id == self.saucer)
        self.assertEqual(saucers.lot_ids, first + second)
