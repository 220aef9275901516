from odoo import models


class AmazonOrderImport(models.AbstractModel):
    """Records what Amazon shipped of new orders."""

    _inherit = 'amazon.order.import'

    def _complete(self, rows, orders, sale_orders):
        result = super()._complete(rows, orders, sale_orders)
        steps = [
            step
            for row, sale_order in zip(rows, sale_orders, strict=True)
            if sale_order.amazon_channel == 'fba'
            for step in sale_order.order_line._amazon_steps(orders[row], row.amazon_update)
        ]
        self.env['amazon.fba.shipping']._record(steps)
        return result
