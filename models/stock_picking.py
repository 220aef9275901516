from odoo import fields, models


class StockPicking(models.Model):
    _inherit = 'stock.picking'

    amazon_order_ref = fields.Char(related='sale_id.amazon_order_ref')

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Override of `mail` to write no e-mails to Amazon's buyers: Amazon informs them."""
        # A new backorder or return does not know its sales order yet.
        orders = (self + self.backorder_id + self.return_id).sudo().sale_id
        return super().message_subscribe(orders._without_amazon_buyers(partner_ids), subtype_ids)

    def _send_confirmation_email(self):
        """Override of `stock` to write no e-mails to Amazon's buyers: Amazon informs them."""
        others = self.filtered(lambda picking: not picking.amazon_order_ref)
        return super(StockPicking, others)._send_confirmation_email()
