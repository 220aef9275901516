from odoo import _, fields, models

from ...lib.halving import do_or_halve
from ...lib.series import LINE_TAXES, LINE_UOM


class AmazonOfferPair(models.AbstractModel):
    """Has orders sell the product that their SKU was paired with after they came.

    Of what was delivered or invoiced, the product stays.
    """

    _name = 'amazon.offer.pair'
    _description = "Amazon Offer Pairing"

    def _domain(self):
        """Return which order lines sell Amazon Sale, and may sell something else.

        :rtype: list
        """
        return [
            ('product_id', '=', self.env['product.product']._amazon_default('sale').id),
            ('state', '=', 'sale'),
            *self._domain_of_what_may_change(),
        ]

    def _domain_of_what_may_change(self):
        return ['&', ('qty_delivered', '=', 0), ('qty_invoiced', '=', 0)]

    def _lines(self, offers):
        """Return what still sells Amazon Sale, although its SKU is paired by now.

        :param amazon.offer offers: those that may be paired.
        :rtype: sale.order.line
        """
        paired = offers.filtered(lambda offer: not offer.is_to_pair)
        return self.env['sale.order.line'].search([
            *self._domain(), ('amazon_offer_id', 'in', paired.ids),
        ]).filtered(self._may_change)

    def _may_change(self, line):
        """Return whether a line may sell another product.

        :rtype: bool
        """
        return not (line._has_left() or line.invoice_lines)

    def _take_over(self, offers):
        """Have open orders sell the products that their SKUs are paired with.

        :param amazon.offer offers: those of one account.
        :return: how many orders do now, and why others do not, in words.
        :rtype: tuple[int, list[str]]
        """
        reasons = {}
        orders = self._lines(offers).order_id

        def give_up(sale_order, error):
            reasons[sale_order] = f"{sale_order.name}: {self.env['amazon.reason']._cause(error)}"

        do_or_halve(orders, lambda orders: [
            self._take_over_in(order, offers) for order in orders
        ], give_up)
        return len(orders) - len(reasons), list(reasons.values())

    def _take_over_in(self, sale_order, offers):
        readers = self.env['amazon.order.news']._readers(sale_order)
        lines = self._lines(offers).filtered(lambda line: line.order_id == sale_order)
        with self.env['amazon.order.lines']._unlocked(sale_order):
            for line in lines:
                self._change(line, line.amazon_offer_id.product_id)
            if sale_order.amazon_figures:
                sale_order._round_to_amazon(sale_order.amazon_total)
        self.env['amazon.order.news']._tell(sale_order, readers, _(
            "Now it is known which product this is: %s.",
            ", ".join(f"{line.name} → {line.product_id.display_name}" for line in lines),
        ))

    def _change(self, line, product):
        """Have a line sell another product; the buyer pays the same.

        :param sale.order.line line: goods of an order of Amazon's.
        :param product.product product: what they are.
        """
        order = line.order_id
        taxes = order.fiscal_position_id.map_tax(
            product.taxes_id._filter_taxes_by_company(order.company_id)
        )
        paid, quantity, share = line.price_total, line.product_uom_qty, line.discount / 100
        price = line.price_unit
        if share < 1:
            price = line._amazon_price_without_added_taxes(paid, quantity, product, taxes)
            price /= 1 - share
        line.with_context(skip_procurement=True, is_amazon_pairing=True).write({
            'product_id': product.id,
            LINE_UOM: product.uom_id.id,
            'product_uom_qty': quantity,
            'name': line.name,
            LINE_TAXES: [fields.Command.set(taxes.ids)],
            'price_unit': price,
            'discount': line.discount,
        })
