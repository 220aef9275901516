from freezegun import freeze_time

from odoo.exceptions import UserError

from ...workshop.simulator import Item, faults
from .delivery_case import DeliveryCase


class LabelsCase(DeliveryCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.typo = cls.create_delivery_method("Fedx")
        cls.typo.amazon_carrier_id = cls.env['amazon.carrier'].create({'name': "Fedx"})

    def buy(self, order, mugs=None, carrier='DHL', tracking='JD01', **values):
        quantities = mugs and {'AMZ-MUG-WHITE': mugs}
        return self.shop.buy_label(order.order_id, quantities, carrier, tracking, **values)

    def told(self, order):
        """Return what counts of the packages on Amazon: tracking references and pieces."""
        return [
            (package.tracking, sum(package.quantities.values())) for package in order.packages
            if package.status != 'CANCELLED'
        ]

    def assert_taken_over(self, picking, carrier, tracking):
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(
            (picking.carrier_id.name, picking.carrier_tracking_ref), (carrier, tracking))
        self.assertEqual(len(picking.message_ids.filtered(
            lambda message: tracking in (message.body or '') and 'taken over' in message.body
        )), 1)

    def messages(self, record):
        return ' '.join(record.message_ids.mapped('body'))


class TestCanceledLabels(LabelsCase):
    """A label that was bought and canceled counts as nothing."""

    def test_real_parcel_is_told_after_the_label_was_canceled(self):
        order = self.place()
        label = self.buy(order)
        self.sync()
        self.shop.cancel_label(order.order_id, label.reference)
        self.sync()
        self.assertFalse(self.sale_order(order).amazon_shipment_ids)
        picking = self.ship(self.picking(order), tracking='1ZREAL')
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('1ZREAL', 1)])

    def test_label_canceled_before_odoo_ever_read_it(self):
        for is_counted in (False, True):
            with self.subTest(is_counted=is_counted):
                order = self.place()
                label = self.buy(order, is_counted=is_counted)
                self.shop.cancel_label(order.order_id, label.reference)
                self.sync()
                self.assertFalse(self.sale_order(order).amazon_shipment_ids)

    def test_detail_alone_says_that_the_label_was_canceled(self):
        order = self.place()
        self.buy(order)
        self.shop.mangle(order.order_id, lambda wire: wire['packages'][0].update(
            packageStatus={'status': 'PENDING', 'detailedStatus': 'LABEL_CANCELLED'}))
        self.sync()
        self.assertFalse(self.sale_order(order).amazon_shipment_ids)

    def test_parcel_refused_because_of_a_label_is_told_when_that_is_canceled(self):
        order = self.place(mugs=3)
        label = self.buy(order, mugs=2)
        picking = self.ship(self.picking(order), tracking='1ZREAL')
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.sync()
        self.shop.cancel_label(order.order_id, label.reference)
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'pending')
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('1ZREAL', 3)])

    def test_retry_helps_once_the_label_is_canceled(self):
        order = self.place(mugs=3)
        label = self.buy(order, mugs=2)
        picking = self.ship(self.picking(order), tracking='1ZREAL')
        self.send()
        self.shop.cancel_label(order.order_id, label.reference)
        self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(self.told(order), [('1ZREAL', 3)])

    def test_pieces_left_out_because_of_a_label_are_told_when_that_is_canceled(self):
        order = self.place(items=[Item('AMZ-MUG-WHITE', 2), Item('AMZ-TEAPOT')])
        label = self.shop.buy_label(order.order_id, {'AMZ-TEAPOT': 1}, 'DHL', 'JD01')
        self.sync()
        picking = self.ship(self.picking(order), tracking='1ZREAL')
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('JD01', 1), ('1ZREAL', 2)])
        self.shop.cancel_label(order.order_id, label.reference)
        self.sync()
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('1ZREAL', 3)])
        self.assertEqual(order.status, 'SHIPPED')
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (1, 1))

    def test_pieces_left_out_while_amazon_does_not_answer(self):
        order = self.place(items=[Item('AMZ-MUG-WHITE', 2), Item('AMZ-TEAPOT')])
        label = self.shop.buy_label(order.order_id, {'AMZ-TEAPOT': 1}, 'DHL', 'JD01')
        self.sync()
        picking = self.ship(self.picking(order), tracking='1ZREAL')
        self.amazon.faults.add('confirmShipment', faults.lost_answer)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'sent')
        self.shop.cancel_label(order.order_id, label.reference)
        self.sync()
        for minutes in (5, 10):
            with freeze_time(self.passed(minutes=minutes)):
                self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('1ZREAL', 3)])

    def test_label_canceled_after_the_delivery_asks_who_carries_it_now(self):
        order = self.place()
        label = self.buy(order)
        self.sync()
        picking = self.picking(order)
        self.validate(picking)
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.shop.cancel_label(order.order_id, label.reference)
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertIn("JD01 was canceled on Amazon", picking.amazon_sync_reason)
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1ZREAL'})
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('1ZREAL', 1)])

    def test_second_label_in_place_of_a_canceled_one_is_taken_over(self):
        order = self.place()
        label = self.buy(order)
        self.sync()
        picking = self.picking(order)
        self.validate(picking)
        self.shop.cancel_label(order.order_id, label.reference)
        self.buy(order, carrier='UPS', tracking='1ZSECOND')
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(picking.carrier_tracking_ref, '1ZSECOND')

    def test_tracking_reference_of_a_canceled_label_leaves_the_open_delivery(self):
        order = self.place()
        label = self.buy(order)
        self.sync()
        picking = self.picking(order)
        self.assertEqual(picking.carrier_tracking_ref, 'JD01')
        self.shop.cancel_label(order.order_id, label.reference)
        self.sync()
        self.assertFalse(picking.carrier_tracking_ref)
        with self.assertRaisesRegex(UserError, "the tracking reference"):
            self.validate(picking)

    def test_parcel_in_seller_central_that_is_gone_again_counts_as_nothing(self):
        order = self.place(mugs=2)
        self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 1}, tracking='1ZTWICE')
        self.sync()
        self.shop.lose_package(order.order_id, order.packages[0].reference)
        self.sync()
        self.assertFalse(self.sale_order(order).amazon_shipment_ids)
        self.assertIn("does not count these", self.messages(self.sale_order(order)))

    def test_one_of_two_parcels_in_seller_central_is_gone(self):
        order = self.place(mugs=2)
        self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 1}, tracking='1ZGONE')
        self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 1}, tracking='1ZSTAYS')
        self.sync()
        self.shop.lose_package(order.order_id, order.packages[0].reference)
        self.shop.cancel(order.order_id)
        self.assertEqual(order.status, 'SHIPPED')
        self.sync()
        self.assertEqual(
            self.sale_order(order).amazon_shipment_ids.mapped('tracking_ref'), ['1ZSTAYS'])

    def test_parcel_that_vanishes_is_told_again_when_a_person_says_so(self):
        order = self.place(mugs=2)
        picking = self.ship(self.picking(order), {self.mug: 1}, tracking='1ZREAL')
        self.send()
        self.sync()
        with freeze_time(self.passed(minutes=180)):
            self.shop.lose_package(order.order_id, order.packages[0].reference)
            self.sync()
            self.assertEqual(picking.amazon_sync_status, 'error')
            self.assertIn("does not any more", picking.amazon_sync_reason)
            self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('1ZREAL', 1)])


