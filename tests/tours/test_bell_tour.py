from unittest.mock import patch

from odoo.addons.bus.models import bus
from odoo.addons.bus.websocket import WebsocketConnectionHandler

from ...workshop.simulator import faults
from ..order.change_case import ChangeCase
from .tour_case import DASHBOARD, TODO, Tours


class TestBellTour(ChangeCase, Tours):
    """What people began, and what became of it."""

    def test_who_waits_hears_the_bell(self):
        # As since 18.0, a test's browser listens to the bus; what was said before is kept for it.
        self.startPatcher(
            patch.object(WebsocketConnectionHandler, 'websocket_allowed', return_value=True))
        self.startPatcher(patch.object(bus, 'TIMEOUT', 10 * 60))
        self.shop.place()
        self.amazon.faults.add('searchOrders', faults.throttle)
        self.click(self.account, 'action_sync_orders', self.owner)
        self.sync()
        self.tour('bell', self.owner, DASHBOARD)

    def ask(self):
        """Return an order of which somebody has to decide."""
        order = self.place()
        self.ship(self.picking(order))
        self.shop.cancel(order.order_id)
        self.sync()
        return order

    def test_bell_takes_away_no_answer(self):
        order = self.ask()
        self.tour('bell_meanwhile', self.clerk, TODO)
        self.assertEqual(self.inbox(order).state, 'imported')

    def test_who_clicks_twice_gives_one_answer(self):
        order = self.ask()
        self.tour('answer_twice', self.clerk, TODO)
        self.assertEqual(self.inbox(order).state, 'imported')
