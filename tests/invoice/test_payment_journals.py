from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import Form

from ..common import AmazonCase


class TestPaymentJournals(AmazonCase):
    """What Amazon pays has a journal for each currency, made when the account is linked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['account.journal'].search([('is_amazon_payments', '=', True)]).unlink()

    def currency(self, code):
        return self.env.ref(f'base.{code}')

    def journal(self, code, account=None):
        return (account or self.account)._payment_journal(self.currency(code))

    def bank_journal(self, name, code='BNKX', currency='EUR'):
        return self.env['account.journal'].create({
            'name': name, 'code': code, 'type': 'bank', 'currency_id': self.currency(currency).id,
        })

    def choose(self):
        """Choose another journal for euros."""
        chosen = self.bank_journal("Amazon Europe")
        self.account.payment_journal_ids = [
            fields.Command.unlink(self.journal('EUR').id), fields.Command.link(chosen.id),
        ]
        return chosen

    def amazon_journals(self):
        return self.env['account.journal'].search([
            ('name', '=ilike', "Amazon Payments"), ('company_id', '=', self.company.id),
        ])

    def sell_in(self, *countries, account=None):
        (account or self.account).active_marketplace_ids = self.env['amazon.marketplace'].concat(
            *map(self.marketplace, countries)
        )

    def test_each_currency_has_a_journal_with_an_account_of_its_own(self):
        self.account.action_link()
        journals = self.account.payment_journal_ids
        self.assertEqual(
            set(journals.mapped('amazon_currency_id.name')), {'USD', 'EUR', 'JPY'}
        )
        self.assertEqual(set(journals.mapped('type')), {'bank'})
        self.assertFalse(self.journal('USD').currency_id, "it is the company's")
        self.assertEqual(len(journals.default_account_id), 3)
        self.assertEqual(set(journals.default_account_id.mapped('account_type')), {'asset_cash'})
        self.assertEqual(self.journal('EUR').default_account_id.currency_id, self.currency('EUR'))
        self.assertEqual(len(set(journals.mapped('code'))), 3)
        self.assertFalse(self.account.payment_journals_missing)

    def test_codes_that_are_taken(self):
        for code in ('AMZ', 'AMZ2'):
            self.bank_journal("Another", code)
        self.sell_in('US')
        self.account.action_link()
        self.assertNotIn(self.journal('USD').code, ('AMZ', 'AMZ2'))

    def test_link_again_doubles_nothing(self):
        self.account.action_link()
        journals = self.amazon_journals()
        self.account.action_link()
        self.account.action_unlink_from_amazon()
        self.account.refresh_token = self.refresh_token
        self.account.action_link()
        self.assertEqual(self.amazon_journals(), journals)
        self.assertEqual(self.account.payment_journal_ids.sorted('id'), journals.sorted('id'))

    def test_journal_that_was_made_by_hand_is_found(self):
        journal = self.bank_journal("Amazon payments")
        self.account.action_link()
        self.assertEqual(self.journal('EUR'), journal)

    def test_another_journal_can_be_chosen(self):
        self.account.action_link()
        chosen = self.choose()
        self.assertEqual(self.journal('EUR'), chosen)
        self.assertTrue(self.journal('JPY'))

    def test_one_journal_for_each_currency(self):
        self.account.action_link()
        with self.assertRaisesRegex(ValidationError, "both for payments in EUR"):
            self.account.payment_journal_ids += self.bank_journal("Amazon Europe")

    def test_what_is_left_empty_is_shared(self):
        self.account.action_link()
        chosen = self.choose()
        self.sell_in('US')
        second = self.create_account(name="Second", active_marketplace_ids=[
            fields.Command.link(self.marketplace('DE').id),
        ])
        second.action_link()
        self.assertEqual(self.journal('EUR', second), chosen)

    def test_new_marketplace_brings_the_journal_of_its_currency(self):
        self.account.action_link()
        self.assertFalse(self.journal('PLN'))
        self.sell_in('US', 'PL')
        self.assertEqual(self.journal('PLN').currency_id, self.currency('PLN'))

    def test_accounts_that_are_not_linked_have_none(self):
        self.assertFalse(self.account.payment_journal_ids)
        self.assertFalse(self.account.payment_journals_missing)

    def test_company_without_chart_of_accounts(self):
        company = self.env['res.company'].create({'name': "New Company"})
        self.env.user.company_ids += company
        account = self.create_account(company_id=company.id, user_id=self.env.user.id)
        account.action_link()
        self.assertEqual(account.state, 'linked')
        self.assertFalse(account.payment_journal_ids)
        self.assertIn("has no chart of accounts", account.payment_journals_missing)
        self.env['account.chart.template'].try_loading(
            'generic_coa', company=company, install_demo=False
        )
        self.assertEqual(len(account.payment_journal_ids), 3)
        self.assertEqual(account.payment_journal_ids.company_id, company)
        self.assertFalse(account.payment_journals_missing)

    def test_another_chart_of_accounts_brings_new_ones(self):
        self.env['account.move'].search([('company_id', '=', self.company.id)]).unlink()
        self.account.action_link()
        self.env['account.chart.template'].try_loading(
            'generic_coa', company=self.company, install_demo=False
        )
        self.assertEqual(len(self.account.payment_journal_ids), 3)
        self.assertEqual(self.amazon_journals(), self.account.payment_journal_ids)

    def test_amazon_administrator_sees_them(self):
        self.account.action_link()
        form = Form(self.account.with_user(self.env.ref('base.user_admin')))
        self.assertEqual(len(form.payment_journal_ids), 3)
