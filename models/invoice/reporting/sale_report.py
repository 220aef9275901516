from odoo import fields, models

from ....lib.series import CURRENCY_RATE
from ...order.sale_order import CHANNELS

OF_THE_ORDER = ('amazon_account_id', 'amazon_marketplace_id', 'amazon_channel')


class SaleReport(models.Model):
    """What was sold on Amazon: by whom, where, and who ships it."""

    _inherit = 'sale.report'

    amazon_account_id = fields.Many2one(comodel_name='amazon.account', readonly=True)
    amazon_marketplace_id = fields.Many2one(comodel_name='amazon.marketplace', readonly=True)
    amazon_channel = fields.Selection(
        selection=CHANNELS,
        string="Amazon Fulfillment",
        readonly=True,
    )

    amazon_tax_collected = fields.Monetary(
        string="Tax Collected by Amazon",
        readonly=True,
        help="It is no part of the total.",
    )

    def _select_additional_fields(self):
        return {
            **super()._select_additional_fields(),
            **{name: f's.{name}' for name in OF_THE_ORDER},
            'amazon_tax_collected': f"""SUM(
                l.amazon_tax_collected / {self._case_value_or_one('s.currency_rate')}
                * {self._case_value_or_one(CURRENCY_RATE)}
            )""",
        }

    def _group_by_sale(self):
        return ', '.join([super()._group_by_sale(), *(f's.{name}' for name in OF_THE_ORDER)])
