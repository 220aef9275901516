from odoo import fields
from odoo.tests import tagged

from ...lib.series import LINE_UOM, PACKAGE
from ...workshop.simulator import Item
from ..series import NAMED
from .fba_case import FbaCase


class TestFbaLots(FbaCase):
    """Amazon does not say which lots it shipped."""

    def setUp(self):
        super().setUp()
        self.mug.tracking = 'lot'

    def put_lot(self, name, quantity, **details):
        lot = self.lot(self.mug, name)
        self.put_at_amazon(self.mug, quantity, lot_id=lot, **details)
        return lot

    def ship_mugs(self, quantity):
        return self.place_and_ship(Item('AMZ-MUG-WHITE', quantity=quantity))

    def notes(self, moves):
        return "".join(moves.sale_line_id.order_id.message_ids.mapped('body'))

    def test_lots_leave_first_in_first_out(self):
        self.put_lot('YOUNG', 5, in_date=self.ago(days=1))
        self.put_lot('OLD', 2, in_date=self.ago(days=9))
        moves = self.ship_mugs(3)
        self.assert_shipped(moves, {self.mug: 3})
        self.assertEqual(self.lots(moves), {'OLD': 2, 'YOUNG': 1})
        self.assertEqual(self.stock_by_lot(self.mug), {'YOUNG': 4})
        self.assertNotIn("AMAZON", self.notes(moves))

    def test_lots_leave_in_the_order_that_the_category_asks_for(self):
        self.mug.categ_id = self.env['product.category'].create({
            'name': "Last in, first out",
            'removal_strategy_id': self.env.ref('stock.removal_lifo').id,
        })
        self.put_lot('YOUNG', 5, in_date=self.ago(days=1))
        self.put_lot('OLD', 2, in_date=self.ago(days=9))
        self.assertEqual(self.lots(self.ship_mugs(3)), {'YOUNG': 3})

    def test_orders_read_together_share_what_there_is(self):
        self.put_lot('FIRST', 3, in_date=self.ago(days=2))
        self.put_lot('SECOND', 3, in_date=self.ago(days=1))
        orders = [self.place(Item('AMZ-MUG-WHITE', quantity=2)) for _number in range(3)]
        for order in orders:
            self.shop.ship(order.order_id)
        self.sync()
        for order in orders:
            self.assert_shipped(self.moves(order), {self.mug: 2})
        self.assertEqual(self.stock_by_lot(self.mug), {})

    def test_missing_lots_are_one_kept_for_that(self):
        moves = self.ship_mugs(3)
        self.assert_shipped(moves, {self.mug: 3})
        self.assertEqual(self.lots(moves), {'AMAZON': 3})
        self.assertEqual(self.stock_by_lot(self.mug), {'AMAZON': -3})
        self.assertEqual(self.lots(self.ship_mugs(1)), {'AMAZON': 1}, "the same lot again")
        self.assertEqual(self.stock_by_lot(self.mug), {'AMAZON': -4})

    def test_sales_order_says_what_to_do_about_the_kept_lot(self):
        note = self.notes(self.ship_mugs(3))
        self.assertIn(self.mug.display_name, note)
        self.assertIn("AMAZON", note)
        self.assertIn("Physical Inventory", note)

    def test_what_the_note_asks_for_puts_the_stock_right(self):
        self.ship_mugs(3)
        true_lot = self.put_lot('TRUE', 10)
        kept = self.env['stock.quant'].search([
            ('location_id', '=', self.location.id), ('lot_id.name', '=', 'AMAZON'),
        ])
        true = self.env['stock.quant'].search([
            ('location_id', '=', self.location.id), ('lot_id', '=', true_lot.id),
        ])
        for quant, counted in ((kept, 0), (true, 7)):
            quant.with_context(inventory_mode=True).inventory_quantity = counted
            quant.action_apply_inventory()
        self.assertEqual(self.stock_by_lot(self.mug), {'TRUE': 7})

    def test_too_few_of_the_lots(self):
        self.put_lot('LAST', 2)
        moves = self.ship_mugs(5)
        self.assert_shipped(moves, {self.mug: 5})
        self.assertEqual(self.lots(moves), {'LAST': 2, 'AMAZON': 3})

    def test_lots_in_packages_and_of_other_owners(self):
        package = self.env[PACKAGE].create({})
        owner = self.env['res.partner'].create({'name': "Consignor"})
        self.put_lot('PACKED', 1, package_id=package)
        self.put_lot('LENT', 1, owner_id=owner)
        moves = self.ship_mugs(2)
        self.assertEqual(self.lots(moves), {'PACKED': 1, 'LENT': 1})
        self.assertEqual(self.stock_by_lot(self.mug), {})

    def test_each_product_has_a_kept_lot_of_its_own(self):
        self.teapot.tracking = 'lot'
        moves = self.place_and_ship(Item('AMZ-MUG-WHITE'), Item('AMZ-TEAPOT'))
        lots = moves.move_line_ids.lot_id
        self.assertEqual(lots.product_id, self.mug + self.teapot)
        self.assertEqual(set(lots.mapped('name')), {'AMAZON'})
        self.assertEqual(self.notes(moves).count("Physical Inventory"), 1)

    def test_lots_of_a_second_company_are_its_own(self):
        self.ship_mugs(1)
        company = self.env['res.company'].create({'name': "Second Company"})
        self.account.active = False
        self.account = self.link(self.create_account(company_id=company.id, user_id=False))
        moves = self.ship_mugs(1)
        self.assert_shipped(moves, {self.mug: 1})
        self.assertEqual(moves.location_id, self.account.location_id)
        self.assertEqual(self.lots(moves), {'AMAZON': 1})
        self.assertEqual((moves.company_id, moves.move_line_ids.lot_id.company_id),
                         (company, company))

    def test_goods_from_before_they_were_tracked(self):
        self.mug.tracking = 'none'
        self.put_at_amazon(self.mug, 5)
        self.mug.tracking = 'lot'
        moves = self.ship_mugs(3)
        self.assert_shipped(moves, {self.mug: 3})
        self.assertEqual(self.lots(moves), {'AMAZON': 3})
        self.assertEqual(self.stock(self.mug), 2)

    def test_goods_no_longer_tracked(self):
        self.put_lot('OLD', 5)
        self.mug.tracking = 'none'
        self.assert_shipped(self.ship_mugs(3), {self.mug: 3})
        self.assertEqual(self.stock(self.mug), 2)

    def test_line_measured_in_dozens(self):
        self.put_lot('LAST', 20)
        order = self.place(Item('AMZ-MUG-WHITE', quantity=2))
        self.ship(order, {'AMZ-MUG-WHITE': 1})
        self.sale_order(order).order_line[LINE_UOM] = self.env.ref('uom.product_uom_dozen')
        self.assertEqual(self.lots(self.ship(order)), {'LAST': 12})


