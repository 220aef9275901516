from odoo import models

from ....lib.series import LINE_TAXES


class SaleOrder(models.Model):
    """How orders get the taxes that their products and fiscal position have by now."""

    _inherit = 'sale.order'

    def _recompute_taxes(self):
        """Override of `sale`: of Amazon's orders, the buyer pays the same, with whatever tax.

        What is invoiced stays as it is.
        """
        amazons = self.filtered('amazon_order_ref')
        for order in amazons:
            if not order._is_billed():
                self.env['amazon.order.taxes']._update(order)
        amazons.show_update_fpos = False
        return super(SaleOrder, self - amazons)._recompute_taxes()

    def _amazon_position_of_now(self):
        """Return the fiscal position that the order would get, if it came now.

        :rtype: account.fiscal.position
        """
        self.ensure_one()
        return self.env['amazon.order.taxes']._position_of(self)


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    def _amazon_taxes_of_now(self):
        """Return the taxes that lines of one order would get, with its fiscal position.

        :rtype: account.tax
        """
        service = self.env['amazon.order.taxes']
        taxes = self.env['account.tax']
        for line in self:
            taxes |= service._taxes_of(line, service._taxed_like(line))
        return taxes

    def _is_amazon_tax_mended(self):
        """Return whether the line would get the tax that Amazon shows, and has another one.

        :rtype: bool
        """
        self.ensure_one()
        taxes = self._amazon_taxes_of_now()
        if not self.amazon_charge_key or taxes == self[LINE_TAXES]:
            return False
        sold = (self.currency_id, self.product_uom_qty, self.product_id)
        price = self._amazon_price_without_added_taxes(
            self.price_total, self.product_uom_qty, self.product_id, taxes, self.currency_id
        )
        amounts = taxes.compute_all(price, *sold)
        return not self._is_other_than_amazon_tax(
            amounts['total_included'] - amounts['total_excluded']
        )
