from odoo import api, fields, models

from ...lib.series import SINCE_19, has_access


class StockMove(models.Model):
    """Moves of what Amazon shipped: they have no picking."""

    _inherit = 'stock.move'

    amazon_order_item_id = fields.Many2one(
        comodel_name='amazon.order.item',
        string="Shipped for Another Shop",
        readonly=True,
        copy=True,
        ondelete='set null',
        index='btree_not_null',
        groups='stock.group_stock_user,amazon_connector.group_amazon_user',
    )

    is_moved_by_amazon = fields.Boolean(compute='_compute_is_moved_by_amazon')

    @api.depends('picking_id', 'sale_line_id', 'amazon_order_item_id')
    def _compute_is_moved_by_amazon(self):
        shipped = self._shipped_by_amazon()
        for move in self:
            move.is_moved_by_amazon = move in shipped

    def _shipped_by_amazon(self):
        """Return what Amazon shipped, which has no picking."""
        # Not everybody in the warehouse or in accounting may read all sales orders.
        return self.filtered(
            lambda move: not move.picking_id and (
                move.sudo().sale_line_id.order_id.amazon_channel == 'fba'
                or move.sudo().amazon_order_item_id
            )
        )

    def _amazon_line(self):
        """Return the order line that Amazon ships, or what stands in for one.

        :rtype: sale.order.line | amazon.order.item
        """
        return self.sale_line_id or self.amazon_order_item_id

    @api.depends(
        'sale_line_id.order_id.amazon_order_ref', 'amazon_order_item_id.order_id.amazon_order_ref'
    )
    def _compute_reference(self):
        """Override of `stock` to name Amazon's order; until 18.0, the move's name does."""
        result = super()._compute_reference()
        if SINCE_19:
            for move in self._shipped_by_amazon():
                move.reference = f"Amazon {move.sudo()._amazon_line().order_id.amazon_order_ref}"
        return result

    def action_open_reference(self):
        """Override of `stock` to open the order of what Amazon shipped."""
        order = self._shipped_by_amazon().sudo()._amazon_line().order_id
        if order and has_access(self.env[order._name], 'read'):
            return {
                'type': 'ir.actions.act_window',
                'res_model': order._name,
                'res_id': order.id,
                'views': [(False, 'form')],
            }
        return super().action_open_reference()

    def _get_partner_id_for_valuation_lines(self):
        """Override of `stock_account` (until 18.0) to name the buyer, whom no picking names."""
        if self._shipped_by_amazon() and self.partner_id:
            return self.env['res.partner']._find_accounting_partner(self.partner_id).id
        return super()._get_partner_id_for_valuation_lines()

    def _get_related_invoices(self):
        """Override of `stock_account` (until 18.0) to find invoices of orders without a picking."""
        orders = self._shipped_by_amazon().sale_line_id.order_id
        return super()._get_related_invoices() + orders.invoice_ids.filtered(
            lambda invoice: invoice.state == 'posted'
        )
