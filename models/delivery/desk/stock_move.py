from odoo import models
from odoo.tools import float_compare


class StockMove(models.Model):
    """What a new delivery begins with, and what a validation would leave behind."""

    _inherit = 'stock.move'

    def _get_new_picking_values(self):
        """Override of `stock` to have the account's carrier where the order names none."""
        values = super()._get_new_picking_values()
        # Not everybody in the warehouse may read all sales orders.
        orders = self._to_amazon_buyers().sudo().sale_line_id.order_id
        if orders and not orders.carrier_id and not any(order._amazon_way() for order in orders):
            values['carrier_id'] = orders[0]._default_amazon_carrier(self).id
        return values

    def _left_behind(self):
        """Return the moves of a delivery of which a validation would leave something behind."""
        leaving = self._about_to_leave()
        return self.filtered(
            lambda move: move.state not in ('done', 'cancel') and move.product_uom_qty
            and (move not in leaving or float_compare(
                move._get_picked_quantity(), move.product_uom_qty,
                precision_rounding=move.product_uom.rounding,
            ) < 0)
        )
