from odoo import api, models

from ...lib.series import LINE_UOM


class SaleOrderLine(models.Model):
    """What of a line of Amazon's is to be invoiced, and when."""

    _inherit = 'sale.order.line'

    @api.depends('order_id.order_line.qty_delivered', 'order_id.order_line.qty_invoiced')
    def _compute_qty_to_invoice(self):
        """Override of `sale`: shipping, wrapping, rounding are invoiced with the goods."""
        result = super()._compute_qty_to_invoice()
        for line in self.filtered(lambda line: line.state == 'sale' and line._goes_with_goods()):
            goods = line.order_id.order_line.filtered('amazon_item_ref')
            if any(goods.mapped(_is_invoiced_by_now)):
                line.qty_to_invoice = line.product_uom_qty - line.qty_invoiced
            else:
                line.qty_to_invoice = 0
        return result

    def _goes_with_goods(self):
        """Return whether the line is no goods, in an order of Amazon's that has some."""
        self.ensure_one()
        order = self.order_id
        return bool(
            order.amazon_order_ref and not self.amazon_item_ref and not self.display_type
            and not self.is_downpayment and self.qty_delivered_method != 'stock_move'
            and any(order.order_line.mapped('amazon_item_ref'))
        )

    def _amazon_to_invoice(self):
        """Return what of the lines is shipped, and on no invoice yet: credited pieces were on one.

        :return: quantities by ID of the line.
        :rtype: dict[int, float]
        """
        quantities = {}
        for line in self.filtered(lambda line: not line.display_type):
            most = line.product_uom_qty
            if line.qty_delivered_method == 'stock_move':
                most = line.qty_delivered
            elif line.amazon_item_ref:
                most = min(most, line.amazon_quantity_shipped)
            quantities[line.id] = min(line.qty_to_invoice, most - line._invoiced_ever())
        return quantities

    def _invoiced_ever(self):
        """Return the quantity on invoices, whatever was credited of it.

        Invoiced by hand after that, pieces are the same ones: an invoice was made anew.
        """
        self.ensure_one()
        ever = credited = 0
        for line in self.invoice_lines.sorted(lambda line: (line.move_id.id, line.id)):
            move = line.move_id
            pieces = line.product_uom_id._compute_quantity(line.quantity, self[LINE_UOM])
            if move.state == 'cancel' or move.move_type not in ('out_invoice', 'out_refund'):
                continue
            if move.move_type == 'out_refund':
                credited += pieces
            else:
                again = 0 if move.is_amazon_automatic else min(credited, pieces)
                credited -= again
                ever += pieces - again
        return ever

    def _is_shipped_completely(self):
        """Return whether nothing of these goods is still to be shipped."""
        return all(map(_is_shipped, self))

    def _prepare_invoice_line(self, **optional_values):
        """Override of `sale` to invoice what is planned, and to name the order among others."""
        plan = self.order_id._amazon_invoice_plan()
        if not plan or self.id not in plan.quantities_of(self.order_id):
            return super()._prepare_invoice_line(**optional_values)
        optional_values['quantity'] = plan.quantities_of(self.order_id)[self.id]
        values = super()._prepare_invoice_line(**optional_values)
        if plan.collective:
            values['name'] = f"{self.order_id.amazon_order_ref}: {values['name']}"
        return values


def _is_invoiced_by_now(goods):
    return goods.qty_delivered > 0 or goods.qty_invoiced > 0 or (
        goods.product_id.invoice_policy == 'order' and goods.product_uom_qty > 0
    )


def _is_shipped(line):
    if line.order_id.amazon_channel == 'fba' or line.qty_delivered_method != 'stock_move':
        return line.amazon_quantity_shipped >= line.amazon_quantity
    return not line._amazon_open_moves()
