from odoo import models
from odoo.tools import float_compare


class StockMove(models.Model):
    """What a new delivery begins with, and what a validation would leave behind."""

    _inherit = 'stock.move'

    def _get_new_picking_values(self):
        """Override of `stock` to have the account's carrier where the order names none."""
        values = super()._get_new_picking_values()
        if carrier := self._default_amazon_carrier():
            values['carrier_id'] = carrier.id
        return values

    def _default_amazon_carrier(self):
        """Return who carries what goes to a buyer of Amazon's, unless somebody says otherwise.

        :return: the delivery method; empty, if it is for somebody else to say.
        :rtype: delivery.carrier
        """
        # Not everybody in the warehouse may read all sales orders.
        orders = self._to_amazon_buyers().sudo().sale_line_id.order_id
        if not orders or orders.carrier_id or any(order._amazon_way() for order in orders):
            return self.env['delivery.carrier']
        return orders[0]._default_amazon_carrier(self)

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
