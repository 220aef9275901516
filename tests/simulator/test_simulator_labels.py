import re
from html import unescape

from odoo.tests import tagged

from ...workshop.simulator import Item, ShopError, faults
from .simulator_case import FeedCase


@tagged('-at_install', 'post_install')
class TestSimulatorLabels(FeedCase):
    """Labels that the seller buys on Amazon, and packages that come, move, and go away."""

    def setUp(self):
        super().setUp()
        self.order = self.shop.place('GB', items=[Item('AMZ-TEAPOT', 2)])

    def buy(self, units=None, **values):
        quantities = units and {'AMZ-TEAPOT': units}
        return self.shop.buy_label(self.order.order_id, quantities, **values)

    def counts(self):
        [item] = self.fetch(self.order, 'FULFILLMENT')['orderItems']
        counts = item['fulfillment']
        return self.order.status, counts['quantityFulfilled'], counts['quantityUnfulfilled']

    def statuses(self):
        return [
            tuple(package['packageStatus'].values()) for package in self.packages(self.order)]

    # === A LABEL === #

    def test_label_is_a_pending_package_with_a_reference_of_amazons(self):
        self.buy(1, tracking='1ZLABEL')
        [package] = self.packages(self.order)
        self.assertEqual(package['packageReferenceId'], 'GB-PKG-2026-001')
        self.assertEqual(
            package['packageStatus'], {'status': 'PENDING', 'detailedStatus': 'PENDING_PICK_UP'})
        self.assertEqual(package['trackingNumber'], '1ZLABEL')
        self.assertNotIn('shipTime', package)
        self.assertEqual(self.counts(), ('UNSHIPPED', 0, 2))
        self.assertFalse(self.shop.notices)

    def test_label_may_count_as_shipped_at_once(self):
        self.buy(is_counted=True)
        self.assertEqual(self.counts(), ('SHIPPED', 2, 0))
        self.assertEqual(len(self.shop.notices), 1)

    def test_canceled_label_leaves_its_units_to_ship(self):
        for is_counted in (False, True):
            with self.subTest(is_counted=is_counted):
                package = self.buy(is_counted=is_counted)
                self.shop.cancel_label(self.order.order_id, package.reference)
                self.assertEqual(self.statuses()[-1], ('CANCELLED', 'LABEL_CANCELLED'))
                self.assertEqual(self.counts(), ('UNSHIPPED', 0, 2))
        self.confirm(self.order, orderItems=[self.units(self.order, 2)])
        self.assertEqual(self.counts(), ('SHIPPED', 2, 0))

    def test_units_with_a_label_are_not_confirmed_as_well(self):
        self.buy(1)
        two = [self.units(self.order, 2)]
        self.assert_refused_for("can be fulfilled: 1", orderItems=two)
        self.buy(1)
        self.assert_refused_for("PackageToUpdateNotFound")

    def assert_refused_for(self, text, **different):
        response = self.confirm(self.order, **different)
        self.assertEqual(response.status_code, 400)
        self.assertIn(text, response.json['errors'][0]['message'])

    def test_package_comes_on_its_way(self):
        reference = self.buy(2).reference
        self.shop.hand_over(self.order.order_id, reference)
        self.assertEqual(self.counts(), ('SHIPPED', 2, 0))
        self.assertEqual(self.statuses(), [('SHIPPED',)])
        self.assertEqual(len(self.shop.notices), 1)
        for status, detail in (
            ('IN_TRANSIT', 'PICKED_UP'), ('DELIVERED', 'DELIVERED'),
            ('UNDELIVERABLE', 'RETURNED_TO_SELLER'),
        ):
            self.shop.move_package(self.order.order_id, reference, status)
            self.assertEqual(self.statuses(), [(status, detail)])
        self.assertEqual(self.counts(), ('SHIPPED', 2, 0))

    def test_package_that_vanishes_was_never_told(self):
        self.confirm(self.order, packageReferenceId='7')
        self.shop.lose_package(self.order.order_id, '7')
        self.assertFalse(self.fetch(self.order, 'PACKAGES').get('packages'))
        self.assertEqual(self.counts(), ('UNSHIPPED', 0, 2))
        self.assertFalse(self.shop.notices)

    def test_labels_of_what_is_canceled_or_shipped_otherwise_are_void(self):
        self.buy(1)
        self.shop.reduce(self.order.order_id, {'AMZ-TEAPOT': 1})
        self.assertEqual(self.statuses(), [('PENDING', 'PENDING_PICK_UP')])
        self.shop.ship(self.order.order_id)
        self.assertEqual(self.statuses()[0], ('CANCELLED', 'LABEL_CANCELLED'))

    def test_what_is_not_possible_is_said(self):
        package = self.buy()
        id_ = self.order.order_id
        for wrong in (
            lambda: self.buy(1),
            lambda: self.shop.move_package(id_, package.reference, 'DELIVERED'),
            lambda: self.shop.cancel_label(id_, '7'),
            lambda: self.shop.move_package(id_, package.reference, 'PENDING'),
            lambda: self.shop.buy_label(self.shop.place(channel='AMAZON').order_id),
        ):
            with self.assertRaises(ShopError):
                wrong()
        self.shop.hand_over(id_, package.reference)
        for wrong in (self.shop.cancel_label, self.shop.hand_over):
            with self.assertRaises(ShopError):
                wrong(id_, package.reference)

    # === WHAT IS NOT CONFIRMED, OR WITHOUT A NUMBER === #

    def test_programs_that_want_no_confirmation(self):
        for program in (
            'FBM_SHIP_PLUS', 'AMAZON_EASY_SHIP', 'DELIVERY_BY_AMAZON', 'IN_STORE_PICK_UP',
        ):
            with self.subTest(program):
                self.order = self.shop.place(programs=[program])
                self.assert_refused_for("does not require manual confirmation")
        self.assertEqual(self.confirm(self.shop.place(programs=['PRIME'])).status_code, 204)

    def test_letters_without_tracking_go_in_feeds_where_amazon_allows_them(self):
        for country, refusal in (('GB', ''), ('DE', ''), ('US', "TrackingNumber: is required")):
            with self.subTest(country):
                order = self.shop.place(country)
                outcome = self.outcome(self.envelope(
                    self.message(order, data=self.fulfillment_data(tracking=''))))
                self.assertIn(refusal, str(outcome))
                self.assertEqual(order.status, 'UNSHIPPED' if refusal else 'SHIPPED')
        self.assert_refused_for("TrackingNumber: is required", trackingNumber='')

    # === FAULTS === #

    def test_package_that_is_accepted_and_dropped(self):
        self.simulator.faults.add('confirmShipment', faults.accepted_and_dropped)
        self.assertEqual(self.confirm(self.order).status_code, 204)
        self.assertFalse(self.order.packages)

    def test_refusals_that_are_no_proof_of_anything(self):
        for fault, words in (
            (faults.package_version_refused, "InvalidPackageVersion"),
            (faults.updates_used_up, "maximum number of allowed updates"),
        ):
            self.simulator.faults.add('confirmShipment', fault)
            self.assert_refused_for(words)
            self.assertFalse(self.order.packages)
        self.simulator.faults.add(
            'confirmShipment', faults.after_answer(faults.package_version_refused))
        self.assert_refused_for("InvalidPackageVersion")
        self.assertEqual(len(self.order.packages), 1)

    # === ON THE PAGE === #

    def test_labels_on_the_page(self):
        self.press('buy-label')
        [package] = self.order.packages
        self.assertIn("label bought", self.page())
        self.assertIn("Pending · Pending pick up", self.page())
        self.press('cancel-label', package=package.reference)
        self.assertIn("Canceled · Label canceled", self.page())
        self.press('buy-label', is_counted='1', **{
            f'units:{self.order.items[0].order_item_id}': '1'})
        latest = self.order.packages[-1]
        self.assertEqual(self.order.status, 'PARTIALLY_SHIPPED')
        self.press('hand-over', package=latest.reference)
        self.press('move-package', package=latest.reference, package_status='UNDELIVERABLE')
        self.assertIn("Undeliverable · Returned to seller", self.page())
        self.press('lose-package', package=latest.reference)
        self.assertEqual(self.order.packages, [package])

    def page(self):
        text = unescape(self.client.get('/').get_data(as_text=True))
        return ' '.join(re.sub(r'<[^>]+>', ' ', text).split())

    def press(self, button, **form):
        response = self.client.post(
            f'/seller-central/{button}/{self.order.order_id}', data=form)
        self.assertEqual(response.status_code, 303, response.get_data(as_text=True))
