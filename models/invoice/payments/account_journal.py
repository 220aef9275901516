from itertools import count

from odoo import api, fields, models

from ....lib.words import _

AMAZON_PAYMENTS = "Amazon Payments"
CODE = 'AMZ'
BEHIND_ALL_OTHERS = 100  # Odoo proposes the first journal for any payment.


class AccountJournal(models.Model):
    """Where it is booked what Amazon pays: in a journal for each currency.

    Its own bank and cash account is the intermediary one: it holds what Amazon still owes, until
    the money is on the real bank account.
    """

    _inherit = 'account.journal'

    is_amazon_payments = fields.Boolean(
        string="Amazon Payments",
        readonly=True,
        copy=False,
        help="What Amazon pays is booked here. Odoo proposes it for nothing else.",
    )
    amazon_currency_id = fields.Many2one(
        comodel_name='res.currency', string="Payments In", compute='_compute_amazon_currency_id'
    )

    @api.depends('currency_id', 'company_id.currency_id')
    def _compute_amazon_currency_id(self):
        for journal in self:
            journal.amazon_currency_id = journal.currency_id or journal.company_id.currency_id

    @api.model
    def _of_amazon_payments(self, company, currency):
        """Find the journal for what Amazon pays in a currency; make it if there is none.

        :param res.company company: which has a chart of accounts.
        :param res.currency currency: of the payments.
        :rtype: account.journal
        :raise UserError: if Odoo makes none.
        """
        journals = self.with_context(lang=None).with_company(company)
        journal = journals.search([
            *self._check_company_domain(company),
            ('type', '=', 'bank'),
            ('currency_id', 'in', [currency.id, *([False] * (currency == company.currency_id))]),
            '|', ('is_amazon_payments', '=', True), ('name', '=ilike', AMAZON_PAYMENTS),
        ], limit=1) or journals._make_for_amazon_payments(company, currency)
        journal.is_amazon_payments = True
        return journal.with_env(self.env)

    def _make_for_amazon_payments(self, company, currency):
        is_foreign = currency != company.currency_id
        if is_foreign and not currency.active:
            currency.active = True
        journal = self.create({
            'name': AMAZON_PAYMENTS,
            'code': self._free_amazon_code(company),
            'type': 'bank',
            'company_id': company.id,
            'currency_id': is_foreign and currency.id,
            'sequence': BEHIND_ALL_OTHERS,
        })
        account = journal.default_account_id
        if is_foreign:
            account.name = _("Amazon Payments %s", currency.name)
        # Payments go to the intermediary account at once: no bank statement comes from Amazon.
        lines = journal.inbound_payment_method_line_ids + journal.outbound_payment_method_line_ids
        lines.payment_account_id = account
        return journal

    def _free_amazon_code(self, company):
        taken = set(self.with_context(active_test=False).search([
            *self._check_company_domain(company), ('code', '=like', f'{CODE}%'),
        ]).mapped('code'))
        codes = (f'{CODE}{number if number > 1 else ""}' for number in count(1))
        return next(code for code in codes if code not in taken)
