from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from ...workshop.simulator import faults
from .delivery_case import DeliveryCase


class TestDeliveryRefused(DeliveryCase):
    """Amazon refuses to be told of parcels, for now or for good, and gives orders all the same."""

    def setUp(self):
        super().setUp()
        clock = freeze_time(fields.Datetime.now())
        self.clock = clock.start()
        self.addCleanup(clock.stop)

    def run_for(self, every=5, **span):
        end = fields.Datetime.now() + timedelta(**span)
        while fields.Datetime.now() < end:
            self.clock.tick(timedelta(minutes=every))
            self.sync()
            self.send()

    def test_refused_parcels_do_not_stop_the_import(self):
        self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.access_denied, times=10_000)
        self.run_for(every=60, days=4)
        self.assertEqual(self.account.state, 'linked')
        self.assertIn("denies access", self.account.pickings_sync_message)
        details = [trouble['detail'] for trouble in self.account.dashboard['troubles']]
        self.assertIn("confirmShipment, HTTP 403, request", "".join(details))
        self.assertFalse(self.account.orders_sync_message)
        order = self.shop.place()
        self.run_for(minutes=10)
        self.assertTrue(self.sale_order(order))

    def test_parcels_are_told_as_soon_as_amazon_agrees(self):
        picking = self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.access_denied, times=10_000)
        self.run_for(minutes=30)
        self.assertEqual(picking.amazon_sync_status, 'pending')
        self.amazon.faults.clear()
        self.run_for(minutes=25)
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertFalse(self.account.pickings_sync_message)

    def test_parcel_of_a_denied_marketplace_alone_does_not_stop_later_ones(self):
        german = self.place_and_ship(marketplace='DE')
        self.amazon.seller.deny('DE')
        self.run_for(hours=3)
        self.assertFalse(self.account._is_pausing('pickings'))
        self.assertIn("Amazon.de", self.account.pickings_sync_message)
        american = self.place_and_ship()
        self.run_for(minutes=5)
        self.assertEqual(american.amazon_sync_status, 'done')
        self.assertEqual(german.amazon_sync_status, 'pending')
        self.assertIn("denies access", german.amazon_shipment_ids.reason)
        self.assertIn("Amazon.de", self.account.pickings_sync_message)
        self.run_for(every=60, hours=24)
        self.assertTrue(self.account.activity_ids.filtered(
            lambda activity: "does not know all parcels" in (activity.note or '')
        ))
        self.amazon.seller.deny()
        self.run_for(every=20, minutes=60)
        self.assertEqual(german.amazon_sync_status, 'done')
        self.assertFalse(self.account.pickings_sync_message)

    def test_many_parcels_of_a_denied_marketplace_do_not_stop_another(self):
        for _number in range(5):
            self.place_and_ship(marketplace='DE')
        american = self.place_and_ship()
        self.amazon.seller.deny('DE')
        self.send()
        self.assertEqual(american.amazon_sync_status, 'done')
        parcels = self.env['amazon.shipment'].search([('account_id', '=', self.account.id)])
        self.assertLess(len(parcels.filtered('refusals')), 5)

    def test_refused_parcels_of_several_marketplaces_stop_the_rest_for_a_while(self):
        self.place_and_ship(marketplace='DE')
        self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.access_denied, times=10_000)
        self.send()
        self.assertTrue(self.account._is_pausing('pickings'))

    def test_refused_orders_do_not_stop_the_parcels(self):
        picking = self.place_and_ship()
        self.amazon.faults.add('searchOrders', faults.access_denied, times=10_000)
        self.run_for(minutes=10)
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertTrue(self.account.orders_sync_message)

    def test_parcel_of_a_denied_marketplace_does_not_stop_the_others(self):
        german = self.place_and_ship(marketplace='DE')
        american = [self.place_and_ship(), self.place_and_ship()]
        self.amazon.seller.deny('DE')
        self.send()
        self.assertEqual([picking.amazon_sync_status for picking in american], ['done', 'done'])
        self.assertEqual(german.amazon_sync_status, 'pending')
        self.assertIn("denies access", german.amazon_shipment_ids.reason)
        self.amazon.seller.deny()
        self.run_for(minutes=30)
        self.assertEqual(german.amazon_sync_status, 'done')
