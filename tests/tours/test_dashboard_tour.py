from datetime import datetime, timedelta, timezone

from odoo.tools import mute_logger

from ..order.change_case import ChangeCase
from .tour_case import DASHBOARD, Tours


class TestDashboardTour(ChangeCase, Tours):
    """Is all well?"""

    def setUp(self):
        super().setUp()
        self.account.user_id = self.owner

    def due(self, hours):
        """Read an order that is to be shipped so many hours from now."""
        return self.place(ship_by=datetime.now(timezone.utc) + timedelta(hours=hours))

    def test_numbers_open_what_they_count(self):
        self.owner.tz = 'UTC'
        self.due(-2)
        midnight = datetime.now(timezone.utc).replace(hour=23, minute=59)
        for _number in range(2):
            self.place(ship_by=midnight)
        order = self.place()
        self.ship(self.picking(order))
        self.shop.cancel(order.order_id)
        self.sync()
        warehouse = self.account.warehouse_id.create({'name': "Old Barn", 'code': 'OLD'})
        self.account.warehouse_id = warehouse
        warehouse.active = False
        with mute_logger('odoo.addons.amazon_connector.lib.mishap'):
            self.place()
        self.tour('dashboard', self.owner, DASHBOARD)

    def test_settings_lead_to_the_account(self):
        self.tour('settings', self.owner, 'sale.action_sale_config_settings')
        self.assertEqual(self.account.default_carrier_id, self.ups)
