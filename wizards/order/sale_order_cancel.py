from odoo import api, fields, models


class SaleOrderCancel(models.TransientModel):
    _inherit = 'sale.order.cancel'

    is_open_on_amazon = fields.Boolean(related='order_id.is_open_on_amazon')
    amazon_url = fields.Char(related='order_id.amazon_url')

    @api.depends('order_id')
    def _compute_recipient_ids(self):
        """Override of `sale` to write no e-mails to Amazon's buyers: Amazon informs them."""
        result = super()._compute_recipient_ids()
        for wizard in self:
            # In a form that is not saved, the records are no more than images of the real ones.
            buyers = wizard.order_id._amazon_buyers()._origin
            wizard.recipient_ids = wizard.recipient_ids._origin - buyers
        return result
