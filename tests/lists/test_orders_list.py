from datetime import datetime, timedelta, timezone

from odoo.tools import mute_logger

from ...lib.times import to_odoo
from ...workshop.simulator import Address, Item
from ..series import LIST
from .list_case import ListCase

TO_LOOK_AT = {'search_default_to_look_at': 1}


class TestOrdersList(ListCase):
    """What Amazon reported: who ordered what, for how much, and until when it is to be shipped."""

    def place_for(self, name, **values):
        return self.place(
            recipient=Address(name, "1420 Pine St", city="Seattle", state="WA",
                              postal_code="98101", country='US'), **values
        )

    def place_broken(self, **values):
        """Place an order that is not imported, since its warehouse is archived."""
        warehouse = self.account.warehouse_id.create({'name': "Old Barn", 'code': 'OLD'})
        former, self.account.warehouse_id = self.account.warehouse_id, warehouse
        warehouse.active = False
        with mute_logger('odoo.addons.amazon_connector.lib.mishap'):
            order = self.place(**values)
        self.account.warehouse_id = former
        return self.inbox(order)

    def test_list_says_who_ordered_what_and_until_when_it_is_shipped(self):
        tomorrow = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=1)
        order = self.place_for("Ada Whitfield", ship_by=tomorrow, items=[
            Item('AMZ-MUG-WHITE', quantity=2), Item('AMZ-TEAPOT'),
        ])
        [said] = self.shown(self.inbox(order), LIST)
        self.assertEqual(said['amazon_items'], "2 × AMZ-MUG-WHITE, 1 × AMZ-TEAPOT")
        self.assertEqual(said['ship_by'], to_odoo(tomorrow))
        self.assertEqual(said['amazon_total'], self.sale_order(order).amount_total)
        self.assertTrue(said['amazon_total'])
        self.assertEqual(said['partner_id']['id'], self.sale_order(order).partner_id.id)
        self.assertEqual(said['ordered_on'], self.sale_order(order).date_order)

    def test_order_that_failed_says_what_is_in_it_too(self):
        row = self.place_broken(items=[Item('AMZ-TEAPOT', quantity=3)])
        self.assertEqual(row.state, 'failed')
        self.assertFalse(row.sale_order_id)
        [said] = self.shown(row, 'kanban')
        self.assertEqual(said['amazon_items'], "3 × AMZ-TEAPOT")
        self.assertTrue(said['ship_by'])

    def test_what_amazon_ships_is_on_nobodys_calendar(self):
        order = self.place(channel='AMAZON', status='SHIPPED')
        self.assertFalse(self.inbox(order).ship_by)
        self.assertTrue(self.inbox(order).ordered_on)

    def test_items_of_a_canceled_order_stay_readable(self):
        order = self.place(mugs=2)
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(self.inbox(order).amazon_status, 'cancelled')
        self.assertEqual(self.inbox(order).amazon_items, "2 × AMZ-MUG-WHITE")

    def test_orders_are_found_by_order_sku_buyer_and_tracking_reference(self):
        order = self.place_for("Ada Whitfield", items=[Item('AMZ-TEAPOT')])
        self.ship(self.picking(order), tracking='TRACK-4711')
        others = self.place_for("Grace Hopper"), self.place_broken(items=[Item('AMZ-LAMP')])
        found = self.inbox(order)
        for label, text in {
            "Order": order.order_id, "SKU": 'amz-teapot', "Buyer": "whitfield",
            "Tracking Reference": 'track-4711',
        }.items():
            with self.subTest(label):
                self.assertEqual(self.searched('amazon.order', label, text), found)
        self.assertEqual(
            self.searched('amazon.order', "Order", self.sale_order(order).name), found)
        self.assertEqual(
            self.searched('amazon.order', "SKU", "Teapot"), found, "by the product's name")
        self.assertEqual(self.searched('amazon.order', "SKU", 'AMZ-LAMP'), others[1])

    def test_menu_begins_with_what_is_to_be_looked_at(self):
        self.place()
        menu = self.env.ref('amazon_connector.menu_amazon_order')
        self.assertNotEqual(self.opened(menu)['context'], TO_LOOK_AT)
        row = self.place_broken()
        action = self.opened(menu)
        self.assertEqual(action['context'], TO_LOOK_AT)
        self.assertEqual(action['id'], self.env.ref('amazon_connector.action_amazon_order').id)
        [domain] = self.arch('amazon.order', 'search').xpath(
            "//filter[@name='to_look_at']/@domain")
        self.assertEqual(self.found('amazon.order', domain), row)

    def test_newest_order_comes_first_by_the_column_that_one_sees(self):
        now = datetime.now(timezone.utc)
        older, newest = (
            self.inbox(self.place(created=now - timedelta(days=days))) for days in (3, 1)
        )
        older.amazon_update = newest.amazon_update + timedelta(hours=1)
        unknown = self.inbox(self.place())
        unknown.ordered_on = False  # It was read by an older version, and not imported.
        rows = older + newest + unknown
        for view_type in (LIST, 'kanban'):
            with self.subTest(view_type):
                order = self.arch('amazon.order', view_type).get('default_order')
                shown = self.shown(rows, view_type, order=order)
                self.assertEqual(
                    [row['id'] for row in shown], [newest.id, older.id, unknown.id])

    def test_buyer_pays_what_amazon_collects_too(self):
        order = self.place(items=[
            Item('AMZ-MUG-WHITE', unit_price='40.00', tax='4.00', tax_collected_by_amazon=True),
        ])
        [said] = self.shown(self.inbox(order), LIST)
        self.assertEqual(said['amazon_total'], self.sale_order(order).amount_total + 4)
        label = self.env['amazon.order']._fields['amazon_total'].string
        self.assertEqual(label, "The Buyer Pays")

    def test_more_orders_take_no_more_statements(self):
        for _number in range(80):
            self.shop.place(items=[Item('AMZ-MUG-WHITE'), Item('AMZ-TEAPOT')])
        self.sync()
        rows = self.env['amazon.order'].search([('account_id', '=', self.account.id)])
        self.assertEqual(len(rows.sale_order_id), 80)
        for view_type in (LIST, 'kanban', 'calendar'):
            with self.subTest(view_type):
                self.assertEqual(
                    self.statements(rows, view_type, 80), self.statements(rows, view_type, 8))
