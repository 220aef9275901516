from freezegun import freeze_time

from ...workshop.simulator import faults
from .delivery_case import DeliveryCase

REFUSALS = (faults.package_version_refused, faults.updates_used_up)


class TestRefusedPackages(DeliveryCase):
    """Amazon's words about packages prove nothing: the order is looked at."""

    def test_parcel_that_the_order_shows_is_synchronized(self):
        for refusal in REFUSALS:
            with self.subTest(refusal.__name__):
                picking = self.place_and_ship()
                self.amazon.faults.add('confirmShipment', faults.after_answer(refusal))
                self.send()
                self.assertEqual(picking.amazon_sync_status, 'done')
                self.assertFalse(picking.amazon_sync_reason)
                self.assertEqual(len(self.packages(picking)), 1)

    def test_parcel_that_the_order_does_not_show_is_a_failure(self):
        for refusal in REFUSALS:
            with self.subTest(refusal.__name__):
                picking = self.place_and_ship()
                self.amazon.faults.add('confirmShipment', refusal)
                self.send()
                self.assertEqual(picking.amazon_sync_status, 'error')
                self.assertNotIn("then use Retry", picking.amazon_sync_reason)
                self.assertIn("Seller Central", picking.amazon_sync_reason)

    def test_correction_that_amazon_takes_no_more(self):
        picking = self.place_and_ship()
        self.send()
        picking.carrier_tracking_ref = '1ZNEW'
        self.amazon.faults.add('confirmShipment', faults.updates_used_up)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertNotIn("then use Retry", picking.amazon_sync_reason)
        self.shop.change(picking.amazon_order_ref, lambda order: setattr(
            order.packages[0], 'tracking', '1ZNEW'))
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_refusal_in_a_feed_is_looked_up(self):
        self.account.feed_threshold = 0
        self.account.seller_ref = self.amazon.seller.seller_id
        order = self.place()
        picking = self.ship(self.picking(order), tracking='1ZTYPED')
        self.shop.ship(order.order_id, carrier='UPS', tracking='1ZSELLER')
        self.send()
        with freeze_time(self.passed(minutes=5)):
            self.send()
        with freeze_time(self.passed(minutes=10)):
            self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(picking.carrier_tracking_ref, '1ZSELLER')

    def test_parcel_that_was_accepted_and_dropped_is_noticed(self):
        picking = self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.accepted_and_dropped)
        self.send()
        self.sync()
        with freeze_time(self.passed(minutes=180)):
            self.send()
            self.assertEqual(picking.amazon_sync_status, 'error')
            self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(len(self.shop.notices), 1)

    def test_parcel_that_was_dropped_is_told_without_what_was_canceled_since(self):
        order = self.place(mugs=5)
        picking = self.ship(self.picking(order), tracking='1ZFIVE')
        self.amazon.faults.add('confirmShipment', faults.accepted_and_dropped)
        self.send()
        self.shop.reduce(order.order_id, {'AMZ-MUG-WHITE': 1})
        self.sync()
        with freeze_time(self.passed(minutes=180)):
            self.send()
            self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(picking.amazon_sync_status, 'done')
        [package] = order.packages
        self.assertEqual(list(package.quantities.values()), [1])
