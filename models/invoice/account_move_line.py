from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from ...lib.series import LINE_UOM


class AccountMoveLine(models.Model):
    """How much tax Amazon collects on what is invoiced."""

    _inherit = 'account.move.line'

    amazon_tax_collected = fields.Monetary(
        string="Tax Collected by Amazon",
        compute='_compute_amazon_tax_collected',
        store=True,
        precompute=True,
        help="The tax that Amazon collects from the buyer and remits. It is no part of the line.",
    )

    def _auto_init(self):
        # Not to be computed for all that was ever booked.
        if not column_exists(self.env.cr, self._table, 'amazon_tax_collected'):
            create_column(self.env.cr, self._table, 'amazon_tax_collected', 'numeric')
        return super()._auto_init()

    @api.depends('sale_line_ids', 'quantity', 'price_unit', 'discount')
    def _compute_amazon_tax_collected(self):
        for line in self:
            # Not everybody in accounting may read all sales orders.
            sold = line.sudo().sale_line_ids._origin.filtered('amazon_tax_collected')
            line.amazon_tax_collected = sum(map(line._tax_collected_of, sold))

    def _tax_collected_of(self, sold):
        """Return what Amazon collects on what is invoiced by this line of an order line.

        All invoices of an order line have together what it has, to the cent.
        """
        share, before = self._share_of(sold), 0
        if share != 1:
            before = sum(line._share_of(sold) for line in self._before_on_invoices(sold))
        rounded = sold.currency_id.round
        return rounded(sold.amazon_tax_collected * (before + share)) - rounded(
            sold.amazon_tax_collected * before
        )

    def _before_on_invoices(self, sold):
        """Return the lines of documents of the same kind that came before."""
        return sold.invoice_lines.filtered(lambda line: (
            line.move_id.move_type == self.move_id.move_type and line.move_id.state != 'cancel'
            and (not self._origin or line.id < self._origin.id)
        ))

    def _share_of(self, sold):
        """Return which part of an order line is invoiced by this line."""
        if not sold.product_uom_qty:
            return 0
        uom = self.product_uom_id or sold[LINE_UOM]
        share = uom._compute_quantity(self.quantity, sold[LINE_UOM]) / sold.product_uom_qty
        return share * self._share_of_price(sold, uom)

    def _share_of_price(self, sold, uom):
        """Return which part of the price a credit note gives back; an invoice is about all of it.

        People lower the price where the buyer keeps the goods, or gave them back damaged.
        """
        price = sold[LINE_UOM]._compute_price(sold.price_unit, uom) * (1 - sold.discount / 100)
        is_credited = self.move_id.move_type == 'out_refund'
        if not is_credited or not price or self.currency_id != sold.currency_id:
            return 1
        return min(max(self.price_unit * (1 - self.discount / 100) / price, 0), 1)
