from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ....lib.words import _, words_of

CALL_FOR_JOURNALS = {'payment_journal_ids', 'active_marketplace_ids', 'state'}


class AmazonAccount(models.Model):
    """In which journals it is booked what Amazon pays for an account."""

    _inherit = 'amazon.account'

    payment_journal_ids = fields.Many2many(
        comodel_name='account.journal',
        relation='amazon_account_payment_journal_rel',
        string="Payment Journals",
        domain="[('type', 'in', ('bank', 'cash'))]",
        check_company=True,
        help="What Amazon pays is booked here, in each currency in its own journal. "
        "All Amazon accounts of the company share those that are made by themselves.",
    )
    payment_journals_missing = fields.Char(
        compute='_compute_payment_journals_missing', compute_sudo=True
    )

    @api.depends('state', 'company_id', 'active_marketplace_ids', 'payment_journal_ids')
    def _compute_payment_journals_missing(self):
        for account in self:
            codes = ", ".join(account._currencies_without_journal().mapped('name'))
            if account.state != 'linked' or not codes:
                account.payment_journals_missing = False
            elif account._has_chart_of_accounts():
                account.payment_journals_missing = _(
                    "There is no journal for what Amazon pays in %s. Choose one.", codes,
                )
            else:
                account.payment_journals_missing = _(
                    "There is no journal for what Amazon pays in %(currencies)s yet: %(company)s "
                    "has no chart of accounts. Choose its Fiscal Localization under Invoicing > "
                    "Configuration > Settings, and the journals are made.",
                    currencies=codes, company=account.company_id.name,
                )

    @api.constrains('payment_journal_ids')
    def _check_one_journal_for_each_currency(self):
        for account in self:
            for journal in account.payment_journal_ids:
                other = account._payment_journal(journal.amazon_currency_id) - journal
                if other:
                    raise ValidationError(_(
                        "%(journal)s and %(other)s are both for payments in %(currency)s. "
                        "Take one of them off the list.",
                        journal=journal.name,
                        other=other.name,
                        currency=journal.amazon_currency_id.name,
                    ))

    def _payment_journal(self, currency):
        """Return in which journal it is booked what Amazon pays in a currency.

        :param res.currency currency: of the payments.
        :return: the journal; empty, if there is none.
        :rtype: account.journal
        """
        return self.payment_journal_ids.filtered(
            lambda journal: journal.amazon_currency_id == currency
        )[:1]

    # === SHARED BY ALL ACCOUNTS OF A COMPANY === #

    @api.model
    def _shared_fields(self):
        return super()._shared_fields() | CALL_FOR_JOURNALS

    def _fill_in_shared_records(self):
        result = super()._fill_in_shared_records()
        for account in self.filtered(lambda account: account.state == 'linked').sudo():
            if account._has_chart_of_accounts():
                account._fill_in_payment_journals(account._currencies_without_journal())
        return result

    def _fill_in_payment_journals(self, currencies):
        journals = self.env['account.journal'].concat(
            *(self._shared_journal_or_none(currency) for currency in currencies)
        )
        if journals:
            self.payment_journal_ids += journals

    def _shared_journal_or_none(self, currency):
        """Return the journal; if it cannot be made, say so and return an empty one.

        :rtype: account.journal
        """
        try:
            with self.env.cr.savepoint():
                return self._shared_payment_journal(currency)
        except (UserError, IntegrityError) as error:
            self.message_post(body=_(
                "The journal for what Amazon pays in %(currency)s could not be made: %(reason)s",
                currency=currency.name, reason=words_of(error),
            ))
            return self.env['account.journal']

    def _shared_payment_journal(self, currency):
        for sibling in self._sibling_accounts():
            if journal := sibling._payment_journal(currency):
                return journal
        return self.env['account.journal']._of_amazon_payments(self.company_id, currency)

    def _currencies_without_journal(self):
        currencies = self.sudo().active_marketplace_ids.country_id.currency_id
        return currencies.filtered(lambda currency: not self._payment_journal(currency)).sorted(
            lambda currency: (currency != self.company_id.currency_id, currency.name)
        )

    def _has_chart_of_accounts(self):
        accounts = self.env['account.account'].sudo()
        return bool(accounts.search(accounts._check_company_domain(self.company_id), limit=1))
