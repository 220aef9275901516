from odoo import models


class SaleOrderLine(models.Model):
    """The price with which a line makes what Amazon charges for it."""

    _inherit = 'sale.order.line'

    def _amazon_amounts(self, charge, quantity, product, taxes, currency):
        """Return the quantity, price and discount with which a line makes what the seller gets.

        :param Charge charge: what the buyer pays, and Amazon remits of it.
        :param int quantity: how many units.
        :param product.product product: what is sold.
        :param account.tax taxes: the taxes of the line.
        :param res.currency currency: in which the buyer pays.
        :rtype: dict[str, float]
        """
        share = charge.discount / charge.gross if charge.gross else 0
        # Of what is given away, the price before the discount is what there is to know.
        paid = charge.gross if share == 1 else charge.due
        price = self._amazon_price_without_added_taxes(
            float(paid), quantity, product, taxes, currency
        )
        if paid >= 0:
            price = max(price, 0)  # A fixed tax may be more than what is paid.
        return {
            'product_uom_qty': quantity,
            'price_unit': price if share == 1 else price / float(1 - share),
            'discount': 100 * float(share),
        }

    def _amazon_price_without_added_taxes(self, paid, quantity, product, taxes, currency):
        """Return the unit price to enter so that, with its taxes, it is what the buyer pays.

        Taxes that are included in prices stay within; those that Odoo adds are taken out.

        :param float paid: what the buyer pays for all units, with all taxes.
        :param int quantity: how many units.
        :param product.product product: what is sold.
        :param account.tax taxes: the taxes of the line.
        :param res.currency currency: of the amount; the company's may have other coins.
        :return: a price in the same currency, not rounded.
        :rtype: float
        """
        if not quantity:
            return 0
        taxes = taxes.flatten_taxes_hierarchy().with_context(round=False)
        included = taxes.filtered('price_include')
        if included == taxes:
            return paid / quantity
        untaxed = taxes.with_context(force_price_include=True).compute_all(
            paid / quantity, currency, quantity, product
        )['total_excluded']
        if not included:
            return untaxed / quantity
        return included.compute_all(
            untaxed / quantity, currency, quantity, product, handle_price_include=False
        )['total_included'] / quantity

    def _compute_price_unit(self):
        """Override of `sale` to keep Amazon's price, whatever the quantity becomes."""
        others = self.filtered(lambda line: not line.amazon_charge_key)
        return super(SaleOrderLine, others)._compute_price_unit()

    def _compute_discount(self):
        """Override of `sale` to keep Amazon's discount, whatever the quantity becomes."""
        others = self.filtered(lambda line: not line.amazon_charge_key)
        return super(SaleOrderLine, others)._compute_discount()