class TestTakenOverLabels(LabelsCase):
    """Nobody types what Amazon knows: the delivery takes over carrier and number."""

    def setUp(self):
        super().setUp()
        self.dhl = self.create_delivery_method("DHL")

    def test_open_delivery_gets_carrier_and_number_of_the_label(self):
        order = self.place()
        self.buy(order)
        self.sync()
        picking = self.picking(order)
        self.assertEqual((picking.carrier_id, picking.carrier_tracking_ref), (self.dhl, 'JD01'))
        self.validate(picking)
        self.send()
        self.assert_taken_over(picking, "DHL", 'JD01')
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)
        self.assertEqual(self.told(order), [('JD01', 1)])

    def test_open_delivery_of_what_is_not_on_stock_gets_them_too(self):
        self.env['stock.quant']._update_available_quantity(
            self.mug, self.env.ref('stock.stock_location_stock'), -self.mug.qty_available)
        order = self.place()
        self.buy(order)
        self.sync()
        picking = self.picking(order)
        self.assertFalse(picking.move_ids.quantity)
        self.assertEqual((picking.carrier_id, picking.carrier_tracking_ref), (self.dhl, 'JD01'))

    def test_part_with_a_label_of_its_own(self):
        order = self.place(mugs=3)
        self.buy(order, mugs=2)
        self.sync()
        picking = self.picking(order)
        self.assertFalse(picking.carrier_tracking_ref)
        picking.action_assign()
        picking.move_ids.quantity = 2
        self.validate(picking)
        self.assert_taken_over(picking, "DHL", 'JD01')
        rest = self.ship(self.picking(order) - picking, tracking='1ZREST')
        self.send()
        self.assertEqual(rest.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('JD01', 2), ('1ZREST', 1)])

    def test_two_labels_with_the_same_contents_are_not_guessed(self):
        order = self.place(mugs=2)
        self.buy(order, mugs=1)
        self.buy(order, mugs=1, tracking='JD02')
        self.sync()
        picking = self.picking(order)
        picking.action_assign()
        picking.move_ids.quantity = 1
        with self.assertRaisesRegex(UserError, "the tracking reference"):
            self.validate(picking)
        self.ship(picking, {self.mug: 1}, tracking='JD02', carrier=self.dhl)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        rest = self.picking(order) - picking
        self.validate(rest)
        self.assert_taken_over(rest, "DHL", 'JD01')

    def test_what_the_label_does_not_cover_is_told(self):
        order = self.place(mugs=3)
        self.buy(order, mugs=2)
        self.sync()
        picking = self.ship(self.picking(order), tracking='JD01', carrier=self.dhl)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('JD01', 2), ('JD01', 1)])

    def test_label_bought_before_odoo_ever_read_the_order(self):
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE')])
        self.buy(order)
        self.sync()
        picking = self.picking(order)
        self.assertEqual((picking.carrier_id, picking.carrier_tracking_ref), (self.dhl, 'JD01'))
        self.validate(picking)
        self.assert_taken_over(picking, "DHL", 'JD01')

    def test_label_for_a_part_bought_before_odoo_ever_read_the_order(self):
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE', quantity=5)])
        self.buy(order, mugs=2)
        self.sync()
        picking = self.ship(self.picking(order), tracking='1ZREST')
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('JD01', 2), ('1ZREST', 3)])

    def test_label_bought_after_the_delivery_was_validated(self):
        for is_counted in (False, True):
            with self.subTest(is_counted=is_counted):
                order = self.place()
                picking = self.ship(self.picking(order), tracking='1ZTYPED')
                self.buy(order, is_counted=is_counted)
                self.send()
                self.assert_taken_over(picking, "DHL", 'JD01')
                self.assertEqual(self.told(order), [('JD01', 1)])

    def test_number_typed_though_there_is_a_label(self):
        order = self.place()
        self.buy(order)
        self.sync()
        picking = self.ship(self.picking(order), tracking='1ZTYPED')
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual((picking.carrier_id, picking.carrier_tracking_ref), (self.dhl, 'JD01'))
        self.send()
        self.assertEqual(self.told(order), [('JD01', 1)])

    def test_carrier_that_no_delivery_method_is(self):
        order = self.place()
        self.buy(order, carrier='Royal Mail')
        self.sync()
        picking = self.picking(order)
        self.validate(picking)
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertFalse(picking.carrier_id)
        self.assertEqual(picking.amazon_shipment_ids.carrier_code, 'Royal Mail')

    def test_number_that_a_person_changes_is_not_told_of_amazons_label(self):
        order = self.place()
        self.buy(order)
        self.sync()
        picking = self.picking(order)
        self.validate(picking)
        picking.carrier_tracking_ref = '1ZOTHER'
        self.send()
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertIn("Change it in Seller Central", self.messages(picking))

    def test_label_of_several_products(self):
        order = self.place(items=[Item('AMZ-MUG-WHITE', 2), Item('AMZ-TEAPOT')])
        self.buy(order)
        self.sync()
        picking = self.picking(order)
        self.validate(picking)
        self.assert_taken_over(picking, "DHL", 'JD01')


