from odoo import models

from ...lib.words import _


class AmazonOrderCompare(models.AbstractModel):
    """Compares what a merchant has delivered with what Amazon was told, and still expects."""

    _inherit = 'amazon.order.compare'

    def _is_other(self, sale_order):
        goods = sale_order.order_line.filtered('amazon_item_ref')
        return super()._is_other(sale_order) or any(
            line._amazon_surplus_to_deliver() for line in goods
        )

    def _compare_delivery(self, line, status):
        """Override of the orders' room to compare what was shipped, and whether the rest will be.

        What Odoo has delivered and Amazon does not know is the business of the parcels.
        """
        yield from super()._compare_delivery(line, status)
        if line.order_id.amazon_channel != 'fbm':
            return
        if line._amazon_delivered() < line.amazon_quantity_shipped:
            yield f'shipped:{line.id}:{line.amazon_quantity_shipped}', _(
                "%(product)s: Amazon was told that %(amazon)s are shipped, but %(odoo)s are "
                "delivered in Odoo. If these goods have left, validate the delivery.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity_shipped,
                odoo=line._amazon_delivered(),
            )
        elif line.qty_delivered > max(line.product_uom_qty, line.amazon_quantity):
            yield f'delivered:{line.id}:{line.amazon_quantity}', _(
                "%(product)s: %(odoo)g are delivered in Odoo, %(amazon)s ordered on Amazon.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity,
                odoo=line.qty_delivered,
            )
        elif line._amazon_surplus_to_deliver():
            yield f'to deliver:{line.id}:{line.amazon_quantity}', _(
                "%(product)s: Odoo is about to deliver more than the %(amazon)s that Amazon "
                "expects. If that is meant so, keep it as it is.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity,
            )
        elif status != 'shipped':
            yield from self._compare_rest(line)

    def _compare_rest(self, line):
        # Where the quantities differ, that is said already.
        is_missing = line._amazon_delivered() < line.amazon_quantity == line.product_uom_qty
        if is_missing and line._has_nothing_left_to_deliver():
            yield f'rest:{line.id}:{line.amazon_quantity}', _(
                "%(product)s: Amazon expects %(amazon)s, but Odoo delivers no more than %(odoo)s. "
                "Cancel the rest in Seller Central, or deliver it.",
                product=line.product_id.display_name,
                amazon=line.amazon_quantity,
                odoo=line._amazon_delivered(),
            )
