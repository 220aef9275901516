from odoo import api, models


class SaleOrderLine(models.Model):
    """Goods of which it is found out later which product they are."""

    _inherit = 'sale.order.line'

    def _is_unknown_to_odoo(self):
        """Return whether it is Amazon's goods, of which no product is known.

        :rtype: bool
        """
        self.ensure_one()
        return bool(self.amazon_item_ref) and (
            self.product_id == self.env['product.product']._amazon_default('sale')
        )

    @api.depends_context('is_amazon_pairing')
    def _compute_product_updatable(self):
        """Override of `sale`: what was sold gets its name, and is what it was."""
        result = super()._compute_product_updatable()
        if self.env.context.get('is_amazon_pairing'):
            self.product_updatable = True
        return result
