from odoo import models


class SaleOrder(models.Model):
    """Where the goods are that Amazon ships for a sales order."""

    _inherit = 'sale.order'

    def _amazon_location(self):
        """Return where the goods are that Amazon ships for the order.

        :rtype: stock.location
        """
        self.ensure_one()
        return self.amazon_account_id._location_of(self.amazon_marketplace_id)

    def _note_amazon_stock(self, body):
        """Have people know something of what left the stock at Amazon.

        :param str body: in words.
        """
        self.message_post(body=body)
