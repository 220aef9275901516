from collections import defaultdict

from odoo import models

from ...lib.import_batch import ImportBatch


class AmazonKits(models.AbstractModel):
    """Has Odoo search once in a batch whether a product is a kit, and of what.

    It does so for each line, each move and each of their computed fields.
    """

    _name = 'amazon.kits'
    _description = "Amazon Kits"

    def _register_hook(self):
        result = super()._register_hook()
        # `mrp` may not be there: nothing can inherit from it.
        if 'mrp.bom' in self.env:
            bom_class = self.env.registry['mrp.bom']
            if not hasattr(bom_class._bom_find, 'is_remembered'):
                bom_class._bom_find = _remembered(bom_class._bom_find)
        return result


def _remembered(bom_find):
    def find_once(self, products, picking_type=None, company_id=False, bom_type=False):
        goods = ImportBatch.goods(self)
        together = goods if products <= goods else products
        found = ImportBatch.once(
            self,
            ('bom', self.env.uid, self.env.su, together, picking_type, company_id, bom_type),
            lambda: bom_find(
                self, together, picking_type=picking_type, company_id=company_id,
                bom_type=bom_type,
            ),
        )
        return defaultdict(lambda: self.browse(), {
            product: bom.with_env(self.env) for product, bom in found.items() if product in products
        })

    find_once.is_remembered = True
    return find_once
