from odoo import fields, models


class StockPicking(models.Model):
    _inherit = 'stock.picking'

    amazon_order_ref = fields.Char(related='sale_id.amazon_order_ref')
    amazon_account_id = fields.Many2one(related='sale_id.amazon_account_id')
