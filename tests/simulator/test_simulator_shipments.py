import datetime

from odoo.tests import tagged

from ...workshop.simulator import Item, faults
from .simulator_case import SimulatorCase


@tagged('-at_install', 'post_install')
class TestConfirmShipment(SimulatorCase):

    def setUp(self):
        super().setUp()
        self.order = self.shop.place(items=[Item('AMZ-TEAPOT', 3), Item('AMZ-MUG-WHITE')])

    def assert_confirmed(self, response):
        self.assertEqual((response.status_code, response.data), (204, b''))

    def assert_not_confirmed(self, text, order=None, **different):
        """The confirmation is refused with this text, and changes nothing."""
        order = order or self.order
        before = self.fetch(order, 'PACKAGES', 'FULFILLMENT')
        self.simulator.clock.advance(1)
        response = self.confirm(order, **different)
        self.assertEqual(response.status_code, 400, response.data)
        [error] = response.json['errors']
        self.assertEqual(error['code'], 'InvalidInput')
        self.assertIn(text, error['message'])
        self.assertEqual(self.fetch(order, 'PACKAGES', 'FULFILLMENT'), before)

    def quantities(self):
        return [
            (item['fulfillment']['quantityFulfilled'], item['fulfillment']['quantityUnfulfilled'])
            for item in self.fetch(self.order, 'FULFILLMENT')['orderItems']]

    # === WHAT IS TAKEN === #

    def test_package_is_shown_on_the_order(self):
        self.assert_confirmed(self.confirm(
            self.order, carrierCode='Deutsche Post', trackingNumber='RR123',
            shippingMethod='Registered', shipDate='2026-02-03T10:00:00+01:00'))
        [package] = self.packages(self.order)
        self.assertEqual(package, {
            'packageReferenceId': '1',
            'createdTime': '2026-02-03T09:00:00.000Z',
            'packageStatus': {'status': 'SHIPPED'},
            'carrier': 'Deutsche Post',
            'shipTime': '2026-02-03T09:00:00.000Z',
            'shippingService': 'Registered',
            'trackingNumber': 'RR123',
            'packageItems': [self.units(self.order, 1)],
        })

    def test_order_is_shipped_in_parts(self):
        self.confirm(self.order)
        self.assertEqual(self.order.status, 'PARTIALLY_SHIPPED')
        self.assertEqual(self.quantities(), [(1, 2), (0, 1)])
        rest = [self.units(self.order, 2), self.units(self.order, 1, number=1)]
        self.assert_confirmed(self.confirm(
            self.order, packageReferenceId='2', orderItems=rest))
        self.assertEqual(self.order.status, 'SHIPPED')
        self.assertEqual(self.quantities(), [(3, 0), (1, 0)])
        self.assertEqual(len(self.packages(self.order)), 2)

    def test_confirmation_counts_as_an_update(self):
        before = self.fetch(self.order)['lastUpdatedTime']
        self.simulator.clock.advance(1)
        self.confirm(self.order)
        self.assertGreater(self.fetch(self.order)['lastUpdatedTime'], before)

    def test_the_same_reference_is_an_edit(self):
        self.confirm(self.order)
        self.assert_confirmed(self.confirm(
            self.order, carrierCode='DHL', trackingNumber='JD01',
            orderItems=[self.units(self.order, 3)]))
        [package] = self.packages(self.order)
        self.assertEqual((package['carrier'], package['trackingNumber']), ('DHL', 'JD01'))
        self.assertEqual(package['packageItems'], [self.units(self.order, 3)])
        self.assertEqual(self.quantities(), [(3, 0), (0, 1)])

    def test_less_in_an_edit_is_left_to_ship_again(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 2)])
        self.confirm(order, orderItems=[self.units(order, 2)])
        self.assertEqual(order.status, 'SHIPPED')
        self.assert_confirmed(self.confirm(order, orderItems=[self.units(order, 1)]))
        self.assertEqual((order.status, order.items[0].unshipped), ('PARTIALLY_SHIPPED', 1))

    def test_package_of_a_shipped_order_can_be_edited(self):
        order = self.shop.place()
        self.confirm(order)
        self.assert_confirmed(self.confirm(order, trackingNumber='1Z0002'))
        self.assertEqual(self.packages(order)[0]['trackingNumber'], '1Z0002')
        self.assertEqual(order.status, 'SHIPPED')

    def test_carrier_that_amazon_does_not_know(self):
        self.assert_confirmed(
            self.confirm(self.order, carrierCode='Other', carrierName="Bike & Co"))
        self.assertEqual(self.packages(self.order)[0]['carrier'], "Bike & Co")

    def test_strange_tracking_number_is_taken(self):
        self.assert_confirmed(self.confirm(self.order, trackingNumber="by hand"))

    # === WHAT IS REFUSED === #

    def test_reference_is_a_text(self):
        self.assert_not_confirmed(
            "invalid type [packageDetail.packageReferenceId]", packageReferenceId=1)

    def test_reference_is_a_positive_number(self):
        for reference in ('0', '-1', '1.0', 'A1', '', '１'):
            with self.subTest(reference):
                self.assert_not_confirmed(
                    "must be a positive numeric value", packageReferenceId=reference)

    def test_carrier_is_written_as_amazon_does(self):
        for carrier in ('ups', 'UPS ', 'DeutschePost', 'Pony Express', ''):
            with self.subTest(carrier):
                self.assert_not_confirmed("InvalidCarrier", carrierCode=carrier)

    def test_other_carrier_has_a_name(self):
        for name in ({}, {'carrierName': ' '}):
            with self.subTest(name):
                self.assert_not_confirmed("CarrierName", carrierCode='Other', **name)

    def test_tracking_number_is_required(self):
        self.assert_not_confirmed("TrackingNumber: is required", trackingNumber=' ')

    def test_ship_date_is_a_time_that_has_been(self):
        now = self.simulator.clock.now()
        soon = (now + datetime.timedelta(seconds=30)).isoformat()
        self.assert_not_confirmed("must not be in the future", shipDate=soon)
        for text in ('2026-01-01', '2026-01-01 12:00:00', 'yesterday'):
            with self.subTest(text):
                self.assert_not_confirmed("ISO 8601", shipDate=text)

    def test_items_are_the_orders(self):
        other = self.shop.place()
        self.assert_not_confirmed("NonexistentOrderItem", orderItems=[self.units(other, 1)])
        self.assert_not_confirmed("OrderItems: is required", orderItems=[])
        twice = [self.units(self.order, 1), self.units(self.order, 1)]
        self.assert_not_confirmed("more than once", orderItems=twice)

    def test_quantity_is_positive_and_left_to_ship(self):
        for quantity in (0, -1):
            self.assert_not_confirmed(
                "Quantity: is invalid", orderItems=[self.units(self.order, quantity)])
        self.confirm(self.order, orderItems=[self.units(self.order, 2)])
        two = [self.units(self.order, 2)]
        self.assert_not_confirmed(
            "larger than the quantity that can be fulfilled: 1", packageReferenceId='2',
            orderItems=two)
        # An edit may use what the package had.
        self.assert_not_confirmed(
            "can be fulfilled: 3", orderItems=[self.units(self.order, 4)])

    def test_quantity_that_the_buyer_cancelled(self):
        self.confirm(self.order)
        self.shop.cancel(self.order.order_id)
        self.assert_not_confirmed("PackageToUpdateNotFound", packageReferenceId='2')

    def test_order_already_fulfilled(self):
        order = self.shop.place()
        self.confirm(order)
        self.assert_not_confirmed(
            "not finding a matching package or order already fulfilled", order,
            packageReferenceId='2')
        self.assert_not_confirmed("PackageToUpdateNotFound", order, packageReferenceId='2')

    def test_orders_that_are_not_to_be_shipped_by_the_merchant(self):
        for text, values in (
            ("fulfilled by Amazon", {'channel': 'AMAZON'}),
            ("NonexistentOrderItem", {'status': 'CANCELLED'}),
            ("is PENDING", {'status': 'PENDING'}),
            ("is UNFULFILLABLE", {'status': 'UNFULFILLABLE'}),
        ):
            with self.subTest(values):
                self.assert_not_confirmed(text, self.shop.place(**values))

    def test_marketplace_is_the_orders(self):
        self.assert_not_confirmed("MarketplaceId", marketplace_id='A1PA6795UKMFR9')

    def test_cash_on_delivery(self):
        path = f'/orders/v0/orders/{self.order.order_id}/shipmentConfirmation'
        for method, status in (('Cheque', 400), ('DirectPayment', 204)):
            body = {**self.confirmation(self.order), 'codCollectionMethod': method}
            self.assertEqual(self.post(path, body).status_code, status)

    def test_unknown_order(self):
        stranger = self.simulator.add_seller().shop.place()
        self.assert_refused(self.confirm(stranger), 404, 'NotFound')

    def test_fields_are_there_and_of_their_type(self):
        for name in ('packageReferenceId', 'carrierCode', 'trackingNumber', 'shipDate',
                     'orderItems'):
            with self.subTest(name):
                self.assert_not_confirmed(
                    f"invalid type [packageDetail.{name}]", **{name: None})
        for quantity in ('1', 1.5, True, None):
            with self.subTest(quantity):
                self.assert_not_confirmed(
                    "invalid type [packageDetail.orderItems[0].quantity]",
                    orderItems=[self.units(self.order, quantity)])
        self.assert_not_confirmed(
            "missing fields [packageDetail.orderItems[0].orderItemId]",
            orderItems=[{'quantity': 1}])
        self.assert_not_confirmed("invalid type [packageDetail.orderItems]", orderItems=['1'])

    def test_body_is_json(self):
        path = f'/orders/v0/orders/{self.order.order_id}/shipmentConfirmation'
        for body in (b'', b'[]', b'<xml/>'):
            with self.subTest(body):
                response = self.client.post(path, data=body, headers=self.headers())
                self.assertEqual(response.status_code, 400)
        response = self.post(path, {'marketplaceId': self.order.marketplace.id})
        self.assertIn("missing fields [packageDetail]", response.json['errors'][0]['message'])

    def test_access_token_is_needed(self):
        self.access_token = None
        self.assert_refused(self.confirm(self.order), 403, 'Unauthorized')

    # === WHAT BUYERS ARE TOLD === #

    def test_buyer_is_told_once_for_each_package(self):
        self.confirm(self.order)
        self.confirm(self.order)
        self.confirm(self.order, packageReferenceId='2', trackingNumber='1Z0002')
        self.confirm(self.order, packageReferenceId='3', carrierCode='ups')
        id_ = self.order.items[0].order_item_id
        self.assertEqual(
            [(told.order_id, told.reference, told.carrier, told.tracking, told.quantities)
             for told in self.shop.notices],
            [(self.order.order_id, '1', 'UPS', '1Z0001', {id_: 1}),
             (self.order.order_id, '2', 'UPS', '1Z0002', {id_: 1})])
        self.assertEqual([told.reference for told in self.shop.edits], ['1'])

    def test_buyer_is_told_of_what_is_shipped_by_hand(self):
        self.shop.ship(self.order.order_id, {'AMZ-TEAPOT': 1}, tracking='1Z7')
        self.assertEqual([told.tracking for told in self.shop.notices], ['1Z7'])

    def test_packages_made_by_hand_take_no_reference_of_the_seller(self):
        self.shop.ship(self.order.order_id, {'AMZ-TEAPOT': 1})
        self.assert_confirmed(self.confirm(self.order))
        self.assertEqual(len(self.packages(self.order)), 2)

    # === WHAT GOES WRONG === #

    def test_answer_is_lost_but_the_package_is_not(self):
        self.simulator.faults.add('confirmShipment', faults.lost_answer)
        with self.assertRaises(ConnectionResetError):
            self.confirm(self.order)
        self.assertEqual(len(self.packages(self.order)), 1)
        self.assert_confirmed(self.confirm(self.order))
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (1, 1))

    def test_published_limit(self):
        self.simulator.limits.enabled = True
        statuses = [self.confirm(self.order).status_code for _number in range(11)]
        self.assertEqual(statuses, [204] * 10 + [429])
        self.wait(1)
        self.assertEqual(
            [self.confirm(self.order).status_code for _number in range(3)], [204, 204, 429])
