from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ...workshop.simulator import faults
from .delivery_case import DeliveryCase


class TestDeliveryFailures(DeliveryCase):

    def setUp(self):
        super().setUp()
        self.account.user_id = self.env['res.users'].create({
            'name': "Responsible", 'login': 'responsible', 'email': 'responsible@example.com',
        })
        self.typo = self.create_delivery_method("Fedx")
        self.typo.amazon_carrier_id = self.env['amazon.carrier'].create({'name': "Fedx"})

    def ship_with_typo(self):
        return self.ship(self.picking(self.place()), carrier=self.typo)

    def mails(self):
        return self.env['mail.mail'].sudo().search([
            ('model', '=', 'amazon.account'), ('res_id', '=', self.account.id),
            ('subject', 'ilike', "synchronization with Amazon failed"),
        ])

    # === WHAT PEOPLE GET TO SEE === #

    def test_refused_delivery_has_the_tag_and_amazons_words(self):
        picking = self.ship_with_typo()
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertIn("carrier is not supported: Fedx", picking.amazon_sync_reason)
        self.assertEqual(picking.sale_id.amazon_sync_status, 'error')

    def test_one_email_lists_all_failures_with_links(self):
        pickings = self.ship_with_typo() + self.ship_with_typo()
        self.send()
        mail = self.mails()
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.account.user_id.partner_id)
        for picking in pickings:
            self.assertIn(picking.name, mail.body_html)
            self.assertIn(f'model=stock.picking&amp;res_id={picking.id}', mail.body_html)
        self.assertIn("carrier is not supported: Fedx", mail.body_html)

    def test_what_keeps_failing_is_told_once(self):
        self.ship_with_typo()
        self.send()
        self.send()
        self.assertEqual(len(self.mails()), 1)
        activity = self.account.activity_ids
        self.assertEqual((len(activity), activity.user_id), (1, self.account.user_id))

    def test_corrected_delivery_is_sent_again_by_retry(self):
        picking = self.ship_with_typo()
        self.send()
        picking.carrier_id = self.ups
        self.assertEqual(picking.amazon_sync_status, 'error', "until somebody clicks")
        notification = self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(notification['params']['type'], 'success')
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual([package.carrier for package in self.packages(picking)], ['UPS'])
        self.send()
        self.assertFalse(self.account.activity_ids, "nothing is left to mend")

    def test_retry_without_correction_says_why_again(self):
        picking = self.ship_with_typo()
        self.send()
        notification = self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(notification['params']['type'], 'warning')
        self.assertIn("carrier is not supported: Fedx", notification['params']['message'])

    def test_retry_of_what_is_not_amazons_says_so(self):
        picking = self.env['stock.picking'].create({
            'picking_type_id': self.warehouse.out_type_id.id,
        })
        with self.assertRaisesRegex(UserError, "nothing to be told"):
            picking.action_retry_amazon_sync()

    def test_one_refused_parcel_does_not_stop_the_others(self):
        refused, good = self.ship_with_typo(), self.place_and_ship()
        self.send()
        self.assertEqual((refused + good).mapped('amazon_sync_status'), ['error', 'done'])

    # === WHAT AMAZON DOES NOT ANSWER === #

    def test_parcel_that_amazon_stumbles_over_does_not_stop_the_others(self):
        stumbling, good = self.place_and_ship(), self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.server_error)
        self.send()
        self.assertEqual((stumbling + good).mapped('amazon_sync_status'), ['sent', 'done'])
        with freeze_time(self.passed(minutes=5)):
            self.send()
        self.assertEqual(stumbling.amazon_sync_status, 'done')
        self.assertEqual(len(self.shop.notices), 2, "each buyer was told once")

    def test_outage_stops_the_run_and_is_shown(self):
        pickings = self.place_and_ship() + self.place_and_ship() + self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.html_503, times=2)
        self.send()
        self.assertEqual(self.amazon.calls['confirmShipment'], 2)
        self.assertIn("503", self.account.pickings_sync_message)
        with freeze_time(self.passed(minutes=5)):
            self.send()
        self.assertEqual(set(pickings.mapped('amazon_sync_status')), {'done'})
        self.assertFalse(self.account.pickings_sync_message)
        self.assertEqual(len(self.shop.notices), 3)

    def test_answer_lost_after_amazon_accepted_is_found_on_the_order(self):
        picking = self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.lost_answer)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'sent')
        with freeze_time(self.passed(minutes=5)):
            self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.amazon.calls['confirmShipment'], 1)
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (1, 0))

    def test_silence_for_days_is_a_failure(self):
        picking = self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.server_error)
        self.amazon.faults.add('getOrder', faults.server_error, times=50)
        for hours in range(0, 72, 3):
            with freeze_time(self.passed(minutes=60 * hours)):
                self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertEqual(len(self.mails()), 1)

    def test_revoked_access_keeps_the_parcels_waiting(self):
        picking = self.place_and_ship()
        self.amazon.lwa.revoke(self.refresh_token)
        self.send()
        self.assertEqual(self.account.state, 'unauthorized')
        self.assertEqual(picking.amazon_sync_status, 'pending')
        with self.assertRaisesRegex(UserError, "not linked"):
            self.click(picking, 'action_retry_amazon_sync')

    # === WHAT AMAZON KNOWS ANYWAY === #

    def test_failed_parcel_that_amazon_has_becomes_synchronized(self):
        picking = self.ship_with_typo()
        self.send()
        order = picking.sale_id.amazon_order_ref
        self.shop.ship(order, carrier='FedEx', tracking='1z 999aa10123456784')
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertFalse(picking.sale_id.amazon_shipment_ids - picking.amazon_shipment_ids)

    def test_parcel_that_amazon_was_told_of_without_odoo_is_noted_once(self):
        order = self.place(mugs=2)
        mug = order.items[0].order_item_id
        self.shop.ship(order.order_id, {mug: 1}, carrier='DHL', tracking='ELSEWHERE1')
        self.sync()
        self.shop.change(order.order_id, lambda order: None)
        self.sync()
        parcel = self.sale_order(order).amazon_shipment_ids
        self.assertEqual((parcel.state, parcel.tracking_ref), ('confirmed', 'ELSEWHERE1'))
        self.assertFalse(parcel.picking_id)
        notes = self.sale_order(order).message_ids.filtered(
            lambda message: 'ELSEWHERE1' in message.body
        )
        self.assertEqual(len(notes), 1)

    def test_order_shipped_in_seller_central_is_taken_over_not_told_twice(self):
        order = self.place()
        self.shop.ship(order.order_id, carrier='DHL', tracking='ELSEWHERE1')
        picking = self.ship(self.picking(order))
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(len(order.packages), 1)
        self.assertEqual(picking.carrier_tracking_ref, 'ELSEWHERE1')
        self.assertFalse(self.sale_order(order).amazon_shipment_ids - picking.amazon_shipment_ids)

    # === WHAT AMAZON NEED NOT KNOW === #

    def test_failure_that_nobody_can_mend_is_given_up(self):
        picking = self.ship_with_typo()
        self.send()
        self.click(picking, 'action_give_up_amazon_sync')
        self.assertFalse(picking.amazon_sync_status)
        self.assertEqual(picking.amazon_shipment_ids.state, 'given_up')
        self.assertIn("decided that Amazon is not told", picking.amazon_shipment_ids.reason)
        self.send()
        self.assertFalse(self.account.activity_ids)
        picking.carrier_id = self.ups
        self.send()
        self.assertFalse(self.packages(picking))

    def test_given_up_parcel_that_amazon_has_is_synchronized(self):
        picking = self.ship_with_typo()
        self.send()
        self.click(picking, 'action_give_up_amazon_sync')
        self.shop.ship(picking.amazon_order_ref, carrier='FedEx', tracking='1Z999AA10123456784')
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_retry_that_changes_nothing_sends_no_further_email(self):
        picking = self.ship_with_typo()
        self.send()
        for _ in range(2):
            self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(len(self.mails()), 1)

    def test_typo_mended_on_the_delivery_method_before_sending(self):
        picking = self.ship_with_typo()
        self.typo.amazon_carrier_id = self.ups.amazon_carrier_id
        self.send()
        self.assertEqual([package.carrier for package in self.packages(picking)], ['UPS'])

    def test_order_that_amazon_was_told_of_cannot_be_deleted(self):
        order = self.place(mugs=2)
        self.ship(self.picking(order), {self.mug: 1})
        self.send()
        sale_order = self.sale_order(order)
        sale_order._action_cancel()
        with self.assertRaisesRegex(UserError, "told of this parcel|have left the stock"):
            sale_order.unlink()

    def test_only_what_failed_is_given_up(self):
        order = self.place(mugs=2)
        failed = self.ship(self.picking(order), {self.mug: 1}, carrier=self.typo)
        self.send()
        waiting = self.ship(self.picking(order) - failed)
        self.click(self.sale_order(order), 'action_give_up_amazon_sync')
        self.assertEqual(waiting.amazon_sync_status, 'pending')
        self.send()
        self.assertEqual(waiting.amazon_sync_status, 'done')

    def test_given_up_parcel_stays_so_until_somebody_retries_it(self):
        picking = self.ship_with_typo()
        self.send()
        self.click(picking, 'action_give_up_amazon_sync')
        picking.write({'carrier_id': self.ups.id, 'carrier_tracking_ref': '1ZMINE'})
        self.send()
        with self.assertRaisesRegex(UserError, "nothing to be told"):
            self.click(picking, 'action_retry_amazon_sync')
        self.assertFalse(self.packages(picking))
        self.click(picking.amazon_shipment_ids, 'action_retry')
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_parcel_of_an_order_that_amazon_canceled_says_so(self):
        order = self.place()
        picking = self.ship(self.picking(order))
        self.shop.cancel(order.order_id)
        self.sync()
        self.send()
        self.assertIn("Amazon has canceled this order", picking.amazon_sync_reason)

    def test_delivery_method_deleted_before_sending_is_a_failure_in_words(self):
        method = self.create_delivery_method("DHL")
        picking = self.ship(self.picking(self.place()), carrier=method)
        method.unlink()
        self.env.invalidate_all()
        self.send()
        self.assertIn("what is missing", picking.amazon_sync_reason)

    def test_broken_mail_template_does_not_silence_the_activity(self):
        template = self.env.ref('amazon_connector.mail_template_shipments_failed')
        # Since 19.0, Odoo refuses what does not work when it is written.
        template.subject = "{{ 1 / (not object.shipment_count) }}"
        self.ship_with_typo()
        with mute_logger('odoo.addons.mail.models.mail_render_mixin'), self.assertLogs(
            'odoo.addons.amazon_connector.lib.mishap', 'WARNING'
        ):
            self.send()
        self.assertTrue(self.account.activity_ids)

    def test_refused_again_and_again_for_its_limits_amazon_is_left_alone(self):
        picking = self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.throttle, times=100)
        self.send()
        self.assertLess(self.amazon.calls['confirmShipment'], 5)
        self.assertIn("limit of calls", self.account.pickings_sync_message)
        self.assertFalse(self.account.activity_ids)
        picking.amazon_shipment_ids.ship_date -= timedelta(days=2)
        self.send()
        self.assertTrue(self.account.activity_ids, "after a day, a person has to know")
