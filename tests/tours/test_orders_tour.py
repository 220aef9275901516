from datetime import datetime, timezone

from odoo.tools import mute_logger

from ...workshop.simulator import Item
from ..fba.fba_case import FbaCase
from ..order.change_case import ChangeCase
from ..order.test_pairing import PairingCase
from .tour_case import DASHBOARD, TODO, Tours

ORDERS = 'amazon_connector.action_amazon_order'


class TestPairingTour(PairingCase, Tours):
    """Which product an SKU is, is said once."""

    def test_order_takes_the_product(self):
        order = self.sell()
        self.tour('pairing', self.owner, DASHBOARD)
        self.assertEqual(self.products(order), self.mug)

    def test_sku_of_two_marketplaces_is_paired_on_both(self):
        self.sell_on_two_marketplaces()
        self.tour('pairing_everywhere', self.owner, DASHBOARD)
        self.assertEqual(self.offers().mapped('product_id'), self.mug + self.teapot)

    def test_marked_offers_are_paired_on_other_marketplaces_too(self):
        self.sell_on_two_marketplaces()
        self.tour('pairing_marked', self.owner, DASHBOARD)
        self.assertEqual(self.offers().mapped('product_id'), self.mug)

    def sell_on_two_marketplaces(self):
        self.sell()
        self.sell(marketplace='DE')
        self.assertEqual(len(self.offers()), 2)


class TestOrdersTour(ChangeCase, Tours):
    """Orders that need somebody."""

    def test_order_is_recovered(self):
        order = self.shop.place()
        self.tour('recover', self.clerk, self.account, order=order.order_id)
        self.assertTrue(self.sale_order(order))

    def test_order_is_canceled_anyway(self):
        order = self.place()
        self.ship(self.picking(order))
        self.shop.cancel(order.order_id)
        self.sync()
        self.tour('decide', self.clerk, TODO)
        self.assertEqual(self.sale_order(order).state, 'cancel')

    def test_orders_that_failed_are_tried_again(self):
        warehouse = self.account.warehouse_id.create({'name': "Old Barn", 'code': 'OLD'})
        former, self.account.warehouse_id = self.account.warehouse_id, warehouse
        warehouse.active = False
        orders = [self.shop.place(items=[Item('AMZ-MUG-WHITE')]) for _number in range(3)]
        with mute_logger('odoo.addons.amazon_connector.lib.mishap'):
            self.sync()
        self.account.warehouse_id = former
        self.tour('todo_retry', self.clerk, TODO)
        self.assertTrue(all(map(self.sale_order, orders)))

    def test_calendar_shows_what_is_still_to_ship(self):
        now = datetime.now(timezone.utc)
        open_order, shipped = (self.place(ship_by=now) for _number in range(2))
        self.shop.ship(shipped.order_id)
        self.sync()
        self.tour('ship_by', self.clerk, ORDERS, open=open_order.order_id, shipped=shipped.order_id)


class TestFbaTour(FbaCase, Tours):
    """Amazon ships."""

    def test_order_leads_to_its_moves(self):
        self.put_at_amazon(self.mug, 5)
        [move] = self.place_and_ship()
        self.tour('fba', self.owner, move.sale_line_id.order_id)
