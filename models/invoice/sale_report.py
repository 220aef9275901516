from odoo import fields, models

OF_THE_ORDER = ('amazon_account_id', 'amazon_marketplace_id', 'amazon_channel')


class SaleReport(models.Model):
    """What was sold on Amazon: by whom, where, and who ships it."""

    _inherit = 'sale.report'

    amazon_account_id = fields.Many2one(comodel_name='amazon.account', readonly=True)
    amazon_marketplace_id = fields.Many2one(comodel_name='amazon.marketplace', readonly=True)
    amazon_channel = fields.Selection(
        selection=[('fbm', "Fulfilled by Merchant"), ('fba', "Fulfilled by Amazon")],
        string="Amazon Fulfillment",
        readonly=True,
    )

    def _select_additional_fields(self):
        return {
            **super()._select_additional_fields(),
            **{name: f's.{name}' for name in OF_THE_ORDER},
        }

    def _group_by_sale(self):
        return ', '.join([super()._group_by_sale(), *(f's.{name}' for name in OF_THE_ORDER)])
