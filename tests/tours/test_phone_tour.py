from ..desk.desk_case import DeskCase
from ..desk.test_to_ship import ACTION
from .tour_case import TODO, Tours


class TestPhoneTour(DeskCase, Tours):
    """The same on a phone."""

    browser_size = '390,844'
    touch_enabled = True

    def authenticate(self, *args, browser=None, **options):
        """Log in, in a browser that is as narrow as a phone: its window cannot be."""
        browser._websocket_request('Emulation.setDeviceMetricsOverride', params={
            'width': 390, 'height': 844, 'deviceScaleFactor': 1, 'mobile': True,
        })
        return super().authenticate(*args, browser=browser, **options)

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
