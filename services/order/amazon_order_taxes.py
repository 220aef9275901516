from contextlib import contextmanager

from odoo import models

from ...lib.series import LINE_TAXES
from ...models.order.sale_order_line import ABOUT_ALL_GOODS
from ...models.order.sale_order_rounding import proportional

# What stands in `amazon_figures` as long as the prices are those of other taxes.
OTHER_TAXES = 'other taxes'


class AmazonOrderTaxes(models.AbstractModel):
    """Has the taxes of a sales order follow who bought it and where it goes."""

    _name = 'amazon.order.taxes'
    _description = "Amazon Order Taxes"

    @contextmanager
    def _following(self, sale_order):
        """Change buyer or address of a sales order; the taxes follow.

        Unless a person has chosen the fiscal position, or an invoice shows the taxes. What the
        buyer pays stays: with the next look at Amazon's figures, the prices make it again.

        :param sale.order sale_order: a confirmed sales order of Amazon's.
        """
        position, before = sale_order.fiscal_position_id, self._position_of(sale_order)
        yield
        after = self._position_of(sale_order)
        is_invoiced = self.env['amazon.order.decide']._is_invoiced(sale_order)
        if position != before or after == before or is_invoiced:
            after = position
        if sale_order.fiscal_position_id != after:
            sale_order.fiscal_position_id = after
        if after != position:
            self._map_taxes(sale_order)

    def _position_of(self, sale_order):
        return self.env['account.fiscal.position'].with_company(
            sale_order.company_id
        )._get_fiscal_position(sale_order.partner_id, sale_order.partner_shipping_id)

    def _map_taxes(self, sale_order):
        lines = sale_order.order_line.filtered('amazon_charge_key')
        like_goods = lines.filtered(
            lambda line: line.amazon_charge_key.partition(':')[0] in ABOUT_ALL_GOODS
        )
        others = lines - like_goods - lines._amazon_rounding()
        with self.env['amazon.order.lines']._unlocked(sale_order):
            for line in others:
                line[LINE_TAXES] = sale_order.fiscal_position_id.map_tax(
                    line.product_id.taxes_id._filter_taxes_by_company(sale_order.company_id)
                )
            dearest = others.filtered('amazon_item_ref').sorted('price_total')[-1:]
            like_goods[LINE_TAXES] = proportional(dearest[LINE_TAXES])
        if sale_order.amazon_figures:
            sale_order.amazon_figures = OTHER_TAXES
