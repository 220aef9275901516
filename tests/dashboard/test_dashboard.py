from freezegun import freeze_time
from lxml import etree

from odoo import fields

from ...lib.series import GROUP_MEMBERS
from ...workshop.simulator import Item, faults
from .dashboard_case import DashboardCase


class TestDashboard(DashboardCase):
    """Is all well? The card says so in words, and what to do if it is not."""

    def test_all_is_well(self):
        self.sync()
        card = self.card()
        self.assertEqual(card['praise'], "All is well.")
        self.assertFalse(card['troubles'])

    def test_account_that_is_not_linked_says_what_to_do_first(self):
        account = self.create_account(name="New")
        card = self.card(account)
        [trouble] = card['troubles']
        self.assertIn("Not linked with Amazon yet", trouble['words'])
        self.assertEqual(trouble['severity'], 'info', "no alarm")
        self.assertFalse(card['praise'])
        action = self.as_seen(account).action_open_figure(trouble['key'])
        self.assertEqual((action['res_model'], action['res_id']), ('amazon.account', account.id))

    def test_archived_account_is_not_shown(self):
        self.account.active = False
        self.assertFalse(self.as_seen().search([('id', '=', self.account.id)]))
        self.assertIn("archived", self.troubles()[0])
        self.assertFalse(self.card()['praise'])

    def test_nothing_is_an_alarm_that_is_zero(self):
        self.sync()
        card = self.card()
        self.assertFalse(card['troubles'])
        self.assertIn("Orders to ship today", [figure['label'] for figure in card['figures']])

    # === WHEN IT WORKED, AND DOES NEXT === #

    def test_time_of_last_and_next_synchronization_in_words(self):
        with freeze_time(self.passed(0)):
            self.sync()
            self.account.orders_cron_id.nextcall = fields.Datetime.add(
                fields.Datetime.now(), minutes=15)
        with freeze_time(self.passed(12)):
            self.assertEqual(
                self.card()['pulse'],
                "Orders were read 12 minutes ago. Next: in 3 minutes.",
            )
        with freeze_time(self.passed(20)):
            self.assertIn("at any moment", self.card()['pulse'])

    def test_times_are_in_the_readers_language(self):
        self.env['res.lang']._activate_lang('de_DE')
        with freeze_time(self.passed(0)):
            self.sync()
        with freeze_time(self.passed(12)):
            self.assertIn("vor 12 Minuten", self.as_seen().with_context(
                lang='de_DE').dashboard['pulse'])

    def test_next_time_is_after_the_pause_where_amazon_refuses(self):
        with freeze_time(self.passed(0)):
            self.sync()
            self.amazon.faults.add('searchOrders', faults.access_denied, times=10_000)
            for _refusal in range(5):
                self.account._problem('orders').next_attempt = False
                self.sync()
            self.account.orders_cron_id.nextcall = fields.Datetime.now()
            self.assertIn("Next: in 20 minutes", self.card()['pulse'])

    # === WHAT IS WRONG === #

    def test_refusal_is_told_with_its_beginning(self):
        self.amazon.faults.add('searchOrders', faults.access_denied, times=10_000)
        self.sync()
        [trouble] = self.card()['troubles']
        self.assertIn("denies access", trouble['words'])
        self.assertIn("Since", trouble['detail'])
        self.assertNotIn("request", trouble['detail'], "for those who set accounts up")
        self.assertEqual(trouble['severity'], 'danger')
        self.assertFalse(self.card()['praise'])
        [trouble] = self.card(user=self.env.ref('base.user_admin'))['troubles']
        self.assertIn("searchOrders, HTTP 403, request", trouble['detail'])

    def test_link_that_is_broken_is_told(self):
        self.amazon.lwa.revoke(self.refresh_token)
        with freeze_time(self.passed(120)):
            self.sync()
            self.assertEqual(self.account.state, 'unauthorized')
            broken, why = self.card()['troubles']
        self.assertIn("link with Amazon is broken", broken['words'])
        self.assertIn("refuses the refresh token", why['words'])

    def test_same_outage_of_several_jobs_is_told_once(self):
        for kind in ('orders', 'pickings', 'uploads'):
            self.account._tell_problem(kind, "Amazon sleeps.")
        self.assertEqual(self.troubles(), ["Amazon sleeps."])

    def test_scheduled_action_that_was_switched_off_is_told(self):
        self.sync()
        self.account.pickings_cron_id.active = False
        [words] = self.troubles()
        self.assertIn("pickings", words)
        self.assertIn("switched off", words)

    def test_account_that_reads_nothing_for_hours_is_told(self):
        self.sync()
        with freeze_time(self.passed(60 * 4)):
            [words] = self.troubles()
        self.assertIn("does not read the orders", words)

    def test_marketplace_that_amazon_denies_is_told(self):
        self.amazon.seller.deny('DE')
        self.sync()
        self.assertEqual(self.troubles(), ["Amazon denies orders of Amazon.de."])

    def test_copy_of_the_database_is_told(self):
        self.account.place = 'original@1'
        self.assertIn("Which database", self.troubles()[0])

    def test_question_who_issues_invoices_is_told(self):
        self.sync()
        self.account.invoice_mode_proposal = 'maybe'
        self.assertIn("Who issues the invoices", self.troubles()[0])

    def test_worst_comes_first(self):
        self.sync()
        self.place(items=[Item('CUP-7')])
        self.account.orders_cron_id.active = False
        self.assertEqual(
            [trouble['severity'] for trouble in self.card()['troubles']], ['danger', 'warning'])

    # === WHO SEES WHAT === #

    def test_accounts_of_other_companies_are_not_shown(self):
        other = self.env['res.company'].create({'name': "Other"})
        theirs = self.create_account(company_id=other.id, user_id=False)
        self.assertNotIn(theirs, self.as_seen().search([]))

    def test_state_comes_first_and_secrets_last(self):
        for user in (self.seller, self.env.ref('base.user_admin')):
            arch = etree.fromstring(self.as_seen(user=user).get_view(view_type='form')['arch'])
            pages = [page.get('name') for page in arch.iter('page')]
            self.assertEqual(pages[0], 'overview')
            self.assertIn(pages.index('credentials') if 'credentials' in pages else len(pages),
                          (len(pages) - 1, len(pages)))

    def test_menu_is_for_those_who_work_with_amazon(self):
        menu = self.env.ref('amazon_connector.menu_amazon_dashboard')
        self.assertIn(menu.id, menu.with_user(self.seller)._visible_menu_ids())
        group = self.env.ref('amazon_connector.group_amazon_user')
        self.assertIn(self.seller, group[GROUP_MEMBERS])
        first = self.env.ref('amazon_connector.menu_amazon').child_id.sorted('sequence')[0]
        self.assertEqual(first, menu)

    def test_new_account_on_screen_has_no_card(self):
        new = self.env['amazon.account'].new({'name': "New"})
        self.assertTrue(new.dashboard['troubles'])
