from ..desk.desk_case import DeskCase
from ..desk.test_to_ship import ACTION
from .tour_case import TODO, OnPhone, Tours


class TestPhoneTour(OnPhone, DeskCase, Tours):
    """The same on a phone."""

    def test_parcel_is_shipped(self):
        picking = self.to_ship(tracking=False)
        self.tour('phone', self.worker, ACTION)
        self.assertEqual(picking.carrier_tracking_ref, '1Z-PHONE')
        self.assertEqual(picking.state, 'done')

    def test_question_is_answered(self):
        order = self.place()
        self.ship(self.picking(order))
        self.shop.cancel(order.order_id)
        self.sync()
        self.tour('phone_decide', self.clerk, TODO)
        self.assertEqual(self.inbox(order).state, 'imported')

    def test_carrier_of_a_marketplace_is_chosen(self):
        self.account.marketplace_setting_ids = [
            (0, 0, {'marketplace_id': self.marketplace('DE').id})]
        self.tour('phone_marketplace', self.owner, self.account)
        self.assertEqual(self.account.marketplace_setting_ids.default_carrier_id, self.ups)
