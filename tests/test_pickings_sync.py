from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from ..simulator import faults
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
        self.assertEqual((cron.numbercall, cron.active), (-1, True))
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
