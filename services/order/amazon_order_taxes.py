from contextlib import contextmanager
from functools import partial

from odoo import models

from ...lib.series import LINE_TAXES
from ...lib.taxes.positions import TaxPositions
from ...models.order.sale_order_line import ABOUT_ALL_GOODS
from ...models.order.sale_order_rounding import proportional
from ...spapi import SELLER_TAXED


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

    # === WHICH TAXES === #

    def _positions(self, row, order, currency, customer, delivery_address):
        """Return what maps the taxes of an order that is to be made.

        :param amazon.order row: the order's row in the inbox.
        :param Order order: what Amazon says.
        :param res.currency currency: in which it is paid.
        :param res.partner customer: who bought it.
        :param res.partner delivery_address: where it goes.
        :rtype: TaxPositions
        """
        return TaxPositions(
            own=self.env['sale.order']._amazon_fiscal_position(
                row, order, customer, delivery_address
            ),
            withheld=partial(row.account_id._withheld_position, row.marketplace_id),
            currency=currency,
        )

    def _positions_of(self, sale_order):
        """Return what maps the taxes of a sales order.

        :rtype: TaxPositions
        """
        withheld = partial(
            sale_order.amazon_account_id._withheld_position, sale_order.amazon_marketplace_id
        )
        own = sale_order.fiscal_position_id
        if own.amazon_tax_scheme or (
            own and own in map(withheld, sale_order._amazon_tax_schemes())
        ):
            own = self._own_position_of(sale_order)
        return TaxPositions(own, withheld, sale_order.currency_id)

    def _position_of(self, sale_order):
        """Return the fiscal position that a sales order is to have, unless a person chooses.

        :rtype: account.fiscal.position
        """
        goods = sale_order.order_line.filtered('amazon_item_ref')
        if goods and all(goods.mapped('is_amazon_tax_withheld')):
            return self._withheld_position(sale_order)
        return self._own_position_of(sale_order)

    def _own_position_of(self, sale_order):
        """Return the fiscal position of what the seller remits the tax on.

        :rtype: account.fiscal.position
        """
        return self.env['account.fiscal.position'].with_company(
            sale_order.company_id
        )._get_fiscal_position(sale_order.partner_id, sale_order.partner_shipping_id)

    def _withheld_position(self, sale_order):
        """Return that of sales whose tax Amazon remits; an empty one, if none of it is."""
        scheme = sale_order.amazon_tax_scheme
        if not scheme:
            return self.env['account.fiscal.position']
        return sale_order.amazon_account_id._withheld_position(
            sale_order.amazon_marketplace_id, scheme
        )

    # === THE LINES FOLLOW === #

    def _update(self, sale_order):
        """Give all lines the taxes of by now; of what people added, the price stays."""
        self._map(sale_order)
        added = sale_order.order_line.filtered(
            lambda line: not (line.display_type or line.amazon_charge_key)
        )
        with self.env['amazon.order.lines']._unlocked(sale_order):
            for line in added:
                line[LINE_TAXES] = self._taxes_of(line, line.product_id)

    def _map(self, sale_order):
        with self.env['amazon.order.lines']._unlocked(sale_order):
            for line in self._lines(sale_order):
                if not self._is_like_goods(line):
                    self._tax_anew(line)
            self._tax_like_goods(sale_order)
            self._round(sale_order)

    def _tax_anew(self, line):
        """Give a line the taxes that what it sells has by now; the buyer pays the same."""
        line._charge_the_same(line.product_id, self._taxes_of(line, self._taxed_like(line)))

    def _is_taxed_otherwise(self, line):
        """Return whether a line still has the taxes of before it was known whose they are.

        So it is with what was invoiced then, and is credited by now.
        """
        taxes = line[LINE_TAXES]
        if not taxes or self._is_like_goods(line):
            return False
        if line._scheme_of_amazon():
            return bool(taxes - self._taxes_of(line, self._taxed_like(line)))
        return not any(taxes.mapped('amount')) and taxes <= self._taxes_of_amazon(line.company_id)

    def _taxes_of_amazon(self, company):
        """Return the taxes of what Amazon remits the tax on.

        :rtype: account.tax
        """
        return self.env['account.fiscal.position'].sudo().with_context(active_test=False).search([
            ('company_id', '=', company.id), ('amazon_tax_scheme', '!=', False),
        ]).amazon_tax_id

    def _taxed_like(self, line):
        """Return the product whose taxes a line has."""
        return (self._goods_of_rest(line) or line).product_id

    def _goods_of_rest(self, line):
        """Return the goods that a line is about whose tax Amazon leaves to the seller; or none."""
        if line.amazon_charge_key.partition(':')[0] != SELLER_TAXED:
            return line.browse()
        # An item may have several: shipping and wrapping have parts of their own.
        return line.order_id.order_line.filtered(lambda goods: (
            goods.amazon_item_ref
            and f'{line.amazon_charge_key}:'.startswith(f'{SELLER_TAXED}:{goods.amazon_item_ref}:')
        ))[:1]

    def _tax_rests(self, goods):
        """Have what Amazon leaves the tax of to the seller taxed like the goods it is about.

        :param sale.order.line goods: of one order, which sell another product by now.
        """
        for line in self._lines(goods.order_id):
            if self._goods_of_rest(line) & goods:
                self._tax_anew(line)

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
        return self._positions_of(line.order_id).of(line._scheme_of_amazon()).map_tax(
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
            sale_order._round_to_amazon(sale_order._amazon_due())
