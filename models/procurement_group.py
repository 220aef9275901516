from odoo import api, models

from .import_batch import ImportBatch


class ProcurementGroup(models.Model):
    _inherit = 'procurement.group'

    @api.model
    def _search_rule(self, route_ids, packaging_id, product_id, warehouse_id, domain):
        """Override of `stock` to search once for all lines of a product."""
        find = super()._search_rule
        return ImportBatch.once(
            self,
            ('rule', route_ids, packaging_id, product_id, warehouse_id, repr(domain)),
            lambda: find(route_ids, packaging_id, product_id, warehouse_id, domain),
        )
