from odoo import api, fields, models

from ...lib.series import with_columns

OF_THE_INVOICE = ('amazon_account_id', 'amazon_marketplace_id', 'amazon_channel')


class AccountInvoiceReport(models.Model):
    """What was invoiced of Amazon's orders: by whom, where, and who ships it."""

    _inherit = 'account.invoice.report'

    amazon_account_id = fields.Many2one(comodel_name='amazon.account', readonly=True)
    amazon_marketplace_id = fields.Many2one(comodel_name='amazon.marketplace', readonly=True)
    amazon_channel = fields.Selection(
        selection=[('fbm', "Fulfilled by Merchant"), ('fba', "Fulfilled by Amazon")],
        string="Amazon Fulfillment",
        readonly=True,
    )

    _depends = {'account.move': list(OF_THE_INVOICE)}

    @api.model
    def _select(self):
        return with_columns(super()._select(), [f'move.{name}' for name in OF_THE_INVOICE])
