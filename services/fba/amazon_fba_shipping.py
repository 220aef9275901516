from collections import Counter

from odoo import models
from odoo.fields import Command

from ...lib.series import SINCE_19


class AmazonFbaShipping(models.AbstractModel):
    """Records what Amazon shipped: done moves out of the Amazon location."""

    _name = 'amazon.fba.shipping'
    _description = "Amazon FBA Shipping"

    def _record(self, steps):
        """Record that Amazon shipped pieces of orders: one done move for each step.

        Of a kit there is a move for each component. What is no goods is left out. The lines count
        all of it in `amazon_quantity_moved`.

        :param list[FbaStep] steps: of lines of orders of one account, or of items of other shops'
            orders.
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
        moves = self.env['amazon.fba.lots']._reserve({
            move: step.serial_numbers for move, (step, values) in zip(moves, planned, strict=True)
        })
        moves.picked = True
        dates = moves.with_env(self.env).grouped('date')
        moves._action_done()
        for date, shipped in dates.items():
            shipped.date = date
            shipped.move_line_ids.date = date
        for step in steps:
            step.line.amazon_quantity_moved += step.quantity
        return moves.with_env(self.env)

    def _prepare_moves(self, step):
        product = step.line.product_id
        if not step.quantity or product.type not in ('product', 'consu'):
            return []
        quantity, uom = step.line._amazon_uom()._adjust_uom_quantities(
            step.quantity, product.uom_id
        )
        values = {
            **self._prepare_move(step),
            'product_id': product.id,
            'product_uom': uom.id,
            'product_uom_qty': quantity,
        }
        return self._prepare_components(step, values) or [values]

    def _prepare_components(self, step, values):
        """Return the values of the moves of a kit's components; [] if it is none.

        It is done here, as Odoo explodes nothing outside of a picking.
        """
        return [
            {
                **values,
                'product_id': bom_line.product_id.id,
                'product_uom': bom_line.product_uom_id.id,
                'product_uom_qty': quantity,
                'bom_line_id': bom_line.id,
            }
            for bom_line, quantity in step.line._amazon_components(step.quantity)
            if quantity and bom_line.product_id.type in ('product', 'consu')
        ]

    def _prepare_move(self, step):
        line = step.line
        return {
            **({} if SINCE_19 else {'name': f"Amazon {line.order_id.amazon_order_ref}"}),
            'description_picking': line.name,
            'date': step.date,
            'company_id': line.company_id.id,
            **line._prepare_amazon_move(),
        }

    # === TAKING BACK === #

    def _take_back(self, lines):
        """Record that pieces have not left after all, where Amazon says so.

        :param lines: order lines (`sale.order.line`) of orders that Amazon fulfills, or items of
            other shops' orders (`amazon.order.item`).
        """
        for line in lines.filtered('amazon_item_ref'):
            pieces = line.amazon_quantity_moved - line.amazon_quantity_shipped
            if pieces > 0:
                left = line._amazon_contents(pieces)
                for move in line._amazon_moves()._shipped_to_customers().sorted('id', reverse=True):
                    away = self._still_away(move).total()
                    quantity = min(away, left.get(move.product_id, 0))
                    if quantity:
                        left[move.product_id] -= quantity
                        self._reverse(move, quantity)
                line.amazon_quantity_moved -= pieces

    def _reverse_all(self, moves):
        """Bring all back that is still away, as if it had not left.

        :param stock.move moves: done moves out of the Amazon location.
        """
        for move in moves:
            away = self._still_away(move).total()
            if away:
                back = self._reverse(move, away)
                back.date = back.move_line_ids.date = move.date

    def _still_away(self, move):
        """Return what of a move has not come back, by lot or serial number.

        :rtype: Counter
        """
        away = Counter()
        for line in move.move_line_ids:
            away[line.lot_id] += line.quantity_product_uom
        back = move.returned_move_ids.filtered(lambda back: back.state == 'done')
        for line in back.move_line_ids:
            away[line.lot_id] -= line.quantity_product_uom
        return +away

    def _reverse(self, move, quantity):
        """Bring a part of what has moved back to where it came from.

        :param stock.move move: a done move.
        :param float quantity: how much, in the product's unit of measure.
        :return: the move back.
        :rtype: stock.move
        """
        back = move.copy({
            'product_uom': move.product_id.uom_id.id,
            'product_uom_qty': quantity,
            'location_id': move.location_dest_id.id,
            'location_dest_id': move.location_id.id,
            'origin_returned_move_id': move.id,
            'to_refund': True,
        })
        back._action_confirm(merge=False)
        lines = [Command.clear()]
        for lot, away in self._still_away(move).items():
            part = min(quantity, away)
            if part:
                quantity -= part
                lines.append(Command.create({
                    **back._prepare_move_line_vals(quantity=part), 'lot_id': lot.id,
                }))
        back.move_line_ids = lines
        back.picked = True
        back._action_done()
        return back.with_env(self.env)
