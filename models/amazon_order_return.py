from odoo import models


class AmazonOrderReturn(models.AbstractModel):
    """Plans that goods come back which Amazon's buyers have got without being charged for them."""

    _name = 'amazon.order.return'
    _description = "Amazon Order Return"

    def _surplus(self, sale_order):
        """Return what buyers have got, or will get, that Amazon does not charge them for.

        :param sale.order sale_order: an order of Amazon's.
        :return: number of pieces by order line; nothing of what Amazon ships itself.
        :rtype: dict[sale.order.line, float]
        """
        if sale_order.amazon_channel != 'fbm':
            return {}
        is_canceled = sale_order.amazon_status == 'cancelled'
        surplus = {
            line: line.qty_delivered - (0 if is_canceled else line.amazon_quantity)
            for line in sale_order.order_line.filtered('amazon_item_ref')
        }
        return {line: quantity for line, quantity in surplus.items() if quantity > 0}

    def _plan(self, sale_order):
        """Plan the return of what buyers have got without being charged for it.

        Of a kit, all of its components are to be returned.

        :param sale.order sale_order: an order of Amazon's.
        :return: the returns.
        :rtype: stock.picking
        """
        left = self._surplus(sale_order)
        returns = self.env['stock.picking']
        for picking in sale_order.picking_ids.filtered(lambda picking: picking.state == 'done'):
            wizard = self.env['stock.return.picking'].with_context(
                active_model='stock.picking', active_id=picking.id
            ).create({})
            for item in wizard.product_return_moves:
                line = item.move_id._to_customers().sale_line_id
                quantity = min(item.quantity, left.get(line, 0))
                if item.product_id == line.product_id:
                    item.quantity = quantity
                    left[line] = left.get(line, 0) - quantity
                elif not quantity:
                    item.quantity = 0
            if any(wizard.product_return_moves.mapped('quantity')):
                returns += returns.browse(wizard._create_returns()[0])
        return returns
