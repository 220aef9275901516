import json
from datetime import datetime, timedelta, timezone

from werkzeug.wrappers import Response

from odoo.tests import tagged

from ...spapi import (
    Rejected,
    Shipment,
    ShipmentItem,
    Throttled,
    Unavailable,
    packages_of,
    refusal,
)
from ...workshop.simulator import Item, faults
from .spapi_case import US, SpapiCase

CONFIRM = 'confirmShipment'


@tagged('-at_install', 'post_install')
class TestShipments(SpapiCase):
    """Parcels that Amazon is told of one by one."""

    def setUp(self):
        super().setUp()
        self.order = self.shop.place(items=[Item('AMZ-MUG-WHITE', 3)])

    def shipment(self, quantity=3, **different):
        [item] = self.order.items
        return Shipment(**{
            'order_ref': self.order.order_id,
            'marketplace_ref': US,
            'package_ref': '1',
            'carrier_code': 'UPS',
            'tracking_ref': '1Z999AA10123456784',
            'ship_time': datetime.now(timezone.utc) - timedelta(minutes=1),
            'items': (ShipmentItem(item.order_item_id, quantity),),
            **different,
        })

    def confirm(self, *args, **different):
        self.amazon.confirm_shipment(self.shipment(*args, **different))

    def refuse(self, status=400, **error):
        body = json.dumps({'errors': [error]})
        self.spoil(lambda call: Response(body, status, mimetype='application/json'), CONFIRM)

    def rejection(self, *args, **different):
        with self.assertRaises(Rejected) as caught:
            self.confirm(*args, **different)
        return caught.exception

    def packages(self):
        """Return what Amazon has of the order's packages."""
        return packages_of(self.amazon.get_order(self.order.order_id).payload)

    # === WHAT AMAZON IS TOLD === #

    def test_parcel_is_read_back_as_it_was_told(self):
        told = self.shipment(shipping_method="Ground")
        self.amazon.confirm_shipment(told)
        [package] = self.packages()
        self.assertEqual(package.reference, told.package_ref)
        self.assertEqual(package.carrier, told.carrier_code)
        self.assertEqual(package.tracking, told.tracking_ref)
        self.assertEqual(package.ship_time, told.ship_time.replace(microsecond=0))
        self.assertEqual(
            [(item.item_ref, item.quantity) for item in package.items],
            [(item.item_ref, item.quantity) for item in told.items],
        )

    def test_several_parcels(self):
        self.confirm(1)
        self.confirm(2, package_ref='2', tracking_ref='1Z999AA10123456799')
        self.assertEqual(
            [(package.reference, package.items[0].quantity) for package in self.packages()],
            [('1', 1), ('2', 2)],
        )

    def test_same_reference_changes_the_parcel(self):
        self.confirm(2)
        self.confirm(3, carrier_code='FedEx', tracking_ref='794644790138')
        [package] = self.packages()
        self.assertEqual((package.carrier, package.tracking), ('FedEx', '794644790138'))
        self.assertEqual(package.items[0].quantity, 3)

    def test_request_has_nothing_that_is_not_said(self):
        bodies = []
        self.spoil(lambda call: bodies.append(call.request.json) or call.answer(), CONFIRM)
        self.confirm()
        [body] = bodies
        self.assertEqual(set(body), {'marketplaceId', 'packageDetail'})
        self.assertEqual(set(body['packageDetail']), {
            'packageReferenceId', 'carrierCode', 'trackingNumber', 'shipDate', 'orderItems',
        })

    def test_other_carriers_have_a_name(self):
        self.confirm(carrier_code='Other', carrier_name="Bike & Söhne")
        self.assertEqual(len(self.packages()), 1)

    def test_typed_texts_are_cleaned(self):
        self.confirm(tracking_ref=' 1Z999\x00AA1\n')
        self.assertEqual(self.packages()[0].tracking, '1Z999AA1')

    # === WHAT AMAZON REFUSES === #

    def test_refusal_has_amazons_words(self):
        error = self.rejection(carrier_code='Upss')
        self.assertEqual(error.code, 'InvalidInput')
        self.assertIn('Upss', error.message)
        self.assertFalse(error.is_about_packages)

    def test_refusals_that_are_not_about_packages(self):
        for different in (
            {'package_ref': '0'}, {'tracking_ref': ''}, {'items': ()}, {'quantity': 4},
            {'carrier_code': 'Other'}, {'items': (ShipmentItem('1', 1),)},
            {'ship_time': datetime.now(timezone.utc) + timedelta(days=1)},
            {'order_ref': '111-1111111-1111111'},
        ):
            with self.subTest(different):
                self.assertFalse(self.rejection(**different).is_about_packages)

    def test_parcel_of_a_fulfilled_order(self):
        self.confirm()
        error = self.rejection(1, package_ref='2')
        self.assertTrue(error.is_about_packages)
        # Who changes what Amazon was told goes on doing so.
        self.confirm(tracking_ref='1Z999AA10123456799')

    def test_words_about_packages(self):
        for message, is_about_packages in (
            ("Failed to create package due to not finding a matching package.", True),
            ("Order already fulfilled.", True),
            ("The order has ALREADY BEEN SHIPPED.", True),
            ("errorMetric=PackageToUpdateNotFound", True),
            ("errorMetric=InvalidPackageVersion, packageIndex=null", True),
            ("Package has reached the maximum number of allowed updates.", True),
            ("Package reference is not valid.", False),
            ("NonexistentOrderItem", False),
        ):
            for key in ('message', 'details'):
                with self.subTest(message=message, key=key):
                    self.limiter.buckets.clear()
                    self.refuse(code='InvalidInput', **{'message': "Invalid.", key: message})
                    error = self.rejection()
                    self.assertEqual(error.is_about_packages, is_about_packages)
                    self.assertIn(message, str(error))

    def test_words_of_what_is_not_to_be_confirmed(self):
        for message, is_not_to_confirm in (
            ("Ship+ orders do not support the confirmShipment operation.", True),
            ("This order doesn't require manual confirmation.", True),
            ("Easy Ship order.", True),
            ("Selected carrier is not supported: Shipping+", False),
            ("TrackingNumber: is required.", False),
        ):
            with self.subTest(message):
                self.limiter.buckets.clear()
                self.refuse(code='InvalidInput', message=message)
                self.assertEqual(self.rejection().is_not_to_confirm, is_not_to_confirm)
                self.assertEqual(refusal(message).is_not_to_confirm, is_not_to_confirm)

    def test_words_are_one_line_of_limited_length(self):
        self.refuse(code='InvalidInput', message="One\r\ntwo", details="three " * 800)
        error = self.rejection()
        self.assertTrue(error.message.startswith("One two three"))
        self.assertEqual(len(error.message.splitlines()), 1)
        self.assertLessEqual(len(error.message), 1000)

    def test_all_of_amazons_errors_are_told(self):
        body = json.dumps({'errors': [
            {'code': 'InvalidInput', 'message': "Invalid.", 'details': "Carrier."},
            {'code': 'InvalidInput', 'message': "Invalid.", 'details': "Quantity."},
        ]})
        self.spoil(lambda call: Response(body, 400, mimetype='application/json'), CONFIRM)
        self.assertEqual(self.rejection().message, "Invalid. Carrier. Quantity.")

    def test_reference_that_is_none_asks_nothing(self):
        for order_ref in ('', '../../feeds', '111?x=1', '111-1111111-1111111\n'):
            with self.subTest(order_ref):
                self.rejection(order_ref=order_ref)
        self.assertEqual(self.simulator.calls, {})

    # === WHAT NOBODY KNOWS === #

    def test_only_amazons_success_is_a_success(self):
        for status in (200, 201, 202, 301, 304):
            for body in ('', '{}', '<html>Please log in</html>'):
                with self.subTest(status=status, body=body):
                    self.limiter.buckets.clear()
                    self.spoil(lambda call, given=(body, status): Response(*given), CONFIRM)
                    self.assertRaises(Unavailable, self.confirm)
        self.assertEqual(self.packages(), ())

    def test_repeat_after_a_lost_answer_is_the_same_parcel(self):
        self.spoil(faults.lost_answer, CONFIRM)
        self.assertRaises(Unavailable, self.confirm)
        self.assertEqual(len(self.packages()), 1)
        self.confirm()
        self.assertEqual(len(self.packages()), 1)

    def test_temporary_failures_are_unavailable(self):
        for fault in (
            faults.server_error, faults.html_503, faults.connection_reset, faults.empty(503),
            faults.message_404,
        ):
            self.spoil(fault, CONFIRM)
            self.assertRaises(Unavailable, self.confirm)

    def test_limit_is_kept(self):
        self.simulator.limits.enabled = False
        for _number in range(10):
            self.confirm()
        with self.assertRaises(Throttled):
            for _number in range(5):
                self.confirm()

    def test_amazon_throttles(self):
        self.spoil(faults.throttle, CONFIRM)
        self.assertRaises(Throttled, self.confirm)


