from odoo.fields import Command
from odoo.tests import new_test_user

from ...workshop.simulator import Item
from ..series import LIST
from .list_case import ListCase


class TestParcelsList(ListCase):
    """What Amazon was told, and what it says to that."""

    def fail(self):
        picking = self.ship(self.picking(self.place()), carrier=self.typo())
        self.send()
        self.assertEqual(picking.amazon_shipment_ids.state, 'failed')
        return picking.amazon_shipment_ids

    def typo(self):
        return self.create_delivery_method("Fedx", amazon_carrier_id=(
            self.env['amazon.carrier'].create({'name': "Fedx"}).id
        ))

    def told_elsewhere(self, **values):
        order = self.place(**values)
        self.shop.ship(order.order_id, carrier='DHL', tracking='ELSEWHERE1')
        self.sync()
        return self.sale_order(order).amazon_shipment_ids

    def test_parcel_told_elsewhere_shows_the_product(self):
        parcel = self.told_elsewhere(mugs=2)
        self.assertFalse(parcel.line_ids.sale_line_id)
        self.assertEqual(parcel.content, f"2 × {self.mug.display_name}")
        self.assertEqual(parcel.line_ids.product_id, self.mug)
        arch = self.arch('amazon.shipment', 'form')
        [shown] = arch.xpath("//field[@name='line_ids']//field[@name='amazon_item_ref']")
        self.assertEqual(shown.get('optional'), 'hide')

    def test_parcels_without_a_product_are_found(self):
        mugs = self.place_and_ship().amazon_shipment_ids
        teapots = self.place_and_ship(items=[Item('AMZ-TEAPOT', 1)]).amazon_shipment_ids
        both = mugs + teapots
        self.assertEqual(self.found('amazon.shipment', str([
            ('id', 'in', both.ids), ('content', 'not ilike', 'AMZ-MUG'),
        ])), teapots)
        self.assertEqual(self.found('amazon.shipment', str([
            ('id', 'in', both.ids), ('content', '!=', 'AMZ-MUG-WHITE'),
        ])), teapots)

    def test_parcel_with_an_unknown_sku_says_what_amazon_calls_it(self):
        order = self.shop.place(items=[Item('NOBODY-KNOWS-IT')])
        self.sync()
        parcel = self.ship(self.picking(order)).amazon_shipment_ids
        self.assertIn("[NOBODY-KNOWS-IT]", parcel.content)
        self.assertNotIn("Amazon Sale", parcel.content)

    def test_parcel_is_called_by_delivery_and_tracking_reference(self):
        picking = self.place_and_ship()
        self.assertEqual(picking.amazon_shipment_ids.display_name,
                         f"{picking.name} · 1Z999AA10123456784")
        elsewhere = self.told_elsewhere()
        self.assertEqual(elsewhere.display_name, f"{elsewhere.amazon_order_ref} · ELSEWHERE1")

    def test_parcels_are_found_by_order_tracking_sku_and_buyer(self):
        order = self.place(items=[Item('AMZ-TEAPOT')])
        parcel = self.ship(self.picking(order), tracking='TRACK-4711').amazon_shipment_ids
        self.told_elsewhere()
        buyer = self.sale_order(order).partner_shipping_id
        buyer.name = "Ada Whitfield"
        for label, text in {
            "Order": order.order_id, "SKU": 'amz-teapot', "Buyer": "whitfield",
        }.items():
            with self.subTest(label):
                self.assertEqual(self.searched('amazon.shipment', label, text), parcel)
        self.assertTrue(
            self.arch('amazon.shipment', 'search').xpath("//field[@name='tracking_ref']"))

    def test_packers_find_parcels_by_sku(self):
        parcel = self.told_elsewhere()
        packer = new_test_user(self.env, 'packer', 'base.group_user,stock.group_stock_user')
        self.env.flush_all()
        found = parcel.with_user(packer).search([('content', 'ilike', 'AMZ-MUG-WHITE')])
        self.assertEqual(found.with_env(self.env), parcel)
        self.assertEqual(found.content, f"1 × {self.mug.display_name}")

    def test_menu_begins_with_what_is_to_be_looked_at(self):
        self.place_and_ship()
        menu = self.env.ref('amazon_connector.menu_amazon_shipment')
        self.assertNotIn('search_default_to_look_at', self.opened(menu)['context'])
        parcel = self.fail()
        self.assertIn('search_default_to_look_at', self.opened(menu)['context'])
        self.assertEqual(parcel.state, 'failed')

    def test_more_parcels_take_no_more_statements(self):
        for _number in range(16):
            self.shop.place(items=[Item('AMZ-MUG-WHITE'), Item('AMZ-TEAPOT')])
        self.sync()
        orders = self.env['sale.order'].search([('amazon_account_id', '=', self.account.id)])
        self.env['amazon.shipment'].create([{
            'account_id': self.account.id, 'sale_order_id': order.id, 'package_ref': '1',
            'line_ids': [
                Command.create({'amazon_item_ref': line.amazon_item_ref, 'quantity': 1})
                for line in order.order_line.filtered('amazon_item_ref')
            ],
        } for order in orders])
        parcels = self.env['amazon.shipment'].search([('account_id', '=', self.account.id)])
        self.assertEqual(len(parcels), 16)
        for view_type in (LIST, 'kanban'):
            with self.subTest(view_type):
                self.assertEqual(
                    self.statements(parcels, view_type, 16), self.statements(parcels, view_type, 4))
