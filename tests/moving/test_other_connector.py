"""A database full of another connector's sales orders, to which the shop is linked now."""
from itertools import cycle

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from ...workshop.simulator import SELLER_ID, Item
from ..order.change_case import MUG, TEAPOT, ChangeCase

# Where connectors, files and people write Amazon's number, and how.
FIELDS = ('client_order_ref', 'origin', 'name')
TEXTS = ('{}', 'AMZ-{}', '{}/FBM', 'Amazon.com {} (Prime)')
# How far the sales orders have come, by what is done to each after it is confirmed.
STATES = ('open', 'partly', 'delivered', 'invoiced')
EACH_FBA = 7
MOST_MINUTES = 60


@tagged('-at_install', 'post_install')
class TestOtherConnector(ChangeCase):
    orders = 24

    def setUp(self):
        super().setUp()
        self.account.seller_ref = SELLER_ID  # many parcels go in a feed
        self.mug.invoice_policy = self.teapot.invoice_policy = 'order'
        self.partner = self.env['res.partner'].create({'name': "Ada"})
        self.by_ref = {}
        self.placed = [self._place(number) for number in range(self.orders)]
        self._enter_all()

    def _place(self, number):
        items = [Item(MUG, 2), Item(TEAPOT)]
        if number % EACH_FBA:
            return self.shop.place(items=items)
        return self.shop.place(channel='AMAZON', status='SHIPPED', items=items)

    def _enter_all(self):
        sale_orders = self.env['sale.order'].create([{
            'partner_id': self.partner.id,
            'order_line': [
                Command.create({'product_id': self.mug.id, 'product_uom_qty': 2}),
                Command.create({'product_id': self.teapot.id, 'product_uom_qty': 1}),
            ],
            FIELDS[number % 3]: TEXTS[(number // 3 + number // 12) % 4].format(order.order_id),
        } for number, order in enumerate(self.placed)])
        sale_orders.action_confirm()
        # Each state in each field.
        for order, sale_order, state in zip(self.placed, sale_orders, cycle(STATES), strict=False):
            self.by_ref[order.order_id] = sale_order
            if state == 'partly':
                self.ship(sale_order.picking_ids, {self.mug: 1, self.teapot: 0}, tracking='1ZHALF')
            elif state != 'open':
                self.ship(sale_order.picking_ids, tracking='1ZWHOLE')
            if state == 'invoiced':
                sale_order._create_invoices().action_post()

    def _sync_to_the_end(self):
        self.sync()
        while self.env['amazon.order'].search_count([('state', '=', 'to_import')]):
            self.sync()

    def _send_to_the_end(self):
        for minutes in range(MOST_MINUTES):
            with freeze_time(self.passed(minutes)):
                self.send()
            if not self.env['amazon.shipment'].search_count([('state', '!=', 'confirmed')]):
                return
        self.fail("Amazon does not know all parcels after an hour.")

    def test_none_is_doubled_and_all_deliveries_are_told(self):
        total = self.env['sale.order'].search_count([])
        self._sync_to_the_end()
        self.assertEqual(self.env['sale.order'].search_count([]), total, "none is doubled")
        mine = [order for order in self.placed if order.channel == 'MERCHANT']
        self.assertEqual(
            {order.order_id: self.sale_order(order) for order in mine},
            {order.order_id: self.by_ref[order.order_id] for order in mine})
        rows = self.env['amazon.order'].search([])
        self.assertEqual(
            {row.state for row in rows if row.channel == 'fbm'}, {'imported'})
        self.assertEqual({row.state for row in rows if row.channel == 'fba'}, {'ignored'})

        self._send_to_the_end()
        for order in mine:
            for picking in self.by_ref[order.order_id].picking_ids:
                if picking.state not in ('done', 'cancel'):
                    self.ship(picking, tracking='1ZREST')
        self._send_to_the_end()
        self.assertEqual({order.status for order in mine}, {'SHIPPED'})
        shipped = [sum(sum(package.quantities.values()) for package in order.packages)
                   for order in mine]
        self.assertEqual(set(shipped), {3}, "each piece is told once")
        self._sync_to_the_end()
        self.assertEqual(self.env['sale.order'].search_count([]), total)


@tagged('-at_install', 'post_install', '-standard', 'thousand_orders')
class TestOtherConnectorFiveHundred(TestOtherConnector):
    orders = 500
