from odoo import models


class AccountMove(models.Model):
    _inherit = 'account.move'

    def _post(self, soft=True):
        """Override of `account`: without an exchange rate, the amounts of an invoice are wrong."""
        invoices = self.filtered(lambda move: move.is_sale_document())
        invoices._invoiced_orders().filtered('amazon_order_ref')._check_amazon_rate()
        return super()._post(soft=soft)

    def _invoiced_orders(self):
        # Not everybody in accounting may read all sales orders.
        return self.sudo().invoice_line_ids.sale_line_ids.order_id
