import json
from contextlib import suppress

from odoo import models

from ...lib.import_batch import ImportBatch


class AmazonOrderWeigh(models.AbstractModel):
    """Tells how much work orders are, before anything is done with them."""

    _name = 'amazon.order.weigh'
    _description = "Amazon Order Weight"

    def _weigh(self, rows):
        """Return how much work each row is: one for the order, and what its goods are.

        :param amazon.order rows: rows of the inbox, of one account.
        :rtype: list[float]
        """
        self = ImportBatch.knowing(self)
        goods = [_goods(row.payload) for row in rows]
        skus = list({sku for pieces in goods for sku, _quantity in pieces})
        offers = self.env['amazon.offer'].search([
            ('account_id', 'in', rows.account_id.ids), ('sku', 'in', skus),
        ])
        products = {
            **self.env['product.product']._by_internal_reference(rows.company_id, skus),
            **{offer.sku: offer.product_id for offer in offers},
        }
        nothing = self.env['product.product']
        return [
            1 + sum(self._weight(products.get(sku, nothing), quantity) for sku, quantity in pieces)
            for pieces in goods
        ]

    def _weight(self, product, pieces):
        """Return how much work pieces of a product are; later rooms know what they consist of.

        :param product.product product: empty if it is not known.
        :param int pieces: how many.
        :rtype: float
        """
        return 1


def _goods(payload):
    """Return what an order consists of, as far as that can be read.

    :param str payload: what Amazon sent.
    :return: pairs of SKU and quantity.
    :rtype: list[tuple[str, int]]
    """
    goods = []
    # What cannot be read fails later, with a reason.
    with suppress(ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError):
        for item in json.loads(payload)['orderItems']:
            goods.append((str(item['product']['sellerSku']), int(item['quantityOrdered'])))
    return goods
