from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from ...workshop.simulator import SELLER_ID, faults
from ..delivery.delivery_case import DeliveryCase


class TestRecoverOrder(DeliveryCase):

    def recover(self, order_ref, user=None, account=None):
        wizard = self.env['amazon.recover.order.wizard'].create({
            'account_id': (account or self.account).id, 'amazon_order_ref': order_ref,
        })
        return self.click(wizard, 'action_recover', user)

    def test_order_is_imported_at_once(self):
        order = self.shop.place()
        action = self.recover(f' {order.order_id} ')
        self.assertEqual(action['res_id'], self.sale_order(order).id)
        self.assertEqual(self.inbox(order).state, 'imported')

    def test_reference_is_found_in_what_was_pasted(self):
        order = self.shop.place()
        ref = order.order_id
        for pasted in (
            f'https://sellercentral.amazon.com/orders-v3/order/{ref}?ref=x', f'Order ID: {ref}',
            f'#{ref}', f'"{ref}"', f'{ref}\u200b', f'\ufeff{ref}\u00a0', f'{ref}\n{ref}',
            ref.replace('-', ''), ref.replace('-', '\u2011'), ref.replace('-', ' – '),
            ref.translate({ord(digit): ord(digit) + 0xfee0 for digit in '0123456789'}),
        ):
            with self.subTest(ascii(pasted)):
                action = self.recover(pasted)
                self.assertEqual(action['res_id'], self.sale_order(order).id)

    def test_several_references_are_told(self):
        first, second = self.shop.place(), self.shop.place()
        with self.assertRaisesRegex(UserError, "one order after the other"):
            self.recover(f'{first.order_id}, {second.order_id}')
        self.assertFalse(self.inbox(first) + self.inbox(second))

    def test_delivery_that_amazon_knows_after_all_becomes_synchronized(self):
        self.amazon.faults.add('confirmShipment', faults.lost_answer)
        picking = self.place_and_ship()
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'sent')
        self.recover(picking.amazon_order_ref)
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_order_that_is_known_is_not_doubled(self):
        order = self.place()
        self.recover(order.order_id)
        self.assertEqual(len(self.sale_order(order)), 1)

    def test_unknown_reference_is_told(self):
        for reference in ('111-0000000-0000000', 'anything else', "../../sellers/v1/account"):
            with self.subTest(reference), self.assertRaisesRegex(UserError, "knows no order"):
                self.recover(reference)

    def test_order_of_another_seller_is_told(self):
        other = self.amazon.add_seller().shop.place()
        with self.assertRaisesRegex(UserError, "belongs to this account"):
            self.recover(other.order_id)
        self.assertFalse(self.inbox(other))

    def test_order_of_amazons_that_is_not_shipped_is_told(self):
        order = self.shop.place(channel='AMAZON')
        with self.assertRaisesRegex(UserError, "Amazon has not shipped"):
            self.recover(order.order_id)

    def test_order_shipped_by_amazon_is_imported(self):
        order = self.shop.place(channel='AMAZON', status='SHIPPED')
        self.recover(order.order_id)
        self.assertEqual(self.sale_order(order).amazon_channel, 'fba')

    def test_pending_order_is_told(self):
        order = self.shop.place(status='PENDING')
        with self.assertRaisesRegex(UserError, "has not released"):
            self.recover(order.order_id)

    def test_outage_is_told(self):
        order = self.shop.place()
        self.amazon.faults.add('getOrder', faults.html_503)
        with self.assertRaisesRegex(UserError, "503"):
            self.recover(order.order_id)

    def test_account_that_is_not_linked_is_told(self):
        self.account.state = 'draft'
        with self.assertRaisesRegex(UserError, "not linked"):
            self.recover('111-0000000-0000000')

    def test_salesman_without_amazon_rights_cannot(self):
        salesman = new_test_user(self.env, 'salesman', 'sales_team.group_sale_salesman')
        with self.assertRaises(AccessError):
            self.recover(self.shop.place().order_id, user=salesman)

    def test_order_of_another_account_of_the_seller_is_told(self):
        self.account.write({
            'seller_ref': SELLER_ID,
            'active_marketplace_ids': [fields.Command.set(self.marketplace('us').ids)],
        })
        german = self.create_account(
            name="German Shop", seller_ref=SELLER_ID,
            active_marketplace_ids=[fields.Command.set(self.marketplace('de').ids)],
        )
        german.action_link()
        order = self.shop.place('DE')
        with self.assertRaisesRegex(UserError, "German Shop: recover it there"):
            self.recover(order.order_id)
        self.recover(order.order_id, account=german)
        self.assertEqual(self.sale_order(order).amazon_account_id, german)
