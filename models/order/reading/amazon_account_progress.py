from odoo import fields, models


class AmazonAccountProgress(models.Model):
    """How far the orders of an account are read."""

    _inherit = 'amazon.account.progress'
    _log_access = False

    last_orders_sync = fields.Datetime(
        help="Orders that changed on Amazon since then are fetched by the next synchronization.",
    )
