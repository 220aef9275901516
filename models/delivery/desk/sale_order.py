from odoo import models


class SaleOrder(models.Model):
    """Who carries what an order brings, unless somebody says otherwise."""

    _inherit = 'sale.order'

    def _default_amazon_carrier(self, goods):
        """Return who carries goods of an order on Amazon, unless somebody says otherwise.

        It is asked for each new delivery whose sales order names no carrier. Packers may choose
        another one. An error keeps the order from being imported, and becomes its reason.

        :param stock.move goods: what the new delivery brings.
        :return: the delivery method; empty, if it is to be chosen on the delivery.
        :rtype: delivery.carrier
        """
        return self.amazon_account_id._default_carrier_of(self.amazon_marketplace_id)