class TestFbaSerialNumbers(FbaCase):
    """Of serial numbers, Amazon reports some."""

    def setUp(self):
        super().setUp()
        self.mug.tracking = 'serial'

    def put_serials(self, *names, **details):
        """Have one mug of each serial number at Amazon, the first one for longest."""
        lots = self.env['stock.lot']
        for days, name in enumerate(reversed(names), start=1):
            lot = self.lot(self.mug, name)
            self.put_at_amazon(self.mug, 1, lot_id=lot, in_date=self.ago(days=days), **details)
            lots = lot + lots
        return lots

    def ship_mugs(self, quantity, *serial_numbers):
        return self.place_and_ship(
            Item('AMZ-MUG-WHITE', quantity=quantity),
            serial_numbers={'AMZ-MUG-WHITE': list(serial_numbers)},
        )

    def notes(self, moves):
        return "".join(moves.sale_line_id.order_id.message_ids.mapped('body'))

    def assert_left(self, moves, *names):
        """Assert that the move's pieces left with these serial numbers, one each."""
        self.assert_shipped(moves, {self.mug: len(names)})
        self.assertEqual(sorted(moves.move_line_ids.mapped('lot_id.name')), sorted(names))
        self.assertEqual(set(moves.move_line_ids.mapped('quantity')), {1})
        for name in names:
            lot = self.env['stock.lot'].search([
                ('product_id', '=', self.mug.id), ('name', '=', name),
            ])
            at_customers = self.env['stock.quant'].search([
                ('lot_id', '=', lot.id), ('location_id', '=', self.customers.id),
            ])
            self.assertEqual(sum(at_customers.mapped('quantity')), 1)

    # === WHAT AMAZON REPORTS === #

    def test_reported_serial_numbers_leave(self):
        self.put_serials('M1', 'M2', 'M3', 'M4')
        self.assert_left(self.ship_mugs(2, 'M2', 'M4'), 'M2', 'M4')
        self.assertEqual(self.stock_by_lot(self.mug), {'M1': 1, 'M3': 1})

    def test_reported_serial_number_that_is_new_is_made(self):
        moves = self.ship_mugs(1, 'NEW')
        self.assert_left(moves, 'NEW')
        self.assertEqual(self.stock_by_lot(self.mug), {'NEW': -1})
        self.assertNotIn("Physical Inventory", self.notes(moves))

    def test_serial_number_of_another_product_is_not_taken_for_it(self):
        self.teapot.tracking = 'serial'
        other = self.lot(self.teapot, 'SAME')
        moves = self.ship_mugs(1, 'SAME')
        self.assert_left(moves, 'SAME')
        self.assertNotEqual(moves.lot_ids, other)

    def test_reported_serial_number_that_lies_elsewhere(self):
        stock = self.location.warehouse_id.lot_stock_id
        self.put_at_amazon(self.mug, 1, stock, lot_id=self.lot(self.mug, 'ASTRAY'))
        self.put_serials('M1')
        self.assert_left(self.ship_mugs(1, 'ASTRAY'), 'ASTRAY')
        self.assertEqual(self.stock_by_lot(self.mug), {'M1': 1, 'ASTRAY': -1})

    def test_reported_serial_number_is_taken_from_where_it_lies_at_amazon(self):
        shelf = self.env['stock.location'].create({
            'name': "Frankfurt", 'location_id': self.location.id, 'usage': 'internal',
        })
        package = self.env[PACKAGE].create({})
        owner = self.env['res.partner'].create({'name': "Consignor"})
        self.put_serials('M1', location=shelf, package_id=package, owner_id=owner)
        line = self.ship_mugs(1, 'M1').move_line_ids
        self.assertEqual((line.location_id, line.package_id, line.owner_id),
                         (shelf, package, owner))
        self.assertEqual(self.stock_by_lot(self.mug), {})

    def test_reported_serial_number_that_a_transfer_has_reserved(self):
        lot = self.put_serials('M1')
        warehouse = self.location.warehouse_id
        removal = self.env['stock.move'].create({
            **NAMED, 'product_id': self.mug.id, 'product_uom_qty': 1,
            'location_id': self.location.id, 'location_dest_id': warehouse.lot_stock_id.id,
            'picking_type_id': warehouse.int_type_id.id,
        })
        removal._action_confirm()
        removal._action_assign()
        self.assertEqual(removal.lot_ids, lot)
        self.assert_left(self.ship_mugs(1, 'M1'), 'M1')
        self.assertFalse(removal.lot_ids)

    def test_serial_numbers_are_all_reported_again_with_each_step(self):
        self.put_serials('M1', 'M2', 'M3')
        order = self.place(Item('AMZ-MUG-WHITE', quantity=3))
        first = self.ship(order, {'AMZ-MUG-WHITE': 2},
                          serial_numbers={'AMZ-MUG-WHITE': ['M3', 'M1']})
        self.assert_left(first, 'M1', 'M3')
        second = self.ship(order, serial_numbers={'AMZ-MUG-WHITE': ['M2']})
        self.assert_left(second, 'M2')
        self.assertNotIn("delivered already", self.notes(second))

    def test_serial_numbers_of_the_first_step_are_all_that_is_reported(self):
        self.put_serials('M1', 'M2')
        order = self.place(Item('AMZ-MUG-WHITE', quantity=2))
        self.ship(order, {'AMZ-MUG-WHITE': 1}, serial_numbers={'AMZ-MUG-WHITE': ['M2']})
        second = self.ship(order)
        self.assert_left(second, 'M1')
        self.assertNotIn("delivered already", self.notes(second))

    def test_fewer_serial_numbers_than_pieces(self):
        self.put_serials('M1', 'M2', 'M3')
        self.assert_left(self.ship_mugs(2, 'M3'), 'M1', 'M3')

    def test_more_serial_numbers_than_pieces(self):
        self.put_serials('M1')
        self.assert_left(self.ship_mugs(1, 'M1', 'SURPLUS'), 'M1')
        self.assertFalse(self.env['stock.lot'].search([('name', '=', 'SURPLUS')]))

    def test_serial_number_reported_twice_for_one_order(self):
        self.put_serials('M1', 'M2')
        self.assert_left(self.ship_mugs(2, 'M1', 'M1'), 'M1', 'M2')

    def test_serial_number_reported_for_two_orders(self):
        for name in ('M1', 'NEW'):
            with self.subTest(name):
                self.put_serials(*{'M1'} & {name}, f'NEXT-{name}')
                orders = [self.place(), self.place()]
                for order in orders:
                    self.shop.ship(
                        order.order_id, serial_numbers={'AMZ-MUG-WHITE': [name]}
                    )
                self.sync()
                names = [self.moves(order).move_line_ids.lot_id.name for order in orders]
                self.assertEqual(sorted(names), sorted([name, f'NEXT-{name}']))
                second = self.moves(orders[names.index(f'NEXT-{name}')])
                self.assertIn("delivered already", self.notes(second))

    def test_serial_number_that_was_delivered_before(self):
        self.put_serials('M1', 'M2')
        self.assert_left(self.ship_mugs(1, 'M1'), 'M1')
        moves = self.ship_mugs(1, 'M1')
        self.assert_left(moves, 'M2')
        self.assertIn("delivered already: M1", self.notes(moves))

    def test_serial_number_that_was_delivered_and_came_back(self):
        lot = self.put_serials('M1')
        self.ship_mugs(1, 'M1')
        back = self.env['stock.move'].create({
            **NAMED, 'product_id': self.mug.id, 'product_uom_qty': 1,
            'location_id': self.customers.id, 'location_dest_id': self.location.id,
            'move_line_ids': [fields.Command.create({
                'product_id': self.mug.id, 'lot_id': lot.id, 'quantity': 1,
                'location_id': self.customers.id, 'location_dest_id': self.location.id,
            })],
        })
        back.picked = True
        back._action_done()
        self.assertEqual(self.stock_by_lot(self.mug), {'M1': 1})
        self.assert_left(self.ship_mugs(1, 'M1'), 'M1')

    def test_serial_numbers_of_what_is_tracked_by_lot_or_not_at_all(self):
        for tracking, lots in (('none', {False: 2}), ('lot', {'AMAZON': 2})):
            with self.subTest(tracking):
                self.mug.tracking = tracking
                self.assertEqual(self.lots(self.ship_mugs(2, 'M1', 'M2')), lots)
                self.assertFalse(self.env['stock.lot'].search([('name', '=', 'M1')]))

    # === WHAT AMAZON DOES NOT REPORT === #

    def test_unreported_serial_numbers_leave_first_in_first_out(self):
        self.put_serials('M1', 'M2', 'M3')
        self.assert_left(self.ship_mugs(2), 'M1', 'M2')

    def test_missing_serial_numbers_are_invented(self):
        self.put_serials('M1')
        moves = self.ship_mugs(3)
        ref = moves.sale_line_id.order_id.amazon_order_ref
        self.assert_left(moves, 'M1', f'AMAZON-{ref}-1', f'AMAZON-{ref}-2')
        self.assertEqual(self.stock(self.mug), -2)
        self.assertIn(f'AMAZON-{ref}-2', self.notes(moves))
        self.assertIn("Physical Inventory", self.notes(moves))

    def test_invented_serial_numbers_are_never_the_same(self):
        self.teapot.tracking = 'serial'
        order = self.place(Item('AMZ-MUG-WHITE', quantity=2), Item('AMZ-TEAPOT'))
        first = self.ship(order, {'AMZ-MUG-WHITE': 1, 'AMZ-TEAPOT': 1})
        second = self.ship(order)
        self.assertEqual(
            sorted((first + second).move_line_ids.mapped('lot_id.name')),
            [f'AMAZON-{order.order_id}-{number}' for number in (1, 2, 3)],
        )

    def test_goods_from_before_they_were_tracked(self):
        self.mug.tracking = 'none'
        self.put_at_amazon(self.mug, 5)
        self.mug.tracking = 'serial'
        moves = self.ship_mugs(2)
        ref = moves.sale_line_id.order_id.amazon_order_ref
        self.assert_left(moves, f'AMAZON-{ref}-1', f'AMAZON-{ref}-2')
        self.assertEqual(self.stock(self.mug), 3)

    def test_serial_number_that_odoo_has_at_amazon_and_at_the_customers(self):
        lot, _other = self.put_serials('M1', 'M2')
        self.put_at_amazon(self.mug, 1, self.customers, lot_id=lot)
        moves = self.ship_mugs(1)
        self.assert_shipped(moves, {self.mug: 1})
        self.assertNotEqual(moves.lot_ids, lot)
        self.assertEqual(self.stock(self.mug), 1)

    def test_line_measured_in_dozens(self):
        self.put_serials(*(f'M{number:02}' for number in range(1, 11)))
        order = self.place(Item('AMZ-MUG-WHITE', quantity=2))
        self.ship(order, {'AMZ-MUG-WHITE': 1})
        self.sale_order(order).order_line[LINE_UOM] = self.env.ref('uom.product_uom_dozen')
        moves = self.ship(order)
        self.assert_shipped(moves, {self.mug: 12})
        self.assertEqual(len(moves.move_line_ids.lot_id), 12)
        self.assertEqual(self.stock(self.mug), -3)


