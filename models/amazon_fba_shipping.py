from dataclasses import dataclass
from datetime import datetime

from odoo import models


@dataclass(frozen=True)
class Step:
    """Pieces of an order line that Amazon shipped together.

    :param sale.order.line line: a line of an order that Amazon fulfills.
    :param int quantity: how many pieces of what was sold.
    :param datetime date: when Amazon shipped them (naive UTC).
    :param tuple[str] serial_numbers: what Amazon reports of the line; often nothing.
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

        Of a kit there is a move for each component. What is no goods is left out. The lines count
        all of it in `amazon_quantity_moved`.

        :param list[Step] steps: of orders of one account.
        :return: the moves, in the order of their dates.
        :rtype: stock.move
        """
        if not steps:
            return self.env['stock.move']
        self = self.with_company(steps[0].line.company_id)
        planned = [
            (step, values)
            for step in sorted(steps, key=lambda step: step.date)
            for values in self._prepare_moves(step)
        ]
        moves = self.env['stock.move'].create([values for step, values in planned])
        moves._action_confirm(merge=False)
        self.env['amazon.fba.lots']._reserve({
            move: step.serial_numbers for move, (step, values) in zip(moves, planned, strict=True)
        })
        moves.picked = True
        dates = moves.grouped('date')
        moves._action_done()
        for date, shipped in dates.items():
            shipped.date = date
            shipped.move_line_ids.date = date
        for step in steps:
            step.line.amazon_quantity_moved += step.quantity
        return moves

    def _prepare_moves(self, step):
        product = step.line.product_id
        if not step.quantity or product.type not in ('product', 'consu'):
            return []
        quantity, uom = step.line.product_uom._adjust_uom_quantities(step.quantity, product.uom_id)
        values = {
            **self._prepare_move(step),
            'product_id': product.id,
            'product_uom': uom.id,
            'product_uom_qty': quantity,
        }
        bom = self._kit_bom(step.line)
        return self._prepare_components(step, bom, values) if bom else [values]

    def _prepare_move(self, step):
        order = step.line.order_id
        buyer = order.partner_shipping_id.with_company(order.company_id)
        return {
            'name': f"Amazon {order.amazon_order_ref}",
            'description_picking': step.line.name,
            'date': step.date,
            'origin': order.name,
            'company_id': order.company_id.id,
            'partner_id': buyer.id,
            'location_id': order._amazon_location().id,
            'location_dest_id': buyer.property_stock_customer.id,
            'sale_line_id': step.line.id,
        }

    # === KITS (with `mrp`) === #

    def _kit_bom(self, line):
        """Return the bill of materials of the kit that was sold, if it is one.

        What was shipped before tells: with two of them, Odoo cannot count what is delivered.

        :rtype: mrp.bom
        """
        return 'mrp.bom' in self.env and line._amazon_kit_boms()[:1]

    def _prepare_components(self, step, bom, values):
        """Return the values of the moves of a kit's components.

        It is done here, as Odoo explodes nothing outside of a picking.
        """
        kits = step.line.product_uom._compute_quantity(step.quantity, bom.product_uom_id)
        _boms, contents = bom.explode(
            step.line.product_id, kits / bom.product_qty, picking_type=bom.picking_type_id
        )
        return [
            {
                **values,
                'product_id': bom_line.product_id.id,
                'product_uom': bom_line.product_uom_id.id,
                'product_uom_qty': content['qty'],
                'bom_line_id': bom_line.id,
            }
            for bom_line, content in contents
            if content['qty'] and bom_line.product_id.type in ('product', 'consu')
        ]
