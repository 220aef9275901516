"""How many calls do many parcels need? Amazon's limits are on."""
from freezegun import freeze_time

from odoo.tests import tagged

from ...workshop.simulator import SELLER_ID
from .delivery_case import DeliveryCase

WRITE_OPERATIONS = ('confirmShipment', 'createFeedDocument', 'uploadFeedDocument', 'createFeed')
READ_OPERATIONS = ('getFeedDocument', 'downloadFeedDocument')


class ManyParcels(DeliveryCase):

    def setUp(self):
        super().setUp()
        self.account.seller_ref = SELLER_ID

    def ship_many(self, number):
        orders = [self.shop.place() for _ in range(number)]
        self.sync()
        while self.env['amazon.order'].search_count([('state', '=', 'to_import')]):
            self.sync()
        pickings = self.env['stock.picking'].union(*map(self.picking, orders))
        pickings.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z999AA10123456784'})
        pickings.action_assign()
        self.validate(pickings)
        self.amazon.calls.clear()
        return pickings

    def assert_each_told_once(self, pickings):
        self.assertEqual(set(pickings.mapped('amazon_sync_status')), {'done'})
        self.assertEqual(len(self.shop.notices), len(pickings))
        refused = [entry for entry in self.amazon.journal if entry.status == 429]
        self.assertFalse(refused, "Amazon never had to refuse a call")


@tagged('-at_install', 'post_install')
class TestFewParcels(ManyParcels):

    def test_twenty_parcels_go_one_by_one_as_fast_as_amazon_allows(self):
        pickings = self.ship_many(20)
        self.send()
        self.assert_each_told_once(pickings)
        self.assertEqual(self.amazon.calls['confirmShipment'], 20)


@tagged('-at_install', 'post_install')
class TestManyParcels(ManyParcels):
    parcels = 101

    def test_many_parcels_go_in_one_feed_of_a_few_calls(self):
        pickings = self.ship_many(self.parcels)
        self.send()
        for minutes in (2, 5, 10):
            with freeze_time(self.passed(minutes)):
                self.send()
        self.assert_each_told_once(pickings)
        calls = {
            operation: self.amazon.calls[operation]
            for operation in WRITE_OPERATIONS + READ_OPERATIONS
        }
        self.assertEqual(calls, {
            'confirmShipment': 0,
            'createFeedDocument': 1,
            'uploadFeedDocument': 1,
            'createFeed': 1,
            'getFeedDocument': 1,
            'downloadFeedDocument': 1,
        })
        self.assertLessEqual(self.amazon.calls['getFeed'], 3)


@tagged('-at_install', 'post_install', '-standard', 'thousand_orders')
class TestThousandParcels(TestManyParcels):
    parcels = 1000
