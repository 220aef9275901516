from odoo import models

from ...lib.halving import do_or_halve
from ...lib.import_batch import ImportBatch
from ...spapi import items_of


class AmazonOrderWeigh(models.AbstractModel):
    """Tells how much work orders are, before anything is done with them."""

    _name = 'amazon.order.weigh'
    _description = "Amazon Order Weight"

    def _weigh(self, rows):
        """Return how much work each row is: one for the order, and what its goods are.

        It is not what fails because of an order: what cannot be weighed counts as an order alone.

        :param amazon.order rows: rows of the inbox, of one account.
        :rtype: list[float]
        """
        self = ImportBatch.knowing(self)
        weights = dict.fromkeys(rows, 1)
        do_or_halve(
            rows, lambda rows: weights.update(self._weights(rows)), lambda _row, _error: None
        )
        return list(weights.values())

    def _weights(self, rows):
        goods = {row: items_of(row.payload) for row in rows}
        skus = list({item.sku for items in goods.values() for item in items if item.sku})
        offers = self.env['amazon.offer'].search([
            ('account_id', 'in', rows.account_id.ids), ('sku', 'in', skus),
        ])
        products = {
            **self.env['product.product']._by_internal_reference(rows.company_id, skus),
            **{offer.sku: offer.product_id for offer in offers},
        }
        nothing = self.env['product.product']
        return {
            row: 1 + sum(
                self._weight(products.get(item.sku, nothing), item.quantity) for item in items
            )
            for row, items in goods.items()
        }

    def _weight(self, product, pieces):
        """Return how much work pieces of a product are; later rooms know what they consist of.

        :param product.product product: empty if it is not known.
        :param int pieces: how many.
        :rtype: float
        """
        return 1
