from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from ...lib.series import SINCE_18
from ...workshop.simulator import SELLER_ID
from ..delivery.delivery_case import DeliveryCase


class MarketplaceCase(DeliveryCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env['crm.team'].create({'name': "Germany"})
        cls.second_warehouse = cls.env['stock.warehouse'].create({
            'name': "Hamburg", 'code': 'HAM', 'company_id': cls.company.id,
        })
        cls.location = cls.create_location("Amazon Germany")

    @classmethod
    def create_location(cls, name, **values):
        return cls.env['stock.location'].create({
            'name': name,
            'usage': 'internal',
            'location_id': cls.warehouse.view_location_id.id,
            'company_id': cls.company.id,
            **values,
        })

    def put_mugs_at_amazon(self, *locations):
        for location in locations:
            self.env['stock.quant']._update_available_quantity(self.mug, location, 100)

    def mugs_at(self, location):
        return self.env['stock.quant']._get_available_quantity(self.mug, location)

    def in_euro(self, wire):
        """Mangle an order so that its buyer pays euros."""
        if isinstance(wire, dict):
            if 'currencyCode' in wire:
                wire['currencyCode'] = 'EUR'
            for value in wire.values():
                self.in_euro(value)
        elif isinstance(wire, list):
            for value in wire:
                self.in_euro(value)


class TestMarketplaceSettings(MarketplaceCase):

    def set_german(self, **values):
        return self.env['amazon.marketplace.setting'].create({
            'account_id': self.account.id,
            'marketplace_id': self.marketplace('DE').id,
            **{field: record.id for field, record in values.items()},
        })

    def pricelist(self, currency, **values):
        currency = self.env.ref(f'base.{currency}')
        currency.active = True
        return self.env['product.pricelist'].create({
            'name': f"Own {currency.name}",
            'currency_id': currency.id,
            'company_id': self.company.id,
            **values,
        })

    # === WHAT ORDERS TAKE === #

    def test_team_pricelist_and_warehouse_of_the_marketplace(self):
        pricelist = self.pricelist('EUR')
        self.set_german(
            team_id=self.team, pricelist_id=pricelist, warehouse_id=self.second_warehouse
        )
        order = self.sale_order(self.place(marketplace='DE'))
        self.assertEqual(order.team_id, self.team)
        self.assertEqual(order.pricelist_id, pricelist)
        self.assertEqual(order.warehouse_id, self.second_warehouse)
        self.assertEqual(order.picking_ids.location_id, self.second_warehouse.lot_stock_id)

    def test_other_marketplaces_take_what_the_account_says(self):
        self.set_german(team_id=self.team, warehouse_id=self.second_warehouse)
        order = self.sale_order(self.place(marketplace='US'))
        self.assertEqual(order.team_id, self.account.team_id)
        self.assertEqual(order.pricelist_id.name, "Amazon USD")
        self.assertEqual(order.warehouse_id, self.warehouse)

    def test_what_is_empty_is_as_in_the_account(self):
        self.set_german(team_id=self.team)
        order = self.sale_order(self.place(marketplace='DE'))
        self.assertEqual(order.team_id, self.team)
        self.assertEqual(order.pricelist_id.name, "Amazon EUR")
        self.assertEqual(order.warehouse_id, self.warehouse)
        self.assertEqual(order._amazon_location(), self.account.location_id)

    def test_goods_leave_the_location_of_the_marketplace(self):
        self.set_german(location_id=self.location)
        self.put_mugs_at_amazon(self.location, self.account.location_id)
        german = self.place(2, marketplace='DE', channel='AMAZON', status='SHIPPED')
        american = self.place(3, marketplace='US', channel='AMAZON', status='SHIPPED')
        self.assertEqual(self.mugs_at(self.location), 98)
        self.assertEqual(self.mugs_at(self.account.location_id), 97)
        for order in (german, american):
            move = self.sale_order(order).order_line.move_ids
            self.assertEqual((move.state, move.picking_id.ids), ('done', []))

    def test_what_is_changed_holds_for_later_orders(self):
        self.put_mugs_at_amazon(self.location, self.account.location_id)
        earlier = self.sale_order(self.place(
            2, marketplace='DE', channel='AMAZON', status='SHIPPED'
        ))
        self.set_german(location_id=self.location, team_id=self.team)
        self.place(marketplace='DE', channel='AMAZON', status='SHIPPED')
        self.assertEqual(self.mugs_at(self.location), 99)
        self.assertEqual(self.mugs_at(self.account.location_id), 98)
        self.assertEqual(earlier.team_id, self.account.team_id)

    # === WAREHOUSES === #

    def test_first_warehouse_of_the_company_ships_by_default(self):
        self.assertEqual(self.account.warehouse_id, self.warehouse)
        other = self.env['res.company'].create({'name': "Other"})
        account = self.create_account(name="Other Shop", company_id=other.id, user_id=False)
        self.assertEqual(account.warehouse_id.company_id, other)

    def test_account_says_which_warehouse_ships(self):
        self.account.warehouse_id = self.second_warehouse
        picking = self.picking(self.place())
        self.assertEqual(picking.picking_type_id.warehouse_id, self.second_warehouse)

    def test_without_a_warehouse_odoo_proposes_one(self):
        self.account.user_id.property_warehouse_id = self.second_warehouse
        self.assertEqual(self.sale_order(self.place()).warehouse_id, self.warehouse)
        self.account.warehouse_id = False
        self.assertEqual(self.sale_order(self.place()).warehouse_id, self.second_warehouse)

    def test_what_amazon_ships_belongs_to_the_warehouse_of_its_location(self):
        self.account.warehouse_id = self.second_warehouse
        order = self.sale_order(self.place(channel='AMAZON', status='SHIPPED'))
        self.assertEqual(order.warehouse_id, self.warehouse)
        self.account.location_id = self.create_location(
            "Amazon Hamburg", location_id=self.second_warehouse.view_location_id.id
        )
        order = self.sale_order(self.place(channel='AMAZON', status='SHIPPED'))
        self.assertEqual(order.warehouse_id, self.second_warehouse)

    def test_location_outside_of_all_warehouses_is_no_hindrance(self):
        self.account.location_id = self.create_location("At Amazon", location_id=False)
        order = self.sale_order(self.place(channel='AMAZON', status='SHIPPED'))
        self.assertEqual(order.order_line.qty_delivered, 1)

    # === PRICELISTS === #

    def test_prices_stay_those_of_amazon(self):
        # Whether customers see a discount: since 18.0, the kind of rule says so.
        for policy, rule in {
            'with_discount': {'compute_price': 'formula', 'price_discount': 50},
            'without_discount': {'compute_price': 'percentage', 'percent_price': 50},
        }.items():
            pricelist = self.pricelist('USD', item_ids=[fields.Command.create(rule)], **(
                {} if SINCE_18 else {'discount_policy': policy}
            ))
            self.account.marketplace_setting_ids = [
                fields.Command.clear(),
                fields.Command.create({
                    'marketplace_id': self.marketplace('US').id, 'pricelist_id': pricelist.id,
                }),
            ]
            order = self.place(3)
            sale_order = self.sale_order(order)
            self.assertEqual(sale_order.pricelist_id, pricelist)
            self.assertEqual(sale_order.amount_total, float(order.total))
            self.assertEqual(sale_order.order_line.discount, 0)

    def test_order_in_another_currency_takes_a_pricelist_of_its_own(self):
        self.account.marketplace_setting_ids = [fields.Command.create({
            'marketplace_id': self.marketplace('US').id,
            'pricelist_id': self.pricelist('USD').id,
        })]
        order = self.shop.place('US')
        self.shop.mangle(order.order_id, self.in_euro)
        self.sync()
        self.assertEqual(self.sale_order(order).pricelist_id.name, "Amazon EUR")
        self.assertEqual(self.sale_order(order).amount_total, float(order.total))

    def test_pricelist_in_another_currency_than_the_marketplace_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "sells in EUR"):
            self.set_german(pricelist_id=self.pricelist('USD'))

    # === WHAT IS REFUSED, AND WHO MAY === #

    @mute_logger('odoo.sql_db')
    def test_marketplace_has_one_line_for_each_account(self):
        self.set_german()
        with self.assertRaises(UniqueViolation):
            self.set_german()

    def test_what_belongs_to_another_company_is_refused(self):
        other = self.env['res.company'].create({'name': "Other"})
        warehouse = self.env['stock.warehouse'].search([('company_id', '=', other.id)])
        for values in (
            {'location_id': warehouse.lot_stock_id},
            {'warehouse_id': warehouse},
            {'team_id': self.env['crm.team'].create({'name': "Far", 'company_id': other.id})},
            {'pricelist_id': self.pricelist('EUR', company_id=other.id)},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.set_german(**values)
        with self.assertRaises(UserError):
            self.account.warehouse_id = warehouse

    def test_manager_fills_in_the_list(self):
        groups = ('amazon_connector.group_amazon_manager', 'stock.group_stock_multi_locations',
                  'stock.group_stock_multi_warehouses', 'product.group_product_pricelist')
        manager = new_test_user(self.env, 'manager', f"base.group_user,{','.join(groups)}")
        pricelist = self.pricelist('EUR')
        with Form(self.account.with_user(manager)) as form:
            with form.marketplace_setting_ids.new() as line:
                line.marketplace_id = self.marketplace('DE')
                line.location_id = self.location
                line.team_id = self.team
                line.warehouse_id = self.second_warehouse
                line.pricelist_id = pricelist
        setting = self.account.marketplace_setting_ids
        self.assertEqual(setting.marketplace_id, self.marketplace('DE'))
        self.assertEqual(setting.location_id, self.location)
        self.assertEqual(setting.company_id, self.company)

    def test_salesman_reads_but_does_not_set_up(self):
        setting = self.set_german(team_id=self.team)
        salesman = new_test_user(
            self.env, 'salesman', 'base.group_user,sales_team.group_sale_salesman'
        )
        self.assertEqual(setting.with_user(salesman).team_id, self.team)
        with self.assertRaises(AccessError):
            setting.with_user(salesman).team_id = False

    def test_settings_of_other_companies_are_out_of_sight(self):
        other = self.env['res.company'].create({'name': "Other"})
        account = self.create_account(name="Other Shop", company_id=other.id, user_id=False)
        setting = self.env['amazon.marketplace.setting'].create({
            'account_id': account.id, 'marketplace_id': self.marketplace('DE').id,
        })
        admin = self.env.ref('base.user_admin')
        self.assertFalse(setting.with_user(admin).search([('id', '=', setting.id)]))


class TestTwoRegistrations(MarketplaceCase):
    """The same seller twice, each with marketplaces, a location and a team of its own."""

    def setUp(self):
        super().setUp()
        self.account.seller_ref = SELLER_ID

    def register_again(self, *countries, **values):
        """Register the seller a second time, for the marketplaces of some countries."""
        marketplaces = self.env['amazon.marketplace'].concat(*map(self.marketplace, countries))
        return self.create_account(
            name="German Shop", seller_ref=SELLER_ID, team_id=self.team.id,
            location_id=self.location.id,
            active_marketplace_ids=[fields.Command.set(marketplaces.ids)],
            **values,
        )

    def split(self):
        """Take Germany off the account and register the seller again with Germany only.

        :return: the second account, linked.
        """
        self.account.active_marketplace_ids -= self.marketplace('DE')
        return self.link(self.register_again('DE'))

    def sync_both(self, other):
        for account in (self.account, other, self.account, other):
            self.sync(account)

    # === WORKING SIDE BY SIDE === #

    def test_each_account_imports_its_own_orders_once(self):
        german_shop = self.split()
        self.put_mugs_at_amazon(self.location, self.account.location_id)
        german = self.shop.place('DE', channel='AMAZON', status='SHIPPED')
        american = self.shop.place('US', channel='AMAZON', status='SHIPPED')
        german_fbm = self.shop.place('DE')
        self.sync_both(german_shop)
        expected = {german: german_shop, american: self.account, german_fbm: german_shop}
        for order, account in expected.items():
            sale_order = self.sale_order(order)
            self.assertEqual(sale_order.amazon_account_id, account)
            self.assertEqual(sale_order.team_id, account.team_id)
            self.assertEqual(self.inbox(order).account_id, account)
        self.assertEqual(self.mugs_at(self.location), 99, "German orders move stock there only")
        self.assertEqual(self.mugs_at(self.account.location_id), 99)

    def test_second_account_linked_without_a_choice_takes_what_is_free(self):
        self.account.active_marketplace_ids -= self.marketplace('DE')
        german_shop = self.register_again()
        german_shop.available_marketplace_ids = False
        german_shop.action_link()
        self.assertIn(self.marketplace('DE'), german_shop.active_marketplace_ids)
        self.assertFalse(
            german_shop.active_marketplace_ids & self.account.active_marketplace_ids
        )

    # === WHAT WAS ON THE WAY WHEN THE MARKETPLACE CHANGED HANDS === #

    def test_order_that_the_first_account_has_is_followed_and_not_doubled(self):
        order = self.place(marketplace='DE')
        german_shop = self.split()
        self.shop.cancel(order.order_id)
        self.sync_both(german_shop)
        sale_order = self.sale_order(order)
        self.assertEqual((len(sale_order), sale_order.state), (1, 'cancel'))
        self.assertEqual(sale_order.amazon_account_id, self.account)

    def test_order_that_the_first_account_shipped_in_part_leaves_from_where_it_began(self):
        self.put_mugs_at_amazon(self.location, self.account.location_id)
        order = self.place(3, marketplace='DE', channel='AMAZON', status='PARTIALLY_SHIPPED')
        german_shop = self.split()
        self.shop.ship(order.order_id)
        self.sync_both(german_shop)
        self.assertEqual(self.sale_order(order).order_line.qty_delivered, 3)
        self.assertEqual(self.mugs_at(self.account.location_id), 97)
        self.assertEqual(self.mugs_at(self.location), 100)

    # === NO MARKETPLACE TWICE === #

    def assert_refused(self):
        return self.assertRaisesRegex(ValidationError, "Amazon.de: synchronized by .* already")

    def test_other_location_and_team_do_not_make_it_another_seller(self):
        german_shop = self.register_again('DE', available_marketplace_ids=False)
        with self.assert_refused():
            german_shop.action_link()

    def test_put_on_the_list_of_the_second_account(self):
        self.account.active_marketplace_ids -= self.marketplace('DE')
        self.link(self.register_again('GB'))
        german_shop = self.account.search([('name', '=', "German Shop")])
        self.account.active_marketplace_ids += self.marketplace('DE')
        with self.assert_refused():
            german_shop.active_marketplace_ids += self.marketplace('DE')

    def test_unarchived_account(self):
        self.account.active = False
        self.register_again('DE').action_link()
        with self.assert_refused():
            self.account.active = True

    def test_account_that_turns_out_to_be_the_same_sellers(self):
        self.account.seller_ref = False
        other_token = self.amazon.lwa.authorize(self.amazon.application, self.amazon.seller)
        german_shop = self.register_again('DE', refresh_token=other_token)
        german_shop.action_link()
        with self.assert_refused():
            self.account.seller_ref = SELLER_ID

    def test_link_that_broke_is_mended_with_what_is_left(self):
        self.account.state = 'unauthorized'
        german_shop = self.register_again('DE')
        german_shop.action_link()
        self.account.action_link()
        self.assertEqual(self.account.state, 'linked')
        self.assertEqual(
            self.account.active_marketplace_ids, self.marketplace('US') + self.marketplace('JP')
        )

    def test_marketplace_that_the_seller_enters_goes_to_one_account(self):
        german_shop = self.split()
        self.amazon.seller.participate('BE')
        for account in (self.account, german_shop, self.account):
            account.action_update_available_marketplaces()
        self.assertIn(self.marketplace('BE'), self.account.active_marketplace_ids)
        self.assertEqual(german_shop.active_marketplace_ids, self.marketplace('DE'))
        self.assertIn(self.marketplace('BE'), german_shop.available_marketplace_ids)

    def test_another_seller_sells_where_he_likes(self):
        seller = self.amazon.add_seller()
        token = self.amazon.lwa.authorize(self.amazon.application, seller)
        other = self.create_account(name="Another Seller", refresh_token=token)
        other.action_link()
        self.assertIn(self.marketplace('DE'), other.active_marketplace_ids)