class TestSellerCentralAfterFailure(LabelsCase):
    """A parcel that failed, and was shipped in Seller Central under another number."""

    def fail(self, order, quantities=None, picking=None):
        picking = self.ship(
            picking or self.picking(order), quantities, tracking='1ZWRONG', carrier=self.typo)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        return picking

    def enter(self, order, mugs=None, tracking='1ZRIGHT', carrier='UPS'):
        quantities = mugs and {'AMZ-MUG-WHITE': mugs}
        self.shop.ship(order.order_id, quantities, carrier=carrier, tracking=tracking)

    def test_delivery_takes_over_carrier_and_number(self):
        order = self.place()
        picking = self.fail(order)
        self.enter(order)
        self.sync()
        self.assert_taken_over(picking, "UPS", '1ZRIGHT')
        self.assertFalse(self.sale_order(order).amazon_shipment_ids - picking.amazon_shipment_ids)

    def test_what_a_person_changes_then_is_a_correction(self):
        order = self.place()
        picking = self.fail(order)
        self.enter(order)
        self.sync()
        picking.carrier_tracking_ref = '1ZCORRECTED'
        self.send()
        self.assertEqual(self.told(order), [('1ZCORRECTED', 1)])
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_part_entered_in_seller_central(self):
        order = self.place(mugs=3)
        picking = self.fail(order, {self.mug: 2})
        (self.picking(order) - picking).action_cancel()
        self.enter(order, mugs=2)
        self.sync()
        self.assert_taken_over(picking, "UPS", '1ZRIGHT')

    def test_part_that_may_be_another_delivery_is_not_guessed(self):
        order = self.place(mugs=2)
        picking = self.fail(order, {self.mug: 1})
        self.enter(order, mugs=1)
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertEqual(picking.carrier_tracking_ref, '1ZWRONG')
        self.assertIn("told of parcels without Odoo", self.messages(self.sale_order(order)))

    def test_two_failures_shipped_in_one_parcel(self):
        order = self.place(mugs=2)
        first = self.fail(order, {self.mug: 1})
        second = self.fail(order, picking=self.picking(order) - first)
        self.enter(order)
        self.sync()
        for picking in (first, second):
            self.assertEqual(picking.amazon_sync_status, 'done')
            self.assertEqual(picking.carrier_tracking_ref, '1ZRIGHT')

    def test_two_failures_shipped_in_two_parcels_that_nothing_tells_apart(self):
        order = self.place(mugs=2)
        first = self.fail(order, {self.mug: 1})
        second = self.fail(order, picking=self.picking(order) - first)
        self.enter(order, mugs=1, tracking='1ZA')
        self.enter(order, mugs=1, tracking='1ZB')
        self.sync()
        for picking in (first, second):
            self.assertEqual(picking.amazon_sync_status, 'done')
            self.assertIn("UPS 1ZA, UPS 1ZB", picking.amazon_sync_reason)
            self.assertEqual(picking.carrier_tracking_ref, '1ZWRONG')

    def test_two_failures_of_different_goods_get_each_its_own(self):
        order = self.place(items=[Item('AMZ-MUG-WHITE'), Item('AMZ-TEAPOT')])
        first = self.fail(order, {self.mug: 1, self.teapot: 0})
        second = self.fail(order, picking=self.picking(order) - first)
        self.shop.ship(order.order_id, {'AMZ-TEAPOT': 1}, carrier='UPS', tracking='1ZPOT')
        self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 1}, carrier='UPS', tracking='1ZMUG')
        self.sync()
        self.assert_taken_over(first, "UPS", '1ZMUG')
        self.assert_taken_over(second, "UPS", '1ZPOT')

    def test_package_of_which_amazon_does_not_say_what_is_in_it(self):
        order = self.place()
        picking = self.fail(order)
        self.enter(order)
        self.shop.mangle(order.order_id, lambda wire: wire['packages'][0].pop('packageItems'))
        self.sync()
        self.assert_taken_over(picking, "UPS", '1ZRIGHT')

    def test_order_of_which_amazon_lists_no_packages(self):
        order = self.place()
        picking = self.fail(order)
        self.enter(order)
        self.shop.mangle(order.order_id, lambda wire: wire.pop('packages'))
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_failed_surplus_is_not_red_once_all_is_shipped(self):
        order = self.place(mugs=2)
        first = self.ship(self.picking(order), {self.mug: 1}, tracking='1ZFIRST')
        self.send()
        second = self.fail(order, picking=self.picking(order) - first)
        self.shop.cancel(order.order_id)
        self.sync()
        self.assertEqual(first.amazon_sync_status, 'done')
        self.assertNotEqual(second.amazon_sync_status, 'error')
        self.assertIn("does not expect it", second.amazon_sync_reason)
        self.assertTrue(self.sale_order(order).amazon_conflict)

    def test_parcel_that_is_lost_and_not_missed_is_given_up(self):
        order = self.place(mugs=2)
        first = self.ship(self.picking(order), {self.mug: 1}, tracking='1ZFIRST')
        second = self.ship(self.picking(order) - first, tracking='1ZSECOND')
        self.send()
        self.sync()
        self.shop.lose_package(order.order_id, order.packages[1].reference)
        self.shop.cancel(order.order_id)
        self.sync()
        with freeze_time(self.passed(minutes=180)):
            self.send()
        self.assertEqual(first.amazon_sync_status, 'done')
        self.assertEqual(second.amazon_shipment_ids.state, 'given_up')
        self.assertIn("without this parcel", second.amazon_sync_reason)
        self.assertTrue(self.sale_order(order).amazon_conflict)

    def test_package_of_the_delivery_gets_the_number(self):
        order = self.place(items=[Item('AMZ-MUG-WHITE'), Item('AMZ-TEAPOT')])
        picking = self.picking(order)
        mugs = self.pack(picking, {self.mug: 1}, tracking='1ZMUGS')
        self.pack(picking, {self.teapot: 1}, tracking='1ZPOT')
        self.amazon.faults.add('confirmShipment', lambda call: call.refuse(
            faults.refused_input("TrackingNumber: is invalid")))
        self.ship(picking, tracking=False)
        self.send()
        self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 1}, carrier='UPS', tracking='1ZNEW')
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(mugs.tracking_ref, '1ZNEW')
