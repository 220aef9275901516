from unittest.mock import patch

from odoo.exceptions import UserError

from ...workshop.simulator import Item, faults
from ..series import add_choices
from .delivery_case import DeliveryCase


class ParcelsCase(DeliveryCase):

    def place_both(self, mugs=2):
        """Return the delivery of an order of mugs and a teapot."""
        return self.picking(self.place(items=[
            Item('AMZ-MUG-WHITE', quantity=mugs), Item('AMZ-TEAPOT'),
        ]))

    def assert_parcels(self, picking, *parcels):
        """Assert what Amazon knows: a tracking reference and pieces by product for each parcel."""
        self.send()
        sold = picking.sale_id.order_line
        product_of = {line.amazon_item_ref: line.product_id for line in sold}
        self.assertEqual(
            {
                package.tracking: {
                    product_of[item_ref]: pieces for item_ref, pieces in package.quantities.items()
                }
                for package in self.packages(picking)
            },
            dict(parcels),
        )
        self.assertEqual(len(self.packages(picking)), len(parcels))
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (len(parcels), 0))
        self.assertEqual(picking.amazon_sync_status, 'done')


class TestPackages(ParcelsCase):
    """A delivery in several packages is as many parcels as there are tracking references."""

    def test_packages_with_tracking_references_of_their_own(self):
        picking = self.place_both()
        self.pack(picking, {self.mug: 2}, tracking='1ZMUGS')
        self.pack(picking, {self.teapot: 1}, tracking='1ZTEAPOT')
        self.ship(picking, tracking=False)
        self.assert_parcels(
            picking, ('1ZMUGS', {self.mug: 2}), ('1ZTEAPOT', {self.teapot: 1})
        )

    def test_one_product_in_several_packages(self):
        picking = self.place_both(mugs=5)
        self.pack(picking, {self.mug: 2}, tracking='1ZTWO')
        self.pack(picking, {self.mug: 3, self.teapot: 1}, tracking='1ZTHREE')
        self.ship(picking, tracking=False)
        self.assert_parcels(
            picking, ('1ZTWO', {self.mug: 2}), ('1ZTHREE', {self.mug: 3, self.teapot: 1})
        )

    def test_packages_without_tracking_references_are_one_parcel(self):
        picking = self.place_both()
        self.pack(picking, {self.mug: 2})
        self.pack(picking, {self.teapot: 1})
        self.ship(picking, tracking='1ZALL')
        self.assert_parcels(picking, ('1ZALL', {self.mug: 2, self.teapot: 1}))

    def test_as_many_references_as_packages_are_one_for_each(self):
        picking = self.place_both()
        self.pack(picking, {self.mug: 2})
        self.pack(picking, {self.teapot: 1})
        self.ship(picking, tracking="1ZFIRST, 1ZSECOND")
        self.assert_parcels(
            picking, *zip(
                ('1ZFIRST', '1ZSECOND'),
                [
                    {line.product_id: line.quantity}
                    for package in picking._amazon_packages()
                    for line in picking.move_line_ids
                    if line.result_package_id == package
                ],
                strict=True,
            )
        )

    def test_more_references_than_packages_are_one_parcel_with_the_first(self):
        picking = self.place_both()
        self.pack(picking, {self.mug: 2, self.teapot: 1})
        self.ship(picking, tracking="1ZFIRST,1ZSECOND")
        self.assert_parcels(picking, ('1ZFIRST', {self.mug: 2, self.teapot: 1}))

    def test_reference_with_spaces_is_one_reference(self):
        picking = self.place_both()
        self.pack(picking, {self.mug: 2})
        self.pack(picking, {self.teapot: 1})
        self.ship(picking, tracking="1Z999 AA1")
        self.assert_parcels(picking, ("1Z999AA1", {self.mug: 2, self.teapot: 1}))

    def test_loose_goods_beside_a_package_have_the_reference_of_the_delivery(self):
        picking = self.place_both()
        self.pack(picking, {self.mug: 2}, tracking='1ZPACKED')
        self.ship(picking, tracking='1ZLOOSE')
        self.assert_parcels(
            picking, ('1ZPACKED', {self.mug: 2}), ('1ZLOOSE', {self.teapot: 1})
        )

    def test_loose_goods_without_reference_are_asked_for(self):
        picking = self.place_both()
        self.pack(picking, {self.mug: 2}, tracking='1ZPACKED')
        picking.carrier_id = self.ups
        picking.action_assign()
        with self.assertRaisesRegex(UserError, f"{picking.name}: the tracking reference"):
            self.validate(picking)

    def test_package_and_backorder_are_told_for_themselves(self):
        picking = self.place_both()
        picking.do_unreserve()
        self.pack(picking, {self.mug: 1}, tracking='1ZONE')
        picking.carrier_id = self.ups
        self.validate(picking)
        rest = picking.backorder_ids
        self.ship(rest, tracking='1ZREST')
        self.assert_parcels(
            rest, ('1ZONE', {self.mug: 1}), ('1ZREST', {self.mug: 1, self.teapot: 1})
        )

    def test_parcels_of_a_delivery_have_references_that_stay(self):
        picking = self.place_both()
        self.pack(picking, {self.mug: 2}, tracking='1ZMUGS')
        self.pack(picking, {self.teapot: 1}, tracking='1ZTEAPOT')
        self.amazon.faults.add('confirmShipment', faults.lost_answer, times=2)
        self.ship(picking, tracking=False)
        self.send()
        self.click(self.account, 'action_sync_pickings')
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (2, 0))


