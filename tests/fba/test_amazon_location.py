from pathlib import Path
from runpy import run_path

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form

from ...lib.series import FINDS_RULES, MOVE_TO_RULES_PLACE
from ...workshop.simulator import Item
from ..series import PICKING_MOVES, USER_GROUPS
from .fba_case import FbaCase


class TestAmazonLocation(FbaCase):
    """Goods at Amazon lie in an ordinary internal location, beside the warehouse's stock."""

    def setUp(self):
        super().setUp()
        self.warehouse = self.location.warehouse_id
        self.warehouse_stock = self.warehouse.lot_stock_id

    def create_company(self):
        company = self.env['res.company'].create({'name': "Second Company"})
        self.env.user.company_ids += company
        return company

    def create_other_location(self):
        """Return the location of an account that is made when the shared one is out of use."""
        self.location.active = False
        return self.create_account(name="Other Shop", refresh_token=False).location_id

    def transfer(self, operation_type, **values):
        """Return a transfer of four mugs from the warehouse's stock as a user enters it, done."""
        with Form(self.env['stock.picking']) as form:
            form.picking_type_id = operation_type
            for field, value in values.items():
                form[field] = value
            with getattr(form, PICKING_MOVES).new() as move:
                move.product_id = self.mug
                move.product_uom_qty = 4
        picking = form.save()
        picking.action_confirm()
        picking.action_assign()
        picking.button_validate()
        self.assertEqual(picking.state, 'done')
        return picking

    def create_reordering_rule(self, product, at_least, at_most):
        """Create a reordering rule as a user enters it."""
        with Form(
            self.env['stock.warehouse.orderpoint'],
            view='stock.view_warehouse_orderpoint_form',
        ) as form:
            form.product_id = product
            form.location_id = self.location
            form.product_min_qty = at_least
            form.product_max_qty = at_most
        rule = form.save()
        self.assertIn(self.location, rule.allowed_location_ids)
        return rule

    def incoming(self, product):
        """Return the transfers that bring a product to Amazon."""
        return self.env['stock.move'].search([
            ('product_id', '=', product.id), ('location_dest_id', '=', self.location.id),
        ]).picking_id

    # === THE LOCATION === #

    def test_it_is_made_with_the_first_account_of_a_company(self):
        self.assertEqual(self.location.usage, 'internal')
        self.assertEqual(self.location.location_id, self.warehouse.view_location_id)
        self.assertEqual(self.location.company_id, self.company)
        self.assertTrue(self.location.replenish_location)
        self.assertTrue(self.warehouse.int_type_id.active)

    def test_users_can_choose_locations(self):
        self.env.ref('base.group_user').implied_ids -= self.env.ref(
            'stock.group_stock_multi_locations'
        )
        user = self.env['res.users'].create({
            'name': "Stock User", 'login': 'stock.user',
            USER_GROUPS: [fields.Command.set(self.env.ref('stock.group_stock_user').ids)],
        })
        self.assertFalse(user.has_group('stock.group_stock_multi_locations'))
        self.create_other_location()
        self.assertTrue(user.has_group('stock.group_stock_multi_locations'))

    def test_users_find_internal_transfers(self):
        self.warehouse.int_type_id.active = False
        self.create_other_location()
        self.assertTrue(self.warehouse.int_type_id.active)

    def test_accounts_of_a_company_share_it(self):
        routes = self.env['stock.route'].search([])
        other = self.create_account(name="Other Shop", refresh_token=False)
        self.assertEqual(other.location_id, self.location)
        self.assertEqual(self.env['stock.route'].search([]), routes)

    def test_an_account_can_have_a_location_of_its_own(self):
        own = self.location.copy({'name': "Amazon Japan"})
        self.account.location_id = own
        moves = self.place_and_ship()
        self.assertEqual(moves.location_id, own)
        self.assertEqual((self.stock(self.mug, own), self.stock(self.mug)), (-1, 0))

    def test_location_left_empty_is_the_shared_one(self):
        other = self.create_account(name="Other Shop", refresh_token=False)
        other.location_id = self.location.copy({'name': "Amazon Japan"})
        other.location_id = False
        self.assertEqual(other.location_id, self.location)

    def test_archived_location_is_not_shared(self):
        location = self.create_other_location()
        self.assertTrue(location.active)
        self.assertNotEqual(location, self.location)

    def test_location_of_another_company_is_refused(self):
        warehouse = self.env['stock.warehouse'].search([
            ('company_id', '=', self.create_company().id),
        ])
        with self.assertRaises(UserError):
            self.account.location_id = warehouse.lot_stock_id

    def test_second_company_has_one_of_its_own(self):
        company = self.create_company()
        account = self.create_account(name="Other Shop", company_id=company.id, user_id=False)
        location = account.location_id
        self.assertEqual(location.company_id, company)
        self.assertEqual(location.warehouse_id.company_id, company)
        rule = self.env['stock.rule'].search([('location_dest_id', '=', location.id)])
        self.assertEqual(rule.company_id + rule.route_id.company_id, company)
        self.assertEqual(rule.location_src_id, location.warehouse_id.lot_stock_id)

    def test_company_without_a_warehouse(self):
        company = self.create_company()
        self.env['stock.warehouse'].search([('company_id', '=', company.id)]).active = False
        account = self.create_account(name="Other Shop", company_id=company.id, user_id=False)
        self.assertEqual(account.location_id.usage, 'internal')
        self.assertFalse(account.location_id.warehouse_id)

    def test_orders_of_an_account_whose_warehouse_was_archived(self):
        self.warehouse.active = False
        self.assertFalse(self.location.active)
        self.assertEqual(self.place_and_ship().location_id, self.location)

    # === WHAT LIES THERE === #

    def test_internal_transfer_brings_goods_to_amazon(self):
        self.put_at_amazon(self.mug, 10, self.warehouse_stock)
        self.transfer(self.warehouse.int_type_id, location_dest_id=self.location)
        self.assertEqual((self.stock(self.mug, self.warehouse_stock), self.stock(self.mug)), (6, 4))

    def test_delivery_brings_goods_to_amazon(self):
        self.put_at_amazon(self.mug, 10, self.warehouse_stock)
        fulfillment_center = self.env['res.partner'].create({
            'name': "Amazon LEJ1", 'property_stock_customer': self.location.id,
        })
        picking = self.transfer(self.warehouse.out_type_id, partner_id=fulfillment_center)
        self.assertEqual((self.stock(self.mug, self.warehouse_stock), self.stock(self.mug)), (6, 4))
        self.assertFalse(picking.amazon_sync_status, "it is no news to a buyer of Amazon's")

    def test_inventory_adjustment_counts_what_lies_at_amazon(self):
        self.put_at_amazon(self.mug, 10)
        quant = self.env['stock.quant'].with_context(inventory_mode=True).search([
            ('product_id', '=', self.mug.id), ('location_id', '=', self.location.id),
        ])
        quant.inventory_quantity = 7
        quant.action_apply_inventory()
        self.assertEqual(self.stock(self.mug), 7)
        self.place_and_ship()
        self.assertEqual(self.stock(self.mug), 6)

    def test_what_the_merchant_delivers_is_never_reserved_at_amazon(self):
        self.put_at_amazon(self.mug, 10)
        for steps in ('ship_only', 'pick_ship', 'pick_pack_ship'):
            with self.subTest(steps):
                self.warehouse.delivery_steps = steps
                order = self.shop.place(items=[Item('AMZ-MUG-WHITE', quantity=2)])
                self.sync()
                pickings = self.sale_order(order).picking_ids
                pickings.action_assign()
                self.assertNotIn('assigned', pickings.mapped('state'))
                self.assertFalse(pickings.move_line_ids)

    # === REORDERING RULES === #

    def test_reordering_rule_fills_up_from_the_warehouse(self):
        self.put_at_amazon(self.mug, 100, self.warehouse_stock)
        self.put_at_amazon(self.mug, 6)
        self.create_reordering_rule(self.mug, 5, 20)
        self.place_and_ship(Item('AMZ-MUG-WHITE', quantity=3))
        self.env[FINDS_RULES].run_scheduler()
        picking = self.incoming(self.mug)
        self.assertEqual(picking.picking_type_id, self.warehouse.int_type_id)
        self.assertEqual((picking.location_id, picking.location_dest_id),
                         (self.warehouse_stock, self.location))
        self.assertEqual(picking.move_ids.product_uom_qty, 17)
        self.assertEqual(picking.state, 'assigned')
        picking.button_validate()
        self.assertEqual(self.stock(self.mug), 20)
        self.env[FINDS_RULES].run_scheduler()
        self.assertEqual(self.incoming(self.mug), picking, "there is enough")

    def test_rules_of_a_database_from_an_older_series_fill_up(self):
        route = self.env['stock.rule'].search([('location_dest_id', '=', self.location.id)])
        route.write(dict.fromkeys(MOVE_TO_RULES_PLACE, False))  # as they come from 17.0
        script = Path(__file__).parents[2] / 'migrations' / '0.0.0' / 'end-migrate.py'
        run_path(str(script))['migrate'](self.env.cr, '17.0.1.3.0')
        self.env.invalidate_all()
        self.put_at_amazon(self.mug, 100, self.warehouse_stock)
        self.create_reordering_rule(self.mug, 5, 20)
        self.env[FINDS_RULES].run_scheduler()
        self.assertEqual(self.incoming(self.mug).location_dest_id, self.location)

    def test_reordering_rule_waits_for_stock_in_the_warehouse(self):
        self.create_reordering_rule(self.mug, 5, 20)
        self.env[FINDS_RULES].run_scheduler()
        picking = self.incoming(self.mug)
        self.assertEqual(picking.state, 'confirmed')
        self.put_at_amazon(self.mug, 20, self.warehouse_stock)
        picking.action_assign()
        self.assertEqual(picking.state, 'assigned')

    def test_order_once_fills_up(self):
        self.put_at_amazon(self.mug, 100, self.warehouse_stock)
        rule = self.create_reordering_rule(self.mug, 5, 20)
        rule.trigger = 'manual'
        rule.action_replenish()
        self.assertEqual(self.incoming(self.mug).move_ids.product_uom_qty, 20)

    def test_what_was_sold_without_stock_is_proposed_to_be_replenished(self):
        self.place_and_ship(Item('AMZ-MUG-WHITE', quantity=3))
        self.env['stock.warehouse.orderpoint'].action_open_orderpoints()
        proposal = self.env['stock.warehouse.orderpoint'].search([
            ('product_id', '=', self.mug.id), ('location_id', '=', self.location.id),
        ])
        self.assertEqual((proposal.trigger, proposal.qty_to_order), ('manual', 3))
