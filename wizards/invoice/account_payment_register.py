from odoo import api, models


class AccountPaymentRegister(models.TransientModel):
    """In which journal it is proposed to book payments: Amazon's in Amazon's, no others there."""

    _inherit = 'account.payment.register'

    @api.depends('available_journal_ids')
    def _compute_journal_id(self):
        chosen = self.filtered(lambda wizard: wizard.journal_id in wizard.available_journal_ids)
        result = super()._compute_journal_id()
        for wizard in self - chosen:
            # Of one customer, Odoo asks for the journal of the batch.
            if not wizard.can_edit_wizard:
                wizard.journal_id = wizard._amazon_journal(wizard.line_ids) or wizard.journal_id
        return result

    @api.model
    def _get_batch_journal(self, batch_result):
        """Override of `account` to propose the journal of the Amazon account."""
        journal = super()._get_batch_journal(batch_result)
        lines = batch_result['lines']
        return self._amazon_journal(lines) or self._other_journal(journal, lines.currency_id)

    def _amazon_journal(self, lines):
        """Return the journal for what Amazon pays; empty, unless all invoices are about its orders.

        :param account.move.line lines: of the invoices, that are to be paid.
        :rtype: account.journal
        """
        journals = self.env['account.journal']
        for move in lines.move_id.sudo():
            journal = move.amazon_account_id._payment_journal(move.currency_id)
            if not journal or journals not in (journals.browse(), journal):
                return journals.browse()
            journals |= journal
        return journals.sudo(False) & self.available_journal_ids._origin

    def _other_journal(self, journal, currency):
        if not journal.is_amazon_payments:
            return journal
        others = self.available_journal_ids._origin.filtered(
            lambda other: not other.is_amazon_payments
        )
        same_currency = others.filtered(lambda other: other.currency_id == currency)
        return (same_currency or others or journal)[:1]
