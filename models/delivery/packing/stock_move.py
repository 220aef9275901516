from odoo import api, fields, models


class StockMove(models.Model):
    """What the packer has to know of goods for Amazon's buyers; see the sales order's line."""

    _inherit = 'stock.move'

    # Not everybody in the warehouse may read all sales orders.
    amazon_packing = fields.Text(
        string="For the Packer", compute='_compute_amazon_packing', compute_sudo=True
    )
    amazon_customization_url = fields.Char(
        string="Customization", compute='_compute_amazon_packing', compute_sudo=True
    )

    @api.depends('sale_line_id.amazon_packing', 'sale_line_id.amazon_customization_url')
    @api.depends_context('lang')
    def _compute_amazon_packing(self):
        for move in self:
            line = move._amazon_line_to_pack()
            move.amazon_packing = line.amazon_packing
            move.amazon_customization_url = line.amazon_customization_url

    def _amazon_line_to_pack(self):
        """Return the line of an Amazon order that the goods are packed for, at whichever step.

        :rtype: sale.order.line
        """
        self.ensure_one()
        if self.picking_code == 'incoming':
            return self.sale_line_id.browse()
        # Of a delivery in steps, the last one alone knows it until 17.0.
        steps = self if self.sale_line_id else self.browse(self._rollup_move_dests())
        return steps.sale_line_id.filtered('amazon_item_ref')[:1]
