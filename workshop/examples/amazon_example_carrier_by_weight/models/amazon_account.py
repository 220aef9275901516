from odoo import fields, models


class AmazonAccount(models.Model):
    _inherit = 'amazon.account'

    heavy_carrier_id = fields.Many2one(comodel_name='delivery.carrier', check_company=True)
    heavy_from = fields.Float(string="Heavy From (kg)", default=30)
