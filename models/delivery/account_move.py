from odoo import models


class AccountMove(models.Model):
    _inherit = 'account.move'

    def _stock_account_anglo_saxon_reconcile_valuation(self, product=False):
        """Override of `stock_account` (until 18.0) to do nothing where there is no invoice.

        Odoo prepares for it with each move, at some expense.
        """
        if self:
            return super()._stock_account_anglo_saxon_reconcile_valuation(product=product)
        return None
