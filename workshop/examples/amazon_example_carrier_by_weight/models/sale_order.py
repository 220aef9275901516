from odoo import models


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    def _default_amazon_carrier(self, goods):
        account = self.amazon_account_id
        if account.heavy_carrier_id and sum(goods.mapped('weight')) >= account.heavy_from:
            return account.heavy_carrier_id
        return super()._default_amazon_carrier(goods)
