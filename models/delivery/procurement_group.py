from odoo import api, models

from ...lib.import_batch import ImportBatch
from ...lib.series import FINDS_RULES


class ProcurementGroup(models.Model):
    _inherit = FINDS_RULES

    @api.model
    def _search_rule(self, route_ids, packaging_id, product_id, warehouse_id, domain):
        """Override of `stock` to search once for all lines of a product."""
        find = super()._search_rule
        return ImportBatch.once(
            self,
            ('rule', route_ids, packaging_id, product_id, warehouse_id, repr(domain)),
            lambda: find(route_ids, packaging_id, product_id, warehouse_id, domain),
        )

    @api.model
    def _search_rule_for_warehouses(
        self, route_ids, packaging_id, product_id, warehouse_ids, domain
    ):
        """Override of `stock` to search once for all lines of a product; since 18.0."""
        find = super()._search_rule_for_warehouses
        return ImportBatch.once(
            self,
            ('rules', route_ids, packaging_id, product_id, warehouse_ids, repr(domain)),
            lambda: find(route_ids, packaging_id, product_id, warehouse_ids, domain),
        )