class TestConnectedCarrier(ParcelsCase):
    """A carrier that Odoo is connected with gives the tracking reference at validation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        carriers = cls.env['delivery.carrier']
        add_choices(cls, carriers._fields['delivery_type'], ['parcel_service'])
        cls.startClassPatcher(patch.object(
            cls.registry['delivery.carrier'], 'parcel_service_send_shipping',
            lambda carrier, pickings: [
                {'exact_price': 0.0, 'tracking_number': cls.give_tracking(carrier, picking)}
                for picking in pickings
            ],
            create=True,
        ))
        cls.connected = cls.create_delivery_method("DPD", delivery_type='parcel_service')

    @staticmethod
    def give_tracking(carrier, picking):
        """Return a reference for each package, comma-separated, as carriers' connectors do."""
        packages = carrier._get_packages_from_picking(picking, carrier.env['stock.package.type'])
        return ','.join(f'DPD-{package.name}' for package in packages)

    @classmethod
    def stop_giving(cls):
        return patch.object(cls, 'give_tracking', lambda carrier, picking: False)

    def test_nothing_is_asked_for_and_the_carriers_reference_is_told(self):
        picking = self.picking(self.place())
        self.pack(picking, {self.mug: 1})
        self.ship(picking, tracking=False, carrier=self.connected)
        self.assert_parcels(picking, (f'DPD-{picking._amazon_packages().name}', {self.mug: 1}))
        self.assertEqual(self.packages(picking)[0].carrier, 'DPD')

    def test_each_package_has_the_carriers_reference_for_it(self):
        picking = self.place_both(mugs=4)
        contents = [{self.mug: 1}, {self.mug: 3}, {self.teapot: 1}]
        packages = [self.pack(picking, content) for content in contents]
        self.ship(picking, tracking=False, carrier=self.connected)
        self.assert_parcels(picking, *(
            (f'DPD-{package.name}', content)
            for package, content in zip(packages, contents, strict=True)
        ))

    def test_carrier_that_gives_no_reference_is_a_failure_in_words(self):
        picking = self.picking(self.place())
        with self.stop_giving():
            self.ship(picking, tracking=False, carrier=self.connected)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertIn("what is missing: Tracking Reference", picking.amazon_sync_reason)
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)

        picking.carrier_tracking_ref = 'DPD-LATE'
        self.send()
        self.assert_parcels(picking, ('DPD-LATE', {self.mug: 1}))

    def test_carrier_that_is_not_sent_anything_needs_a_reference(self):
        self.connected.integration_level = 'rate'
        picking = self.picking(self.place())
        picking.carrier_id = self.connected
        with self.assertRaisesRegex(UserError, f"{picking.name}: the tracking reference"):
            self.validate(picking)


