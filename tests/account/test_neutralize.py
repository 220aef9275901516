from contextlib import suppress

from odoo.exceptions import UserError
from odoo.modules.neutralize import get_neutralization_queries
from odoo.tools import mute_logger

from ...workshop.simulator import faults
from ..delivery.delivery_case import DeliveryCase

# What people can click on, by model.
BUTTONS = {
    'amazon.account': (
        'action_link', 'action_sync_orders', 'action_sync_pickings',
        'action_update_available_marketplaces', 'action_check_permissions',
    ),
    'amazon.order': ('action_retry', 'action_take_over'),
    'amazon.shipment': ('action_retry',),
    'sale.order': ('action_retry_amazon_sync',),
    'stock.picking': ('action_retry_amazon_sync',),
}


class TestNeutralize(DeliveryCase):

    def setUp(self):
        super().setUp()
        self.account.seller_ref = self.amazon.seller.seller_id
        self.leave_work_of_all_kinds()
        self.neutralize()
        self.calls = self.amazon.calls.total()

    def leave_work_of_all_kinds(self):
        """Leave orders that failed and that are asked about, parcels that wait, a feed, a report to
        ask for.
        """
        broken = self.shop.place()
        self.shop.mangle(broken.order_id, lambda content: content.pop('orderItems'))
        asked = self.place_and_ship()
        self.shop.cancel(asked.sale_id.amazon_order_ref)
        self.sync()
        self.account.feed_threshold = 0
        self.account.vat_report = 'always'
        self.place_and_ship()
        self.amazon.faults.add('createFeedDocument', faults.html_503)
        self.send()
        self.place_and_ship()
        self.to_ship = self.place()
        self.assertTrue(self.env['amazon.feed'].search([('state', '=', 'to_send')]))
        self.assertTrue(self.env['amazon.shipment'].search([('state', '=', 'waiting')]))
        self.assertEqual(
            set(self.env['amazon.order'].search([]).mapped('state')),
            {'imported', 'failed', 'conflict'},
        )

    def neutralize(self):
        """Do what `odoo-bin neutralize` does to a copy of the database."""
        self.env.flush_all()
        for query in get_neutralization_queries(['base', 'mail', 'amazon_connector']):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()

    def run_crons(self):
        crons = self.env['ir.cron'].with_context(active_test=False).search([
            '|', ('id', 'in', self.account._scheduled_actions().ids),
            ('id', '=', self.env.ref('amazon_connector.ir_cron_forget_buyers').id),
        ])
        self.assertEqual(len(crons), 1 + len(self.account._kinds_of_work()))
        self.assertFalse(any(crons.mapped('active')))
        crons.active = True
        # Since 18.0, Odoo logs what a scheduled action is refused.
        with mute_logger('odoo.addons.base.models.ir_cron'):
            for cron in crons:
                with self.committing(cron) as cron, suppress(UserError):
                    cron.method_direct_trigger()

    def click_on_everything(self):
        self.click_and_be_refused(self.env['amazon.recover.order.wizard'].create({
            'account_id': self.account.id, 'amazon_order_ref': '111-1111111-1111111',
        }), 'action_recover')
        for model, buttons in BUTTONS.items():
            records = self.env[model].search([])
            if 'amazon_shipment_ids' in records:
                records = records.filtered('amazon_shipment_ids')
            for record in records:
                for button in buttons:
                    self.click_and_be_refused(record, button)

    def click_and_be_refused(self, record, button):
        with self.assertRaises(UserError, msg=f"{record}.{button}"):
            self.click(record, button)

    def assert_amazon_heard_nothing(self):
        self.assertEqual(self.amazon.calls.total(), self.calls)

    def test_nothing_is_left_to_talk_with(self):
        self.assertEqual(self.account.state, 'draft')
        secrets = self.account.read([
            'client_id', 'client_secret', 'next_client_secret', 'refresh_token', 'seller_ref',
            'endpoint_url', 'lwa_url',
            'reading_ids',
        ])[0]
        del secrets['id']
        self.assertFalse(any(secrets.values()), secrets)
        self.env.cr.execute(
            "SELECT key FROM ir_config_parameter WHERE key ILIKE '%amazon%' OR value ILIKE 'Atzr|%'"
        )
        self.assertEqual(self.env.cr.fetchall(), [])

    def test_scheduled_actions_tell_amazon_nothing_even_if_somebody_activates_them(self):
        self.run_crons()
        self.assert_amazon_heard_nothing()

    def test_clicks_tell_amazon_nothing(self):
        self.click_on_everything()
        self.assert_amazon_heard_nothing()

    def test_validated_delivery_tells_amazon_nothing(self):
        self.ship(self.picking(self.to_ship))
        self.run_crons()
        self.assert_amazon_heard_nothing()

    def test_account_that_is_in_use_nevertheless_tells_amazon_nothing(self):
        self.account.state = 'linked'
        self.run_crons()
        self.click_on_everything()
        self.assert_amazon_heard_nothing()

    def test_credentials_that_somebody_enters_in_the_copy_are_not_used(self):
        """An access token of the original may be in the process's cache still."""
        self.account.write({
            'client_id': self.amazon.application.client_id,
            'client_secret': self.amazon.application.client_secret,
            'refresh_token': self.refresh_token,
        })
        with self.assertRaisesRegex(UserError, "neutralised copy"):
            self.click(self.account, 'action_link')
        self.assert_amazon_heard_nothing()

    def test_copy_can_be_used_with_the_simulator(self):
        self.account.write(self.account_values(self.env))
        self.click(self.account, 'action_link')
        self.assertEqual(self.account.state, 'linked')

    def test_real_address_is_not_talked_to(self):
        self.account.write({
            **self.account_values(self.env),
            'endpoint_url': 'https://sellingpartnerapi-na.amazon.com',
        })
        with self.assertRaisesRegex(UserError, "neutralised copy"):
            self.account._amazon()

    def test_original_is_not_hindered(self):
        self.env['ir.config_parameter'].set_param('database.is_neutralized', False)
        self.account.write({**self.account_values(self.env), 'endpoint_url': False})
        self.account._amazon().close()
