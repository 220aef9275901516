from odoo import models


class AmazonOrderTaxes(models.AbstractModel):
    """Has the taxes follow the country that the goods leave from, too."""

    _inherit = 'amazon.order.taxes'

    def _own_position_of(self, sale_order):
        route = sale_order._amazon_tax_route()
        return route.fiscal_position_id if route else super()._own_position_of(sale_order)
