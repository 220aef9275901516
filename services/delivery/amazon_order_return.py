from odoo import models
from odoo.exceptions import UserError
from odoo.tools import float_round

from ...lib.series import LINE_UOM, SINCE_18
from ...lib.words import _


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
        surplus = {
            line: line.qty_delivered - line.amazon_quantity - self._on_the_way_back(line)
            for line in sale_order.order_line.filtered('amazon_item_ref')
        }
        return {line: quantity for line, quantity in surplus.items() if quantity > 0}

    def _on_the_way_back(self, line):
        back = line.move_ids.filtered(
            lambda move: move.location_id.usage == 'customer'
            and move.state not in ('done', 'cancel')
            and move.product_id == line.product_id
        )
        return sum(
            move.product_uom._compute_quantity(move.product_uom_qty, line[LINE_UOM])
            for move in back
        )

    def _plan(self, sale_order):
        """Plan the return of what buyers have got without being charged for it.

        :param sale.order sale_order: an order of Amazon's.
        :return: the returns.
        :rtype: stock.picking
        :raise UserError: if there is nothing to return that is not planned already.
        """
        left = self._surplus(sale_order)
        shares = {line: quantity / line.qty_delivered for line, quantity in left.items()}
        returns = self.env['stock.picking']
        for picking in sale_order.picking_ids.filtered(lambda picking: picking.state == 'done'):
            wizard = self.env['stock.return.picking'].with_context(
                active_model='stock.picking', active_id=picking.id
            ).create({})
            for item in wizard.product_return_moves:
                line = item.move_id._to_customers().sale_line_id
                possible = _can_come_back(item)
                quantity = min(possible, left.get(line, 0))
                if item.product_id == line.product_id:
                    item.quantity = quantity
                    left[line] = left.get(line, 0) - quantity
                else:
                    item.quantity = float_round(
                        possible * shares.get(line, 0),
                        precision_rounding=item.uom_id.rounding,
                        rounding_method='UP',
                    )
            if any(wizard.product_return_moves.mapped('quantity')):
                returns += _make(wizard)
        if not returns:
            raise UserError(_("All that can come back is planned to come back already."))
        return returns


def _can_come_back(item):
    """Return how much of a line of Odoo's wizard has not come back: its own proposal, in 17.0."""
    if not SINCE_18:
        return item.quantity
    back = item.move_id.move_dest_ids.filtered(
        lambda move: move.origin_returned_move_id == item.move_id
    )
    return item.move_id.quantity - sum(back.mapped('quantity'))


def _make(wizard):
    if SINCE_18:
        return wizard._create_return()
    return wizard.picking_id.browse(wizard._create_returns()[0])
