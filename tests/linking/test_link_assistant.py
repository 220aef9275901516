from datetime import date, datetime, timedelta, timezone

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from ...workshop.simulator import (
    CLIENT_ID,
    CLIENT_SECRET,
    DIRECT_TO_CONSUMER,
    SELLER_ID,
    Item,
    faults,
)
from ..common import AmazonCase
from .test_pasted import APPLICATION

EMPTY = {
    'client_id': False, 'client_secret': False, 'refresh_token': False, 'seller_ref': False,
    'available_marketplace_ids': False, 'active_marketplace_ids': False,
}


class TestLinkAssistant(AmazonCase):
    """Somebody who knows Amazon, but not Odoo, links a shop in four steps."""

    def setUp(self):
        super().setUp()
        self.account = self.create_account(name="New", **EMPTY)

    def begin(self, user=None):
        action = self.click(self.account, 'action_begin_to_link', user)
        return self.env[action['res_model']].browse(action['res_id'])

    def enter(self, wizard, **values):
        """Fill in the step that is shown, and go on."""
        form = Form(wizard.with_user(self.env.ref('base.user_admin')))
        for name, value in values.items():
            setattr(form, name, value)
        self.click(form.save(), 'action_next')
        return wizard

    def link(self, **different):
        return self.enter(self.begin(), **{
            'client_id': f'Client identifier {CLIENT_ID}', 'client_secret': CLIENT_SECRET,
            'refresh_token': self.refresh_token, 'seller_ref': SELLER_ID, **different,
        })

    def test_all_steps(self):
        order = self.shop.place(updated=datetime.now(timezone.utc) - timedelta(days=3))
        wizard = self.link()
        self.assertEqual(self.account.state, 'linked')
        self.assertEqual(wizard.step, 'works')
        self.assertIn("Orders", wizard.permissions_list)
        self.enter(wizard)
        self.assertEqual(wizard.step, 'orders')
        self.enter(wizard)
        self.assertEqual(wizard.step, 'done')
        self.assertIn("fetched from now on", wizard.what_follows)
        self.assertIn("Pair your SKUs", wizard.first_steps_list)
        self.sync()
        self.assertTrue(self.sale_order(order))

    def test_who_clicks_once_more_on_a_page_of_before_stays_at_the_end(self):
        wizard = self.enter(self.enter(self.link()))
        for _click in range(2):
            self.click(wizard, 'action_next')
            self.assertEqual(wizard.step, 'done')

    def test_what_is_missing_is_shown_before_anything_else_happens(self):
        self.shop.place(recipient=None, updated=datetime.now(timezone.utc) - timedelta(days=3))
        self.shop.roles.discard(DIRECT_TO_CONSUMER)
        wizard = self.link()
        self.assertIn("cannot print addresses", wizard.permissions_list)
        self.assertEqual(self.account.state, 'linked')

    def test_marketplaces_and_span_are_chosen(self):
        old = self.shop.place('US', updated=datetime.now(timezone.utc) - timedelta(days=30))
        japanese = self.shop.place('JP', updated=datetime.now(timezone.utc) - timedelta(days=2))
        wizard = self.enter(self.link())
        form = Form(wizard.with_user(self.env.ref('base.user_admin')))
        form.since = datetime.now() - timedelta(days=40)
        for place in self.account.active_marketplace_ids - self.marketplace('US'):
            form.active_marketplace_ids.remove(place.id)
        self.click(form.save(), 'action_next')
        self.assertEqual(self.account.active_marketplace_ids, self.marketplace('US'))
        self.sync()
        self.assertTrue(self.sale_order(old))
        self.assertFalse(self.inbox(japanese))

    def test_day_of_the_secret_is_asked(self):
        self.link(secret_issued_on=date(2026, 5, 1))
        self.assertEqual(self.account.secret_issued_on, date(2026, 5, 1))

    def test_mistake_is_told_while_it_is_entered(self):
        result = self.begin().onchange(
            {'client_id': APPLICATION}, ['client_id'], {'client_id': {}, 'account_id': {}})
        self.assertIn("one line below it", result['warning']['message'])

    def test_refusal_leaves_the_step_and_what_was_entered(self):
        wizard = self.begin()
        with self.assertRaisesRegex(UserError, "does not know this client ID"):
            self.enter(
                wizard, client_id=CLIENT_ID, client_secret='amzn1.oa2-cs.v1.wrong',
                refresh_token=self.refresh_token)
        self.assertEqual(self.account.state, 'draft')
        self.assertEqual(wizard.step, 'values')

    def test_value_that_is_missing_is_told(self):
        with self.assertRaisesRegex(UserError, "the refresh token of New are needed"):
            self.link(refresh_token=False)

    def test_outage_is_told_and_links_nothing(self):
        self.amazon.faults.add('getMarketplaceParticipations', faults.html_503)
        with self.assertRaisesRegex(UserError, "503"):
            self.link()
        self.assertEqual(self.account.state, 'draft')

    def test_secrets_are_kept_on_the_account_alone(self):
        self.link()
        self.env.cr.execute("SELECT * FROM amazon_link_account_wizard")
        rows = str(self.env.cr.fetchall())
        self.assertNotIn(CLIENT_SECRET, rows)
        self.assertNotIn(self.refresh_token, rows)

    def test_account_that_was_linked_before_keeps_what_it_has(self):
        self.link()
        self.account.action_unlink_from_amazon()
        self.account.active_marketplace_ids = self.marketplace('DE')
        self.enter(self.begin(), refresh_token=self.refresh_token)
        self.assertEqual(self.account.active_marketplace_ids, self.marketplace('DE'))

    def test_administrator_without_secrets_goes_on_with_those_that_were_entered(self):
        manager = new_test_user(
            self.env, 'manager', 'base.group_user,amazon_connector.group_amazon_manager')
        self.account.write({
            'client_id': CLIENT_ID, 'client_secret': CLIENT_SECRET,
            'refresh_token': self.refresh_token,
        })
        wizard = self.begin(manager).with_user(manager)
        self.click(wizard, 'action_next', manager)
        self.assertEqual(self.account.state, 'linked')
        with self.assertRaises(AccessError):
            wizard.client_secret = 'mine'
        with self.assertRaises(AccessError):
            wizard.create({'account_id': self.account.id, 'client_secret': 'mine'})

    def test_others_do_not_link(self):
        user = new_test_user(
            self.env, 'amazon-user', 'base.group_user,amazon_connector.group_amazon_user')
        with self.assertRaises(AccessError):
            self.begin(user)


