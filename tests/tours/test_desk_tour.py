from odoo.tools import mute_logger

from ...workshop.simulator import Address
from ..desk.desk_case import DeskCase
from ..desk.test_to_ship import ACTION
from .tour_case import Tours


class TestDeskTour(DeskCase, Tours):
    """A packer ships three parcels from one list, without a mouse."""

    def test_three_parcels_by_keyboard(self):
        pickings = self.env['stock.picking'].concat(*(
            self.to_ship(tracking=False) for _number in range(3)))
        self.tour('desk', self.worker, ACTION)
        self.assertEqual(pickings.mapped('carrier_tracking_ref'),
                         ['1Z-FIRST', '1Z-SECOND', '1Z-THIRD'])
        self.assertEqual(set(pickings.mapped('state')), {'done'})

    def test_label_that_is_scanned_twice(self):
        pickings = self.env['stock.picking'].concat(*(
            self.to_ship(tracking=False, recipient=Address(
                "Ada Whitfield", f"{number} Pine St", city="Seattle", state="WA",
                postal_code="98101", country='US',
            )) for number in range(3)))
        with mute_logger('odoo.http'):
            self.tour('scanned_twice', self.worker, ACTION)
        self.assertEqual(pickings.mapped('carrier_tracking_ref'),
                         ['1Z-FIRST', '1Z-SECOND', '1Z-THIRD'])

    def test_list_by_carrier(self):
        pickings = self.to_ship(tracking=False) + self.to_ship(tracking=False) + self.to_ship(
            tracking=False, carrier=self.create_delivery_method("Zeta Post"))
        self.env.ref(ACTION).context = "{'search_default_by_carrier': 1, 'is_amazon_desk': True}"
        self.tour('scanned_by_carrier', self.worker, ACTION)
        self.assertEqual(pickings.mapped('carrier_tracking_ref'),
                         ['1Z-FIRST', '1Z-SECOND', '1Z-THIRD'])
