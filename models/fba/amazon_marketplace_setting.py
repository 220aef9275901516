from odoo import api, fields, models


class AmazonMarketplaceSetting(models.Model):
    """Another place for the goods that Amazon ships for one marketplace."""

    _inherit = 'amazon.marketplace.setting'

    location_id = fields.Many2one(
        comodel_name='stock.location',
        string="Amazon Location",
        domain="[('usage', '=', 'internal')]",
        check_company=True,
        help="Where the goods are that Amazon ships for this marketplace.",
    )

    @api.constrains('location_id')
    def _check_location_id(self):
        self.location_id._check_fit_for_amazon()
