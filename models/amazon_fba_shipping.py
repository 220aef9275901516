from dataclasses import dataclass
from datetime import datetime

from odoo import models


@dataclass(frozen=True)
class Step:
    """Pieces of an order line that Amazon shipped together.

    :param sale.order.line line: a line of an order that Amazon fulfills.
    :param int quantity: how many pieces of what was sold.
    :param datetime date: when Amazon shipped them (naive UTC).
    :param tuple[str] serial_numbers: what Amazon reports of the pieces; often nothing.
    """

    line: models.BaseModel
    quantity: int
    date: datetime
    serial_numbers: tuple[str, ...] = ()


class AmazonFbaShipping(models.AbstractModel):
    """Records what Amazon shipped: done moves out of the Amazon location."""

    _name = 'amazon.fba.shipping'
    _description = "Amazon FBA Shipping"

    def _record(self, steps):
        """Record that Amazon shipped pieces of orders: one done move for each step.

        Of a kit there is a move for each component. What is no goods is left out.

        :param list[Step] steps: of orders of one account.
        :return: the moves.
        :rtype: stock.move
        """
        moves = self.env['stock.move'].create([
            self._prepare_move(step)
            for step in steps
            if step.line.product_id.type in ('product', 'consu')
        ])
        moves = moves._action_confirm(merge=False)
        for move in moves:
            move.quantity = move.product_uom_qty
        moves.picked = True
        dates = moves.grouped('date')
        moves._action_done()
        for date, shipped in dates.items():
            shipped.date = date
            shipped.move_line_ids.date = date
        return moves

    def _prepare_move(self, step):
        order = step.line.order_id
        return {
            'name': f"Amazon {order.amazon_order_ref}",
            'description_picking': step.line.name,
            'date': step.date,
            'origin': order.name,
            'company_id': order.company_id.id,
            'partner_id': order.partner_shipping_id.id,
            'product_id': step.line.product_id.id,
            'product_uom': step.line.product_uom.id,
            'product_uom_qty': step.quantity,
            'location_id': order.amazon_account_id.location_id.id,
            'location_dest_id': order.partner_shipping_id.property_stock_customer.id,
            'sale_line_id': step.line.id,
        }
