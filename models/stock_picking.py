from odoo import fields, models


class StockPicking(models.Model):
    _inherit = 'stock.picking'

    amazon_order_ref = fields.Char(related='sale_id.amazon_order_ref')

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Override of `mail` to write no e-mails to Amazon's buyers: Amazon informs them."""
        partner_ids = self.env['res.partner']._without_amazon_buyers(partner_ids)
        return super().message_subscribe(partner_ids, subtype_ids)
