from odoo import models
from odoo.exceptions import UserError


class AmazonOrderImport(models.AbstractModel):
    """Records what Amazon shipped of new orders, and of those of other shops."""

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

    def _deal_with_other_shops(self, rows, decisions):
        orders = {row: row._read_payload() for row in rows}
        shops = self.env['amazon.fba.other.shops']
        unknown = shops._record(rows, orders)
        known = rows.filtered(lambda row: not unknown[row])
        result = super()._deal_with_other_shops(known, decisions)
        for row in rows - known:
            # What is known of it has left all the same.
            try:
                shops._check_known(unknown[row])
            except UserError as error:
                self._fail(row, error)
        return result
