from odoo import models

from ...lib.words import _


class AmazonOrderCompare(models.AbstractModel):
    """Compares what has left the stock at Amazon with what Amazon says it has shipped."""

    _inherit = 'amazon.order.compare'

    def _is_other(self, sale_order):
        return super()._is_other(sale_order) or any(
            line.amazon_quantity_moved > line.amazon_quantity_shipped
            for line in sale_order.order_line if line.amazon_item_ref
        )

    def _compare_delivery(self, line, status):
        yield from super()._compare_delivery(line, status)
        if line.order_id.amazon_channel == 'fba':
            yield from self._compare_stock(line)

    def _compare_stock(self, line):
        if line.amazon_quantity_moved != line.amazon_quantity_shipped:
            yield f'stock:{line.id}:{line.amazon_quantity_shipped}', _(
                "%(product)s: Amazon now says that it shipped %(amazon)s, after %(odoo)s had left "
                "its stock in Odoo.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity_shipped,
                odoo=line.amazon_quantity_moved,
            )
