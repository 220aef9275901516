from odoo import models


class StockRule(models.Model):
    _inherit = 'stock.rule'

    def _get_custom_move_fields(self):
        """Override of `stock`: an order line of Amazon's may tell what its goods are."""
        return [*super()._get_custom_move_fields(), 'description_picking']
