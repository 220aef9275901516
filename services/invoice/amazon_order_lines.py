from odoo import models


class AmazonOrderLines(models.AbstractModel):
    """Has draft invoices not be left behind, when an order follows Amazon."""

    _inherit = 'amazon.order.lines'

    def _bring_to(self, row, sale_order, order):
        if self._is_due(row, sale_order, order):
            sale_order._note_outdated_drafts()
        return super()._bring_to(row, sale_order, order)
