from odoo import fields, models

from ...lib.fba_step import FbaStep
from ...lib.series import LINE_UOM


class SaleOrderLine(models.Model):
    """What Amazon has shipped of an order line, and Odoo has not recorded yet."""

    _inherit = 'sale.order.line'

    amazon_quantity_moved = fields.Integer(
        readonly=True,
        copy=False,
        help="Pieces of which it is recorded that they left the Amazon location.",
    )

    def _amazon_moves(self):
        return self.move_ids

    def _has_left(self):
        return any(self.mapped('amazon_quantity_moved')) or super()._has_left()

    def _is_away_unpaid(self):
        of_amazon = self.filtered(lambda line: line.order_id.amazon_channel == 'fba')
        return any(
            line.amazon_quantity_moved > line.amazon_quantity_shipped for line in of_amazon
        ) or super(SaleOrderLine, self - of_amazon)._is_away_unpaid()

    def _amazon_delivered(self):
        if self.order_id.amazon_channel == 'fba':
            return self.amazon_quantity_moved
        return super()._amazon_delivered()

    def _amazon_least_quantity(self):
        return max(super()._amazon_least_quantity(), self.amazon_quantity_moved)

    def _amazon_uom(self):
        return self[LINE_UOM]

    def _prepare_amazon_move(self):
        """Return what tells a move of this line from others.

        :rtype: dict
        """
        order = self.order_id
        buyer = order.partner_shipping_id.with_company(order.company_id)
        return {
            'origin': order.name,
            'partner_id': buyer.id,
            'location_id': order._amazon_location().id,
            'location_dest_id': buyer.property_stock_customer.id,
            'sale_line_id': self.id,
        }

    def _amazon_steps(self, order, date):
        """Return what Amazon has shipped of FBA orders since that was last recorded.

        :param Order order: what Amazon says.
        :param datetime date: when Amazon shipped it (naive UTC).
        :rtype: list[FbaStep]
        """
        items = {item.item_ref: item for item in order.items}
        return [
            FbaStep(line, item.quantity_shipped - line.amazon_quantity_moved, date,
                 item.serial_numbers)
            for line in self.filtered('amazon_item_ref')
            for item in [items.get(line.amazon_item_ref)]
            if item and item.quantity_shipped > line.amazon_quantity_moved
        ]
