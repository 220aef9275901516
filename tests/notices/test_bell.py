import json

from freezegun import freeze_time

from odoo.tests import new_test_user

from ...workshop.simulator import SELLER_ID, faults
from ..delivery.delivery_case import DeliveryCase


class TestBell(DeliveryCase):
    """Who began work that goes on in the background is told when it is done."""

    def heard(self, user=None):
        """Return what the bell told a user: notices."""
        partner = (user or self.env.ref('base.user_admin')).partner_id
        messages = [
            (json.loads(row.channel), json.loads(row.message))
            for row in self.env['bus.bus'].sudo().search([])
        ]
        return [
            message['payload']['params'] for channel, message in messages
            if message['type'] == 'amazon_connector.done' and channel[1:] == [
                'res.partner', partner.id
            ]
        ]

    def begin(self, orders, user=None):
        """Click on Sync Orders while Amazon answers so slowly that not all is read."""
        for _number in range(orders):
            self.shop.place()
        self.amazon.faults.add('searchOrders', faults.throttle)
        return self.click(self.account, 'action_sync_orders', user)['params']

    def test_who_waits_is_told_when_the_rest_is_read(self):
        notice = self.begin(2)
        self.assertEqual(notice['title'], "Orders are being synchronized")
        self.assertFalse(self.heard())
        self.sync()
        [told] = self.heard()
        self.assertEqual(told['title'], "Orders synchronized")
        self.assertIn("Orders imported: 2.", told['message'])
        self.assertTrue(told['sticky'])
        self.sync()
        self.assertEqual(len(self.heard()), 1)

    def test_words_are_in_the_language_of_who_waits(self):
        self.env['res.lang']._activate_lang('de_DE')
        user = new_test_user(
            self.env, 'packer', 'base.group_user,amazon_connector.group_amazon_manager',
            lang='de_DE',
        )
        self.begin(1, user)
        self.sync()
        [told] = self.heard(user)
        self.assertNotEqual(told['title'], "Orders synchronized")
        self.assertFalse(self.heard())

    def test_who_waits_is_told_of_what_was_no_new_order(self):
        changed = self.place(mugs=3)
        self.shop.reduce(changed.order_id, {'AMZ-MUG-WHITE': 2})
        self.begin(0)
        self.sync()
        [told] = self.heard()
        self.assertIn("Updated: 1.", told['message'])
        self.assertNotIn("Nothing has changed", told['message'])

    def test_everybody_who_waits_is_told(self):
        users = [
            new_test_user(
                self.env, name, 'base.group_user,amazon_connector.group_amazon_manager',
            ) for name in ('first', 'second')
        ]
        for user in users:
            self.begin(1, user)
        self.sync()
        for user in users:
            [told] = self.heard(user)
            self.assertIn("Orders imported: 2.", told['message'])

    def test_nobody_is_told_of_what_nobody_began(self):
        self.shop.place()
        self.sync()
        self.assertFalse(self.heard())

    def test_who_is_gone_is_not_told(self):
        user = new_test_user(
            self.env, 'gone', 'base.group_user,amazon_connector.group_amazon_manager',
        )
        self.begin(1, user)
        user.unlink()
        self.sync()
        self.assertEqual(self.account.sale_order_count, 1)

    def test_parcels_that_amazon_takes_minutes_for(self):
        self.account.write({'seller_ref': SELLER_ID, 'feed_threshold': 0})
        self.place_and_ship()
        notice = self.click(self.account, 'action_sync_pickings')['params']
        self.assertEqual(notice['title'], "Deliveries are being synchronized")
        self.assertFalse(self.heard())
        with freeze_time(self.passed(minutes=2)):
            self.send()
        [told] = self.heard()
        self.assertIn("has accepted: 1.", told['message'])