@tagged('-standard', 'beside_other_modules')
class TestFbaExpiredLots(FbaCase):
    """Lots that have expired do not hold anything up (with `product_expiry`)."""

    def setUp(self):
        super().setUp()
        self.mug.write({'tracking': 'lot', 'use_expiration_date': True})

    def put_expiring(self, name, days, quantity=5):
        lot = self.lot(self.mug, name)
        lot.expiration_date = fields.Datetime.add(fields.Datetime.now(), days=days)
        self.put_at_amazon(self.mug, quantity, lot_id=lot)

    def test_lot_that_expired_before_the_shipment(self):
        self.put_expiring('EXPIRED', -3)
        moves = self.place_and_ship(Item('AMZ-MUG-WHITE', quantity=2))
        self.assert_shipped(moves, {self.mug: 2})
        self.assertEqual(self.lots(moves), {'AMAZON': 2})
        self.assertEqual(self.stock(self.mug), 3)

    def test_lot_that_has_expired_since_the_shipment(self):
        self.put_expiring('EXPIRED', -1 / 24)
        moves = self.place_and_ship(at=self.ago(hours=2))
        self.assertEqual(self.lots(moves), {'EXPIRED': 1})

    def test_reported_serial_number_that_expired(self):
        self.mug.tracking = 'serial'
        self.put_expiring('EXPIRED', -3, 1)
        moves = self.place_and_ship(serial_numbers={'AMZ-MUG-WHITE': ['EXPIRED']})
        self.assertEqual(self.lots(moves), {'EXPIRED': 1})
