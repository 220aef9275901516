from odoo import models

from ...services.fba.amazon_fba_shipping import Step


class SaleOrderLine(models.Model):
    """What Amazon has shipped of an order line, and Odoo has not recorded yet."""

    _inherit = 'sale.order.line'

    def _amazon_steps(self, order, date):
        """Return what Amazon has shipped of FBA orders since that was last recorded.

        :param Order order: what Amazon says.
        :param datetime date: when Amazon shipped it (naive UTC).
        :rtype: list[Step]
        """
        items = {item.item_ref: item for item in order.items}
        return [
            Step(line, item.quantity_shipped - line.amazon_quantity_moved, date,
                 item.serial_numbers)
            for line in self.filtered('amazon_item_ref')
            for item in [items.get(line.amazon_item_ref)]
            if item and item.quantity_shipped > line.amazon_quantity_moved
        ]
