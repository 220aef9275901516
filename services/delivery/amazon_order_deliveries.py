from odoo import models
from odoo.tools import float_is_zero


class AmazonOrderDeliveries(models.AbstractModel):
    """Takes off open deliveries what Amazon does not expect any more.

    Odoo's own way, when an ordered quantity is lowered, plans a return where it finds no delivery
    that suits: of printed ones, for instance.
    """

    _name = 'amazon.order.deliveries'
    _description = "Amazon Order Deliveries"

    def _cut(self, planned):
        """Have no more delivered than Amazon expects.

        :param dict[sale.order.line, float] planned: the quantities of lines when their deliveries
            were planned.
        """
        for line, quantity in planned.items():
            for moves, surplus in line._amazon_surplus_to_deliver(quantity):
                self._take_off(moves, surplus)

    def _take_off(self, moves, quantity):
        """Lower moves, and those that bring them their goods from the stock, if they are open.

        What was purchased or is manufactured for them comes all the same.

        :param stock.move moves: of one product.
        :param float quantity: how much less, in the product's unit of measure.
        """
        for move in moves.sorted('id', reverse=True):
            part = min(quantity, move.product_qty)
            if float_is_zero(part, precision_rounding=move.product_id.uom_id.rounding):
                break
            quantity -= part
            before = move.move_orig_ids.filtered(
                lambda origin: origin.state not in ('done', 'cancel')
                and origin.location_id.usage == 'internal'
            )
            self._lower(move, part)
            self._take_off(before, part)

    def _lower(self, move, part):
        uom = move.product_uom
        rest = move.product_uom_qty - move.product_id.uom_id._compute_quantity(
            part, uom, rounding_method='HALF-UP'
        )
        if float_is_zero(rest, precision_rounding=uom.rounding):
            move._action_cancel()
            return
        is_reserved = bool(move.move_line_ids)
        # What a worker has ticked off already is more than that: it has to be picked again.
        move.picked = False
        move.product_uom_qty = rest
        if is_reserved:
            move._action_assign()
