from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError

from ...workshop.simulator import CLIENT_ID, CLIENT_SECRET, SELLER_ID, Item, faults
from ..customer.known_buyer import PERSONAL
from .security_case import SecurityCase, everything_logged


class TestSecurityLogs(SecurityCase):

    def setUp(self):
        super().setUp()
        self.log = []

    def assert_nothing_logged(self, lines, *texts):
        self.assertTrue(lines)
        self.assertGreater(len(self.wire.secrets), 2)
        log = '\n'.join(lines)
        self.assertEqual(self.found_in(log, (*PERSONAL, *texts)), [])

    def test_linking(self):
        administrator = self.env.ref('base.user_admin')
        with everything_logged() as lines:
            with self.committing(self.account, administrator) as account:
                account.write({'client_id': CLIENT_ID, 'client_secret': CLIENT_SECRET})
            self.click(self.account, 'action_link')
            for wrong in ({'client_secret': 'amzn1.oa2-cs.v1.wrong'},
                          {'refresh_token': 'Atzr|wrong'}):
                with self.committing(self.account, administrator) as account:
                    account.write(wrong)
                with self.assertRaises(UserError) as refusal:
                    self.click(self.account, 'action_link')
                self.assertEqual(self.found_in(str(refusal.exception)), [])
        self.assert_nothing_logged(lines, 'amzn1.oa2-cs.v1.wrong', 'Atzr|wrong')

    def test_orders_with_pages_and_faults(self):
        for _ in range(101):
            self.shop.place(status='PENDING')
        self.place_what_cannot_be_imported()
        with everything_logged() as lines:
            for fault in (faults.html_503, faults.connection_reset, faults.cut_json,
                          faults.server_error):
                self.amazon.faults.add('searchOrders', fault)
                self.sync()
            self.amazon.faults.add('searchOrders', faults.html_503, after=1)
            self.sync()
            self.assertTrue(self.account._is_amid_pages())
            self.sync()
            self.click(self.env['amazon.order'].search([('state', '=', 'failed')]), 'action_retry')
        self.assertFalse(self.account._is_amid_pages())
        self.assertEqual(len(self.env['amazon.order'].search([('state', '=', 'failed')])), 2)
        self.assertIn(self.wire_page_token(), self.secrets())
        self.assert_nothing_logged(lines)
        self.assertIn("bad query (left out", '\n'.join(lines))

    def place_what_cannot_be_imported(self):
        """Place orders of which one is broken, and one is refused by the database."""
        broken = self.shop.place(buyer=self.buyer, recipient=self.recipient)
        self.shop.mangle(
            broken.order_id, lambda content: content['orderItems'][0].pop('quantityOrdered')
        )
        self.shop.place(buyer=self.buyer, recipient=self.recipient)
        self.env.cr.execute("ALTER TABLE res_partner ADD CHECK (name NOT LIKE 'Ada%')")

    def wire_page_token(self):
        return max(self.wire.secrets, key=len)

    def test_tokens_that_expire_and_are_revoked(self):
        with everything_logged() as lines:
            self.amazon.lwa.expire_tokens()
            self.sync()
            self.amazon.lwa.revoke(self.refresh_token)
            self.sync()
        self.assertEqual(self.account.state, 'unauthorized')
        self.assert_nothing_logged(lines)
        self.assertEqual(self.found_in(self.account.orders_sync_message), [])

    def test_parcels_one_by_one(self):
        accepted, refused, silent = [self.place_and_ship() for _ in range(3)]
        self.shop.cancel(refused.sale_id.amazon_order_ref)
        self.amazon.faults.add('confirmShipment', faults.connection_reset, after=2)
        with everything_logged() as lines:
            self.send()
            self.click(refused, 'action_retry_amazon_sync')
            self.click(silent, 'action_retry_amazon_sync')
        self.assertEqual(accepted.amazon_sync_status, 'done')
        self.assertEqual(refused.amazon_sync_status, 'error')
        self.assert_nothing_logged(lines)

    def test_parcels_in_a_feed(self):
        self.account.write({'seller_ref': SELLER_ID, 'feed_threshold': 0})
        pickings = [self.place_and_ship() for _ in range(2)]
        self.amazon.faults.add('uploadFeedDocument', faults.document_refused)
        self.amazon.faults.add('downloadFeedDocument', faults.link_expired)
        with everything_logged() as lines:
            self.send()
            for minutes in (5, 10, 20):
                with freeze_time(self.passed(minutes=minutes)):
                    self.send()
        self.assertEqual({picking.amazon_sync_status for picking in pickings}, {'done'})
        self.assertTrue([secret for secret in self.wire.secrets if 'X-Amz-Signature' in secret])
        self.assert_nothing_logged(lines, 'X-Amz-Signature')

    def test_failures_that_nobody_expects(self):
        self.place_and_ship(items=[Item('AMZ-MUG-WHITE', gift_message="For Augusta")])
        self.env.cr.execute("ALTER TABLE amazon_shipment ADD CHECK (state != 'confirmed')")
        with everything_logged() as lines:
            self.send()
        self.assertIn("Amazon was not told of the parcel", '\n'.join(lines))
        self.assert_nothing_logged(lines, "Augusta")

    def test_forgetting(self):
        self.place_and_ship()
        with (
            everything_logged() as lines,
            freeze_time(fields.Datetime.now() + timedelta(days=31)),
            self.committing(self.env['amazon.account']) as accounts,
        ):
            accounts._cron_forget_buyers()
        self.assert_nothing_logged(lines)
