from odoo import models


class AccountPayment(models.Model):
    """Payments of Amazon's buyers, who are sent no receipt."""

    _inherit = 'account.payment'

    def _amazon_buyers(self):
        # Not everybody who registers payments may read all invoices.
        return super()._amazon_buyers() + self.sudo().reconciled_invoice_ids._amazon_buyers()
