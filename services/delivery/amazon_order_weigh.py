from odoo import models

from ...lib.import_batch import ImportBatch


class AmazonOrderWeigh(models.AbstractModel):
    """Knows what products consist of, and what is tracked piece by piece."""

    _inherit = 'amazon.order.weigh'

    def _weight(self, product, pieces):
        """Return how many moves and lines of moves pieces of a product are, about.

        :rtype: float
        """
        parts = ImportBatch.once(self, ('parts', product), lambda: self._parts(product))
        return sum(
            pieces * quantity if part.tracking == 'serial' else 1
            for part, quantity in parts
        ) or super()._weight(product, pieces)

    def _parts(self, product):
        """Return the components of a kit; of anything else, itself.

        :rtype: list[tuple[product.product, float]]
        """
        kit = 'mrp.bom' in self.env and product and self.env['mrp.bom']._bom_find(
            product, company_id=self.env.company.id, bom_type='phantom'
        )[product]
        if not kit:
            return [(product, 1)]
        _boms, lines = kit.explode(product, 1)
        return [(line.product_id, values['qty']) for line, values in lines]
