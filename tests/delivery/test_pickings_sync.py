from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from ...lib.series import CRON_FOREVER
from ...workshop.simulator import faults
from .delivery_case import DeliveryCase


class TestPickingsSync(DeliveryCase):
    """Who tells Amazon of deliveries, and when."""

    def test_click_tells_what_was_done(self):
        picking = self.place_and_ship()
        notification = self.click(self.account, 'action_sync_pickings')
        self.assertIn("has accepted: 1.", notification['params']['message'])
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_click_during_an_outage_says_why(self):
        self.place_and_ship()
        self.place_and_ship()
        self.amazon.faults.add('confirmShipment', faults.html_503, times=5)
        notification = self.click(self.account, 'action_sync_pickings')
        self.assertIn("503", notification['params']['message'])

    def test_validation_wakes_the_scheduled_action(self):
        cron = self.account.pickings_cron_id
        self.place_and_ship()
        triggers = self.env['ir.cron.trigger'].search([('cron_id', '=', cron.id)])
        self.assertLess(
            min(triggers.mapped('call_at')), fields.Datetime.now() + timedelta(minutes=2)
        )

    def test_scheduled_action_of_the_account_does_the_work(self):
        picking = self.place_and_ship()
        cron = self.account.pickings_cron_id
        self.assertTrue(cron.active)
        self.assertEqual(CRON_FOREVER, {name: cron[name] for name in CRON_FOREVER})
        self.click(cron, 'method_direct_trigger')
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_archived_and_unlinked_accounts_are_left_alone(self):
        picking = self.place_and_ship()
        self.account.active = False
        self.send()
        self.account.active = True
        self.account.state = 'draft'
        self.send()
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)
        self.assertEqual(picking.amazon_sync_status, 'pending')

    def test_nothing_to_tell_makes_no_call(self):
        self.amazon.calls.clear()
        self.send()
        self.assertFalse(self.amazon.calls)

    # === WHO MAY === #

    def test_warehouse_worker_ships_and_retries_without_rights_on_amazon(self):
        worker = new_test_user(self.env, 'worker', 'stock.group_stock_user')
        picking = self.picking(self.place())
        self.ship(picking.with_user(worker), carrier=self.ups)
        self.amazon.faults.add('confirmShipment', faults.server_error)
        self.send()
        self.click(picking, 'action_retry_amazon_sync', worker)
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_worker_reads_the_delivery_in_its_form(self):
        worker = new_test_user(self.env, 'worker', 'stock.group_stock_user')
        picking = self.place_and_ship()
        self.send()
        form = Form(picking.with_user(worker))
        self.assertEqual(form.amazon_sync_status, 'done')
        self.assertEqual(picking.with_user(worker).amazon_shipment_ids.tracking_ref,
                         '1Z999AA10123456784')

    def test_salesman_reads_but_does_not_change_parcels(self):
        salesman = new_test_user(self.env, 'salesman', 'sales_team.group_sale_salesman_all_leads')
        picking = self.place_and_ship()
        parcel = picking.amazon_shipment_ids.with_user(salesman)
        self.assertEqual(parcel.state, 'waiting')
        with self.assertRaises(AccessError):
            parcel.state = 'confirmed'
        Form(picking.sale_id.with_user(salesman))

    def test_portal_user_sees_no_parcels(self):
        portal = new_test_user(self.env, 'portal', 'base.group_portal')
        picking = self.place_and_ship()
        with self.assertRaises(AccessError):
            picking.amazon_shipment_ids.with_user(portal).read(['tracking_ref'])

    def test_other_company_sees_no_parcels(self):
        company = self.env['res.company'].create({'name': "Other"})
        stranger = new_test_user(
            self.env, 'stranger', 'stock.group_stock_user', company_id=company.id,
            company_ids=[fields.Command.set(company.ids)],
        )
        self.place_and_ship()
        self.assertFalse(self.env['amazon.shipment'].with_user(stranger).search([]))

    def test_retry_of_an_archived_account_says_so(self):
        picking = self.place_and_ship()
        self.account.active = False
        with self.assertRaisesRegex(UserError, "archived"):
            self.click(picking, 'action_retry_amazon_sync')

    def test_accountant_opens_orders_and_deliveries(self):
        """Odoo lets them read these, though no parcels."""
        picking = self.place_and_ship()
        for group in ('account.group_account_invoice', 'account.group_account_readonly'):
            accountant = new_test_user(self.env, group, f'base.group_user,{group}')
            for document in (picking.sale_id, picking):
                form = Form(document.with_user(accountant))
                self.assertEqual(form.amazon_sync_status, 'pending')

    # === WHO HEARS OF FAILURES === #

    def fail_to_send(self):
        typo = self.create_delivery_method("Fedx")
        typo.amazon_carrier_id = self.env['amazon.carrier'].search(
            [('name', '=', "Fedx")]
        ) or self.env['amazon.carrier'].create({'name': "Fedx"})
        picking = self.ship(self.picking(self.place()), carrier=typo)
        self.send()
        return picking

    def mails(self):
        return self.env['mail.mail'].sudo().search([('model', '=', 'amazon.account')])

    def test_without_responsible_an_administrator_hears_of_failures(self):
        gone = new_test_user(self.env, 'gone', 'amazon_connector.group_amazon_manager')
        gone.active = False
        for user in (gone, self.env['res.users']):
            before = self.mails()
            self.account.user_id = user
            self.fail_to_send()
            recipients = (self.mails() - before).recipient_ids
            self.assertTrue(recipients)
            self.assertTrue(all(
                user.active and user.has_group('amazon_connector.group_amazon_manager')
                for user in recipients.user_ids
            ))

    def test_without_mail_template_the_rest_goes_on(self):
        self.env.ref('amazon_connector.mail_template_shipments_failed').unlink()
        self.assertEqual(self.fail_to_send().amazon_sync_status, 'error')
        self.assertTrue(self.account.activity_ids)

    def test_delivery_of_an_idle_account_says_what_it_waits_for(self):
        picking = self.place_and_ship()
        self.account.active = False
        self.assertIn("is archived", picking.amazon_sync_reason)
        self.account.write({'active': True, 'state': 'draft'})
        self.assertIn("is not linked", picking.amazon_sync_reason)

    # === OUTAGES === #

    def test_outage_of_one_operation_does_not_stop_the_others(self):
        left_overs = self.env['stock.picking']
        for _ in range(3):
            left_overs += self.place_and_ship()
        left_overs.amazon_shipment_ids._begin()  # as a worker leaves them that dies
        good = self.place_and_ship()
        self.amazon.faults.add('getOrder', faults.server_error, times=100)
        self.send()
        self.assertEqual(good.amazon_sync_status, 'done')

    def test_after_an_outage_amazon_is_left_alone_for_a_while(self):
        lost = self.place_and_ship()
        lost.amazon_shipment_ids._fail("Lost.", is_fate_unknown=True)
        self.place_and_ship()
        self.place_and_ship()
        with freeze_time(self.passed(minutes=5)):
            self.amazon.faults.add('confirmShipment', faults.server_error, times=50)
            self.amazon.faults.add('getOrder', faults.server_error, times=50)
            self.env['ir.cron.trigger'].search([]).unlink()
            self.send()
            trigger = self.env['ir.cron.trigger'].search([
                ('cron_id', '=', self.account.pickings_cron_id.id),
            ])
            self.assertGreater(trigger.call_at, fields.Datetime.now() + timedelta(minutes=1))
