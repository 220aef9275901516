from odoo import api, fields, models

from ....lib.series import LINE_TAXES, LINE_UOM


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

    def _charge_the_same(self, product, taxes):
        """Have the line sell a product, with some taxes; the buyer pays what he paid.

        :param product.product product: what is sold.
        :param account.tax taxes: all taxes of the line.
        """
        self.ensure_one()
        paid, quantity, share = self.price_total, self.product_uom_qty, self.discount / 100
        price = self.price_unit
        if share < 1:
            price = self._amazon_price_without_added_taxes(
                paid, quantity, product, taxes, self.currency_id
            )
            price /= 1 - share
        values = {LINE_TAXES: [fields.Command.set(taxes.ids)], 'price_unit': price}
        if product != self.product_id:
            values |= {
                'product_id': product.id,
                LINE_UOM: product.uom_id.id,
                'product_uom_qty': quantity,
                'name': self.name,
                'discount': self.discount,
            }
        self.write(values)
