from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column


class AccountMove(models.Model):
    """The number of the invoice that Amazon has issued itself."""

    _inherit = 'account.move'

    amazon_invoice_number = fields.Char(
        string="Amazon's Invoice Number",
        compute='_compute_amazon_invoice_number',
        store=True,
        copy=False,
        index='trigram',
        help="Amazon has issued this invoice itself, with this number. It may come days later.",
    )

    def _auto_init(self):
        # Not to be computed for all invoices that there are: Amazon has told no number yet.
        if not column_exists(self.env.cr, self._table, 'amazon_invoice_number'):
            create_column(self.env.cr, self._table, 'amazon_invoice_number', 'varchar')
        return super()._auto_init()

    @api.depends('move_type', 'invoice_line_ids.sale_line_ids.order_id.amazon_invoice_number')
    def _compute_amazon_invoice_number(self):
        for move in self:
            orders = move._amazon_orders() if move.move_type == 'out_invoice' else ()
            numbers = (order.amazon_invoice_number for order in orders)
            move.amazon_invoice_number = ", ".join(filter(None, numbers)) or False