class TestFirstSteps(AmazonCase):
    """The account says what is left to do, and ticks off what is done."""

    def setUp(self):
        super().setUp()
        self.env['ir.config_parameter'].set_param('mail.restrict.template.rendering', False)

    def left(self):
        self.env.invalidate_all()
        return [step.name for step in self.account._first_steps() if not step.is_done]

    def test_list_ticks_itself_off(self):
        self.assertEqual(self.left(), [
            "Keep secrets secret", "Link with Amazon", "Import the first orders",
            "Pair your SKUs with products", "Decide how invoices come",
        ])
        self.env['ir.config_parameter'].set_param('mail.restrict.template.rendering', True)
        self.link()
        self.shop.place()
        self.sync()
        self.assertEqual(
            self.left(), ["Choose who carries your parcels", "Decide how invoices come"])
        self.account.invoice_when = 'draft'
        self.assertEqual(self.left(), ["Choose who carries your parcels"])
        self.assertTrue(self.account.is_beginning)
        self.assertIn("Choose who carries", self.account.first_steps_list)

    def test_sku_without_product_is_counted(self):
        self.link()
        self.shop.place(items=[Item('NOBODY-KNOWS-IT')])
        self.sync()
        self.env.invalidate_all()
        self.assertIn("Pair your SKUs with products", self.left())
        self.assertIn("internal reference: 1.", self.account.first_steps_list)

    def test_seller_of_whom_amazon_ships_all_chooses_no_carrier(self):
        self.link()
        self.shop.place(channel='AMAZON', status='SHIPPED')
        self.sync()
        self.assertNotIn("Choose who carries your parcels", self.left())

    def test_it_can_be_put_away(self):
        self.assertTrue(self.account.is_beginning)
        self.click(self.account, 'action_hide_first_steps')
        self.assertFalse(self.account.is_beginning)
        self.assertFalse(self.account.first_steps_list)
