from odoo import models


class AmazonOfferPair(models.AbstractModel):
    """Has open deliveries bring the product that was paired."""

    _inherit = 'amazon.offer.pair'

    def _change(self, line, product):
        """Override of the orders' room to plan the delivery of the product.

        Odoo plans it as for any new line, so that its routes and bills of materials count; it
        joins the delivery that is open already, which keeps its carrier and tracking reference.
        """
        former = line._amazon_open_moves()
        result = super()._change(line, product)
        if former:
            line._action_launch_stock_rule()
            self.env['amazon.order.deliveries']._take_off(
                former, sum(former.mapped('product_qty'))
            )
        return result
