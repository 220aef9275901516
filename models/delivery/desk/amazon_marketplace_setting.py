from odoo import fields, models


class AmazonMarketplaceSetting(models.Model):
    """Another carrier for what is sold on one marketplace."""

    _inherit = 'amazon.marketplace.setting'

    default_carrier_id = fields.Many2one(
        comodel_name='delivery.carrier',
        check_company=True,
        help="New deliveries of this marketplace's orders begin with it.",
    )
