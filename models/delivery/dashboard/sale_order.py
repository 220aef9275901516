from odoo import models


class SaleOrder(models.Model):
    """What lets the dashboard find quickly what is to be shipped, however much was ever shipped."""

    _inherit = 'sale.order'

    def init(self):
        result = super().init()
        self.env.cr.execute(
            """
            CREATE INDEX IF NOT EXISTS sale_order_amazon_to_ship_idx
                ON sale_order (amazon_account_id, amazon_ship_by)
             WHERE delivery_status IN ('pending', 'started', 'partial') AND amazon_channel = 'fbm'
            """
        )
        return result
