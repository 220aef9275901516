from contextlib import contextmanager

from odoo import models

from ...lib.series import LINE_TAXES
from ...models.order.sale_order_line import ABOUT_ALL_GOODS
from ...models.order.sale_order_rounding import proportional


class AmazonOrderTaxes(models.AbstractModel):
    """Has the taxes of a sales order follow what is sold, who bought it and where it goes."""

    _name = 'amazon.order.taxes'
    _description = "Amazon Order Taxes"

    @contextmanager
    def _following(self, sale_order):
        """Change buyer or address of a sales order; the taxes follow, and the buyer pays the same.

        Unless a person has chosen the fiscal position, or an invoice shows the taxes.

        :param sale.order sale_order: a sales order of Amazon's.
        """
        position, before = sale_order.fiscal_position_id, self._position_of(sale_order)
        yield
        after = self._position_of(sale_order)
        if position != before or after == before or sale_order._is_billed():
            after = position
        if sale_order.fiscal_position_id != after:
            sale_order.fiscal_position_id = after
        if after != position:
            self._map(sale_order)

    def _position_of(self, sale_order):
        return self.env['account.fiscal.position'].with_company(
            sale_order.company_id
        )._get_fiscal_position(sale_order.partner_id, sale_order.partner_shipping_id)

    def _map(self, sale_order):
        with self.env['amazon.order.lines']._unlocked(sale_order):
            for line in self._lines(sale_order):
                if not self._is_like_goods(line):
                    line._charge_the_same(line.product_id, self._taxes_of(line, line.product_id))
            self._tax_like_goods(sale_order)
            self._round(sale_order)

    def _lines(self, sale_order):
        return sale_order.order_line.filtered('amazon_charge_key') - (
            sale_order.order_line._amazon_rounding()
        )

    def _is_like_goods(self, line):
        return line.amazon_charge_key.partition(':')[0] in ABOUT_ALL_GOODS

    def _taxes_of(self, line, product):
        """Return the taxes with which a line sells a product.

        :rtype: account.tax
        """
        return line.order_id.fiscal_position_id.map_tax(
            product.taxes_id._filter_taxes_by_company(line.company_id)
        )

    def _tax_like_goods(self, sale_order):
        """Have what is about all goods taxed as the dearest of them."""
        lines = self._lines(sale_order)
        goods = lines.filtered('amazon_item_ref').sorted('price_total')
        taxes = proportional(goods[-1:][LINE_TAXES])
        for line in lines.filtered(self._is_like_goods):
            if line[LINE_TAXES] != taxes:
                line._charge_the_same(line.product_id, taxes)

    def _round(self, sale_order):
        if sale_order.amazon_figures:
            sale_order._round_to_amazon(sale_order.amazon_total)
