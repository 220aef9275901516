from odoo import models

from ...lib.series import check_access


class SaleOrder(models.Model):
    """Where the goods are that Amazon ships for a sales order, and how they left."""

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

    def action_view_amazon_moves(self):
        """Show what left the stock at Amazon for the orders.

        :rtype: dict
        """
        check_access(self, 'read')
        action = self.env['ir.actions.act_window']._for_xml_id('stock.stock_move_line_action')
        action['domain'] = [('move_id.sale_line_id.order_id', 'in', self.ids)]
        action['context'] = {}
        return action
