"""Odoo 17.0 rounds the tax on an order to the coins of the company, if it rounds globally.

A company that counts in whole yen would have whole dollars of tax on its orders. One that counts in
cents would round yen twice: 0.495 to 0.50, and that to 1. On invoices, neither is so.
"""
from odoo import models

from ....lib.series import SINCE_18


class SaleOrder(models.Model):
    """Orders whose currency has other coins than the company's."""

    _inherit = 'sale.order'

    def _compute_amounts(self):
        """Override of `sale` to round taxes to the coins of the order, as on its invoice."""
        result = super()._compute_amounts()
        for order in self:
            if order._is_tax_of_other_coins():
                lines = order.order_line.filtered(lambda line: not line.display_type)
                order.amount_tax = lines._amazon_tax_of_order_s_coins()
                order.amount_total = order.amount_untaxed + order.amount_tax
        return result

    def _is_tax_of_other_coins(self):
        """Return whether Odoo would round the tax to other coins than those of the order.

        :rtype: bool
        """
        self.ensure_one()
        company = self.company_id
        return not SINCE_18 and bool(
            self.amazon_order_ref
            and company.tax_calculation_rounding_method == 'round_globally'
            and self.currency_id.rounding != company.currency_id.rounding
        )


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    def _compute_amount(self):
        """Override of `sale` to round taxes to the coins of the order, as on its invoice."""
        result = super()._compute_amount()
        for line in self:
            if line.order_id._is_tax_of_other_coins():
                line.price_tax = line._amazon_tax_of_order_s_coins()
                line.price_total = line.price_subtotal + line.price_tax
        return result

    def _amazon_tax_of_order_s_coins(self):
        """Return the tax on lines of one order, rounded once for each tax.

        :return: an amount in the currency of the order.
        :rtype: float
        """
        taxes = self.env['account.tax'].with_company(self.company_id)._compute_taxes([
            line._convert_to_tax_base_line_dict() for line in self
        ])
        return self.currency_id.round(sum(
            tax['tax_amount_currency'] for tax in taxes['tax_lines_to_add']
        ))
