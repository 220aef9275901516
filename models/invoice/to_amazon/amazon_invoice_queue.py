from datetime import timedelta

from odoo import models

from ....lib.clock import database_now

# Invoices that are posted one after the other are sent in one run.
TIME_TO_COLLECT = timedelta(minutes=1)


class AmazonInvoice(models.Model):
    """How an invoice comes into the outbox."""

    _inherit = 'amazon.invoice'

    def _queue(self, move, decision):
        """Put an invoice into the outbox.

        :param account.move move: posted, of one account and marketplace.
        :param str decision: see `_decide`.
        :return: the row.
        :rtype: amazon.invoice
        """
        is_credit_note = move.move_type == 'out_refund'
        row = self.create({
            'move_id': move.id,
            'account_id': move.amazon_account_id.id,
            'marketplace_id': move.amazon_marketplace_id.id,
            'document_type': 'credit_note' if is_credit_note else 'invoice',
            'number': move.name,
        })
        row._follow(decision)
        return row

    def _queue_again(self, decision):
        """Put an invoice that was posted again into the outbox again.

        :param str decision: see `_decide`.
        """
        self.ensure_one()
        if self.state == 'sent':
            self.has_changed = True
        else:
            self._reset()
            self._follow(decision)

    def _decide_anew(self):
        """Have invoices that wait, or failed, go on, or stay, as is chosen now."""
        for row in self:
            decision = row._decide()
            if decision in ('upload', 'ask'):
                row._reset()
            row._follow(decision)
        self.filtered(lambda row: row.state == 'waiting')._wake_up()

    def _queue_credit_notes(self):
        """Put credit notes into the outbox that were none before Amazon had their invoice."""
        notes = self.search([
            ('account_id', '=', self.account_id.id),
            ('amazon_order_ref', '=', self.amazon_order_ref),
            ('document_type', '=', 'credit_note'),
            ('state', '=', 'not_needed'),
        ])
        for note in notes.filtered(lambda note: note.move_id.state == 'posted'):
            if self.move_id in note.move_id._amazon_credited() and note._decide() == 'upload':
                note._queue_again('upload')

    def _follow(self, decision):
        if decision in ('upload', 'ask'):
            self._set_due()
        if decision != 'upload':
            reason = self._words_of(decision)
            if decision == 'ask':
                self.reason = reason
            else:
                self._dispense(reason)

    def _wake_up(self):
        """Have the outbox sent soon."""
        at = database_now(self.env) + TIME_TO_COLLECT
        for account in self.account_id:
            account._wake_up('uploads', at)
