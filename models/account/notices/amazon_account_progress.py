from odoo import fields, models


class AmazonAccountProgress(models.Model):
    """Who waits for work that goes on in the background."""

    _inherit = 'amazon.account.progress'

    awaited = fields.Json(
        readonly=True,
        help="Who is told when work of a kind is done, and how it was when that person began it.",
    )
