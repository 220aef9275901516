from odoo import models

from ....lib.clock import database_now
from ....lib.dashboard import DANGER, WARNING, Figure, Trouble
from ....lib.words import _
from ..to_amazon.amazon_invoice import OPEN


class AmazonAccount(models.Model):
    """What the dashboard says of invoices: what is not invoiced, and what Amazon does not have."""

    _inherit = 'amazon.account'

    def _figures(self):
        return [
            *super()._figures(),
            Figure(
                'not_invoiced', _("Orders that could not be invoiced"), 'sale.order',
                [('state', '=', 'sale'), ('amazon_invoice_reason', '!=', False)],
                'sale.action_orders', account='amazon_account_id', severity=WARNING,
            ),
            self._figure_of_uploads(
                'invoices_late', _("Invoices late at Amazon"),
                [('state', 'in', OPEN), ('due_at', '<', database_now(self.env))], DANGER,
            ),
            self._figure_of_uploads(
                'invoices_failed', _("Invoices that Amazon does not take"),
                [('state', '=', 'failed')], WARNING,
            ),
            self._figure_of_uploads(
                'invoices_due', _("Invoices due to Amazon"), [('state', 'in', OPEN)],
            ),
        ]

    def _figure_of_uploads(self, key, label, domain, severity=''):
        return Figure(
            key, label, 'amazon.invoice', domain, 'amazon_connector.action_amazon_invoice',
            severity=severity,
        )

    def _troubles_at_work(self):
        troubles = super()._troubles_at_work()
        if self.invoice_mode_proposal:
            troubles.append(Trouble(_("Who issues the invoices has to be answered."), WARNING))
        return troubles