@tagged('-at_install', 'post_install')
class TestPackagesOf(SpapiCase):

    def test_packages_of_what_is_unreadable(self):
        for payload in (
            '', 'null', '[]', '7', '{', '{"packages": null}', '{"packages": 7}',
            '{"packages": [null, 7, {}, {"packageReferenceId": null}]}', '[' * 100_000,
            f'{{"packages": {"9" * 5000}}}', None,
        ):
            with self.subTest(str(payload)[:40]):
                self.assertEqual(packages_of(payload), ())

    def test_status_of_a_package_and_its_details(self):
        for status, words in (
            ({'status': 'CANCELLED', 'detailedStatus': 'LABEL_CANCELLED'},
             ('cancelled', 'label_cancelled')),
            ({'status': 'DELIVERED'}, ('delivered', '')),
            ({'detailedStatus': 7}, ('', '')), (None, ('', '')), ('SHIPPED', ('', '')),
        ):
            with self.subTest(status):
                [package] = packages_of(json.dumps({'packages': [
                    {'packageReferenceId': 'UK-PKG-2024-001', 'packageStatus': status},
                ]}))
                self.assertEqual((package.status, package.detailed_status), words)

    def test_good_packages_beside_bad_ones(self):
        [package] = packages_of(json.dumps({'packages': [
            {'packageReferenceId': '1', 'carrier': 7, 'shipTime': 'yesterday', 'packageItems': [
                {'orderItemId': 'A', 'quantity': '2'}, {'orderItemId': 'B', 'quantity': 2},
            ]},
            {'packageReferenceId': 5},
        ]}))
        self.assertEqual((package.reference, package.carrier, package.ship_time), ('1', '', None))
        self.assertEqual(
            [(item.item_ref, item.quantity) for item in package.items], [('B', 2)]
        )
