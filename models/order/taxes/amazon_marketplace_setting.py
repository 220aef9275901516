from odoo import fields, models


class AmazonMarketplaceSetting(models.Model):
    _inherit = 'amazon.marketplace.setting'

    withheld_position_id = fields.Many2one(
        comodel_name='account.fiscal.position',
        string="Fiscal Position if Amazon Collects the Tax",
        check_company=True,
        help="What sales are taxed with whose tax Amazon collects and remits. Left empty, it is "
        "the one made for the law of that country.",
    )
