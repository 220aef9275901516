from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    amazon_shipping_service = fields.Char(readonly=True, copy=False)

    @api.model
    def _prepare_own_amazon_fields(self, sent):
        fulfillment = sent.get('fulfillment') or {}
        return {
            **super()._prepare_own_amazon_fields(sent),
            'amazon_shipping_service': fulfillment.get('fulfillmentServiceLevel') or False,
        }
