from odoo import api, fields, models

from ....lib.series import CURRENCY_RATE, with_columns
from ...order.sale_order import CHANNELS

OF_THE_INVOICE = ('amazon_account_id', 'amazon_marketplace_id', 'amazon_channel')
# In the currency of the company, at the rate of the invoice: a line may be of 0, or of a cent. An
# invoice of 0 has the rate of its order. A credit note takes it back.
TAX_COLLECTED = f"""
    line.amazon_tax_collected * COALESCE(
        ABS(move.amount_total_signed / NULLIF(move.amount_total, 0)),
        ABS(line.balance / NULLIF(line.amount_currency, 0)),
        (
            SELECT 1 / NULLIF(sold_order.currency_rate, 0)
            FROM sale_order_line_invoice_rel sold
            JOIN sale_order_line sold_line ON sold_line.id = sold.order_line_id
            JOIN sale_order sold_order ON sold_order.id = sold_line.order_id
            WHERE sold.invoice_line_id = line.id
            LIMIT 1
        ), 0)
    * {CURRENCY_RATE} * (CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END)
    AS amazon_tax_collected
"""


class AccountInvoiceReport(models.Model):
    """What was invoiced of Amazon's orders: by whom, where, and who ships it."""

    _inherit = 'account.invoice.report'

    amazon_account_id = fields.Many2one(comodel_name='amazon.account', readonly=True)
    amazon_marketplace_id = fields.Many2one(comodel_name='amazon.marketplace', readonly=True)
    amazon_channel = fields.Selection(
        selection=CHANNELS,
        string="Amazon Fulfillment",
        readonly=True,
    )

    amazon_tax_collected = fields.Float(
        string="Tax Collected by Amazon",
        readonly=True,
        help="It is no part of the total.",
    )

    _depends = {
        'account.move': [*OF_THE_INVOICE, 'amount_total', 'amount_total_signed'],
        'account.move.line': ['amazon_tax_collected', 'sale_line_ids'],
        'sale.order': ['currency_rate'],
    }

    @api.model
    def _select(self):
        return with_columns(super()._select(), [
            *(f'move.{name}' for name in OF_THE_INVOICE), TAX_COLLECTED,
        ])