class TestCorrections(ParcelsCase):
    """What is corrected on a delivery after validation is corrected on Amazon, silently."""

    def setUp(self):
        super().setUp()
        self.delivery = self.place_both()
        self.package = self.pack(self.delivery, {self.mug: 2}, tracking='1ZMUGS')
        self.ship(self.delivery, tracking='1ZREST')

    def assert_corrected(self, *trackings, edits=1):
        """Assert what Amazon knows, and that buyers got no second notice."""
        self.send()
        packages = self.packages(self.delivery)
        self.assertEqual([package.tracking for package in packages], list(trackings))
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (2, edits))
        self.assertEqual(self.delivery.amazon_sync_status, 'done')

    def messages(self):
        return ' '.join(self.delivery.message_ids.mapped('body'))

    def test_tracking_reference_of_the_delivery(self):
        self.send()
        self.delivery.carrier_tracking_ref = '1ZCORRECTED'
        self.assertEqual(self.delivery.amazon_sync_status, 'pending')
        self.assert_corrected('1ZMUGS', '1ZCORRECTED')

    def test_tracking_reference_of_a_package(self):
        self.send()
        self.package.tracking_ref = '1ZCORRECTED'
        self.assert_corrected('1ZCORRECTED', '1ZREST')

    def test_package_without_reference_has_the_one_of_the_delivery(self):
        self.send()
        self.package.tracking_ref = False
        self.assert_corrected('1ZREST', '1ZREST')

    def test_carrier(self):
        self.send()
        self.delivery.carrier_id = self.create_delivery_method("DHL")
        self.assert_corrected('1ZMUGS', '1ZREST', edits=2)
        self.assertEqual({package.carrier for package in self.packages(self.delivery)}, {'DHL'})

    def test_what_is_entered_unchanged_is_not_sent_again(self):
        self.send()
        self.delivery.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1ZREST'})
        self.package.tracking_ref = '1ZMUGS'
        self.assert_corrected('1ZMUGS', '1ZREST', edits=0)

    def test_correction_before_sending_is_the_only_thing_sent(self):
        self.delivery.carrier_tracking_ref = '1ZCORRECTED'
        self.assert_corrected('1ZMUGS', '1ZCORRECTED', edits=0)

    def test_removed_reference_is_explained_and_not_sent(self):
        self.send()
        self.delivery.carrier_tracking_ref = False
        self.assertIn("a parcel cannot be taken back", self.messages())
        self.assertIn("UPS, 1ZREST", self.messages())
        self.assert_corrected('1ZMUGS', '1ZREST', edits=0)
        self.delivery.carrier_tracking_ref = '1ZCORRECTED'
        self.assert_corrected('1ZMUGS', '1ZCORRECTED')

    def test_removed_carrier_is_explained_and_not_sent(self):
        self.send()
        self.delivery.carrier_id = False
        self.assertIn("a parcel cannot be taken back", self.messages())
        self.assert_corrected('1ZMUGS', '1ZREST', edits=0)

    def test_reference_removed_before_sending_is_a_failure_in_words(self):
        self.delivery.carrier_tracking_ref = False
        self.send()
        self.assertEqual(self.delivery.amazon_sync_status, 'error')
        self.assertIn("what is missing: Tracking Reference", self.delivery.amazon_sync_reason)
        self.assertEqual([package.tracking for package in self.packages(self.delivery)], ['1ZMUGS'])

    def test_reference_removed_while_amazon_is_told_is_explained(self):
        self.amazon.faults.add('confirmShipment', faults.lost_answer, times=2)
        self.send()
        self.assertEqual(self.delivery.amazon_sync_status, 'sent')
        self.delivery.carrier_tracking_ref = False
        self.assertIn("a parcel cannot be taken back", self.messages())
        self.click(self.account, 'action_sync_pickings')
        self.assert_corrected('1ZMUGS', '1ZREST', edits=0)

    def test_several_references_for_one_parcel_show_the_first_and_say_so(self):
        delivery = self.picking(self.place())
        self.ship(delivery, tracking='1ZA, 1ZB')
        self.assertIn("one tracking reference for each parcel: 1ZA", delivery.message_ids[0].body)

        self.delivery = self.place_both()
        for product, pieces in ((self.mug, 2), (self.teapot, 1)):
            self.pack(self.delivery, {product: pieces})
        self.ship(self.delivery, tracking='1ZONE')
        self.delivery.carrier_tracking_ref = '1ZONE, 1ZTWO'
        self.assertEqual(self.delivery.amazon_sync_status, 'pending')
        self.assertEqual(self.delivery.amazon_shipment_ids.tracking_ref, '1ZONE')

    def test_reference_of_a_package_that_comes_too_late_is_explained(self):
        delivery = self.place_both()
        package = self.pack(delivery, {self.mug: 2})
        self.ship(delivery, tracking='1ZONE')
        package.tracking_ref = '1ZLATE'
        self.assertIn("came too late", delivery.message_ids[0].body)

    def test_package_that_travels_again_has_no_reference_of_its_first_journey(self):
        self.send()
        first = self.delivery
        self.package.unpack()
        second = self.place_both()
        second.carrier_id = self.ups
        second.action_assign()
        second.move_line_ids.result_package_id = self.package
        with self.assertRaisesRegex(UserError, "the tracking reference"):
            self.validate(second)
        self.package.tracking_ref = '1ZAGAIN'
        self.validate(second)
        self.send()
        self.assertEqual([package.tracking for package in self.packages(second)], ['1ZAGAIN'])
        self.assertIn('1ZMUGS', [package.tracking for package in self.packages(first)])
        self.assertFalse(self.shop.edits)

    def test_spaces_are_no_tracking_reference_of_a_package(self):
        delivery = self.picking(self.place())
        delivery.carrier_id = self.ups
        delivery.action_assign()
        self.pack(delivery, {self.mug: 1}, tracking='  ')
        with self.assertRaisesRegex(UserError, "the tracking reference"):
            self.validate(delivery)

    def test_told_parcel_cannot_be_deleted(self):
        self.send()
        with self.assertRaisesRegex(UserError, "would not take that back"):
            self.delivery.amazon_shipment_ids.unlink()


class TestBuyerIsLeftToAmazon(ParcelsCase):
    """Amazon tells its buyers that the parcel is on its way; Odoo must not."""

    def setUp(self):
        super().setUp()
        self.company.stock_move_email_validation = True

    def test_amazons_buyers_get_no_email_of_odoo(self):
        picking = self.place_and_ship()
        self.assertTrue(picking.partner_id)
        self.assertFalse(picking.message_ids.notified_partner_ids)
        self.assertFalse(picking.message_ids.filtered('email_layout_xmlid'))

    def test_other_customers_get_it(self):
        amazons = self.picking(self.place())
        order = self.ordinary_order(self.mug)
        pickings = amazons + order.picking_ids
        pickings.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1Z1'})
        self.validate(pickings)
        self.assertEqual(order.picking_ids.message_ids.notified_partner_ids, order.partner_id)
        self.assertFalse(amazons.message_ids.notified_partner_ids)
