from odoo import models


class AmazonOrderFollow(models.AbstractModel):
    """Has the stock at Amazon follow what Amazon says it has shipped, whatever else is done."""

    _inherit = 'amazon.order.follow'

    def _note_what_amazon_shipped(self, row, sale_order, order):
        result = super()._note_what_amazon_shipped(row, sale_order, order)
        if sale_order.amazon_channel == 'fba':
            shipping = self.env['amazon.fba.shipping']
            if row.is_to_take_over:
                shipping._take_back(sale_order.order_line)
            shipping._record(sale_order.order_line._amazon_steps(order, row.amazon_update))
        return result
