from freezegun import freeze_time

from ...workshop.simulator import faults
from .delivery_case import DeliveryCase


class TestDeliveryReadback(DeliveryCase):
    """What the order on Amazon shows is compared with what Odoo believes."""

    def ship_twice(self, mugs, first, tracking):
        """Ship an order of mugs in two deliveries that have the same tracking reference."""
        order = self.place(mugs=mugs)
        delivery = self.ship(self.picking(order), {self.mug: first}, tracking=tracking)
        self.send()
        backorder = self.picking(order) - delivery
        self.ship(backorder, tracking=tracking)
        return order, backorder

    def told(self, order):
        return [
            (package.tracking, sum(package.quantities.values())) for package in order.packages
        ]

    # === THE SAME TRACKING REFERENCE TWICE === #

    def test_unanswered_parcel_is_not_taken_for_another_one_of_the_order(self):
        order, backorder = self.ship_twice(mugs=2, first=1, tracking='DRIVER7')
        self.amazon.faults.add('confirmShipment', faults.server_error)
        self.send()
        with freeze_time(self.passed(minutes=5)):
            self.send()
        self.assertEqual(backorder.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('DRIVER7', 1), ('DRIVER7', 1)])

    def test_waiting_parcel_is_not_taken_for_another_one_of_the_order(self):
        order, backorder = self.ship_twice(mugs=3, first=1, tracking='DRIVER7')
        self.sync()
        self.assertEqual(backorder.amazon_sync_status, 'pending')
        self.send()
        self.assertEqual(self.told(order), [('DRIVER7', 1), ('DRIVER7', 2)])

    # === WHAT AMAZON KNOWS WITHOUT ODOO === #

    def tell_without_odoo(self, order, reference, mugs=1, tracking='1ZSAME'):
        mug = order.items[0].order_item_id
        self.shop.ship(order.order_id, {mug: mugs}, carrier='UPS', tracking=tracking)
        self.shop.change(order.order_id, lambda order: setattr(
            order.packages[-1], 'reference', reference or order.packages[-1].reference
        ))
        self.shop.notices.clear()

    def test_delivery_of_a_restored_database_is_the_parcel_that_amazon_knows(self):
        order = self.place(mugs=2)
        picking = self.picking(order)
        self.tell_without_odoo(order, f'{picking.id}01')
        self.sync()
        self.ship(picking, {self.mug: 1}, tracking='1ZSAME')
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.told(order), [('1ZSAME', 1)])
        self.assertFalse(self.shop.notices)

    def test_other_quantities_of_a_restored_database_are_corrected(self):
        order = self.place(mugs=3)
        picking = self.picking(order)
        self.tell_without_odoo(order, f'{picking.id}01')
        self.ship(picking, {self.mug: 2}, tracking='1ZSAME')
        self.sync()
        self.send()
        self.assertEqual(self.told(order), [('1ZSAME', 2)])
        self.assertFalse(self.shop.notices)

    def test_parcel_entered_in_seller_central_is_not_told_again(self):
        order = self.place(mugs=2)
        self.tell_without_odoo(order, None, tracking='1Z SAME')
        self.sync()
        self.ship(self.picking(order), {self.mug: 1}, tracking='1zsame')
        self.send()
        self.assertEqual(self.told(order), [('1Z SAME', 1)])
        self.assertFalse(self.shop.notices)

    def test_other_carrier_than_entered_in_seller_central_is_corrected(self):
        order = self.place(mugs=2)
        self.tell_without_odoo(order, None)
        self.sync()
        royal_mail = self.create_delivery_method("Royal Mail")
        self.ship(self.picking(order), {self.mug: 1}, tracking='1ZSAME', carrier=royal_mail)
        self.shop.change(order.order_id, lambda order: None)
        self.sync()
        self.send()
        self.assertEqual([package.carrier for package in order.packages], ['Royal Mail'])
        self.assertFalse(self.shop.notices)

    def test_parcel_entered_in_seller_central_while_limits_held_it_back_is_not_told(self):
        order = self.place()
        picking = self.ship(self.picking(order), tracking='1ZSAME')
        self.amazon.faults.add('confirmShipment', faults.throttle, times=10)
        self.send()
        self.amazon.faults.clear()
        self.tell_without_odoo(order, None)
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'done')

    # === WHAT AMAZON ACCEPTED WITHOUT EFFECT === #

    def test_parcel_that_no_order_shows_is_a_failure(self):
        picking = self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.empty(204))
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        with freeze_time(self.passed(minutes=180)):
            self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertIn("does not show it", picking.amazon_sync_reason)
        self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(len(self.packages(picking)), 1)

    def test_parcel_that_the_order_shows_is_looked_up_no_more(self):
        self.place_and_ship()
        self.send()
        self.sync()
        with freeze_time(self.passed(minutes=180)):
            self.send()
        self.assertEqual(self.amazon.calls['getOrder'], 0)

    def test_nothing_is_done_for_a_parcel_that_is_seen_after_it_was_looked_up_in_vain(self):
        self.place_and_ship()
        self.send()
        with freeze_time(self.passed(minutes=180)):
            self.amazon.faults.add('getOrder', faults.server_error)
            self.send()
            self.sync()
            self.env['ir.cron.trigger'].search([]).unlink()
        with freeze_time(self.passed(minutes=240)):
            self.send()
        self.assertFalse(self.env['ir.cron.trigger'].search([
            ('cron_id', '=', self.account.pickings_cron_id.id),
        ]), "the job would run every minute")

    def test_second_parcel_that_the_order_does_not_show_is_a_failure(self):
        order = self.place(mugs=2)
        first = self.ship(self.picking(order), {self.mug: 1}, tracking='1ZFIRST')
        self.send()
        second = self.picking(order) - first
        self.ship(second, tracking='1ZSECOND')
        self.amazon.faults.add('confirmShipment', faults.empty(204))
        self.send()
        with freeze_time(self.passed(minutes=180)):
            self.send()
        self.assertEqual((first + second).mapped('amazon_sync_status'), ['done', 'error'])
        self.assertIn("does not show it", second.amazon_sync_reason)

    def test_correction_that_the_order_does_not_show_is_a_failure(self):
        picking = self.place_and_ship()
        self.send()
        self.amazon.faults.add('confirmShipment', faults.empty(204))
        picking.carrier_tracking_ref = '1ZNEW'
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        with freeze_time(self.passed(minutes=180)):
            self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertIn("still shows 1Z999AA10123456784", picking.amazon_sync_reason)

    def test_correction_of_what_was_entered_in_seller_central_is_no_second_parcel(self):
        for is_sent in (False, True):
            with self.subTest(is_sent=is_sent):
                order = self.place(mugs=2)
                picking = self.picking(order)
                self.ship(picking, {self.mug: 1}, tracking='1ZENTERED')
                if is_sent:
                    self.amazon.faults.add('confirmShipment', faults.server_error)
                    self.send()
                mug = order.items[0].order_item_id
                self.shop.ship(order.order_id, {mug: 1}, carrier='UPS', tracking='1ZENTERED')
                self.sync()
                self.assertEqual(picking.amazon_sync_status, 'done')
                picking.carrier_tracking_ref = '1ZCORRECTED'
                self.send()
                self.assertEqual(self.told(order), [('1ZCORRECTED', 1)])
                self.assertFalse(
                    self.sale_order(order).amazon_shipment_ids - picking.amazon_shipment_ids
                )
