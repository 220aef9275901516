from odoo import fields, models

from ...lib.series import LINE_TAXES
from ...lib.words import _


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
        return ['&', ('qty_delivered', '=', 0), ('invoice_lines', '=', False)]

    def _lines(self, offers, sale_order=None):
        """Return what still sells Amazon Sale, although its SKU is paired by now.

        :param amazon.offer offers: those that may be paired.
        :param sale.order sale_order: of this order only, if given.
        :rtype: sale.order.line
        """
        paired = offers.filtered(lambda offer: not offer.is_to_pair)
        domain = [*self._domain(), ('amazon_offer_id', 'in', paired.ids)]
        if sale_order:
            domain.append(('order_id', '=', sale_order.id))
        return self.env['sale.order.line'].search(domain)

    def _orders(self, offers):
        """Return the open orders that are to sell the products of some offers.

        :param amazon.offer offers: those of one account.
        :rtype: sale.order
        """
        return self._lines(offers).order_id

    def _take_over(self, sale_order, offers):
        """Have an open order sell the products that its SKUs are paired with.

        :param sale.order sale_order: the order.
        :param amazon.offer offers: whose products.
        """
        readers = self.env['amazon.order.news']._readers(sale_order)
        taxes = self.env['amazon.order.taxes']
        lines = self._lines(offers, sale_order)
        with self.env['amazon.order.lines']._unlocked(sale_order):
            for line in lines:
                self._change(line, line.amazon_offer_id.product_id)
            if not sale_order._is_billed():
                taxes._tax_rests(lines)
                taxes._tax_like_goods(sale_order)
                taxes._round(sale_order)
        self.env['amazon.order.news']._tell(sale_order, readers, _(
            "Now it is known which product this is: %s.",
            ", ".join(f"{line.name} → {line.product_id.display_name}" for line in lines),
        ))

    def _change(self, line, product):
        """Have a line sell another product; the buyer pays the same.

        :param sale.order.line line: goods of an order of Amazon's.
        :param product.product product: what they are.
        """
        line = line.with_context(skip_procurement=True, is_amazon_pairing=True)
        if line.invoice_lines:
            # What an invoice shows, stays: the taxes.
            line.write({
                'product_id': product.id, 'name': line.name, 'price_unit': line.price_unit,
                'discount': line.discount,
                LINE_TAXES: [fields.Command.set(line[LINE_TAXES].ids)],
            })
        else:
            line._charge_the_same(product, self.env['amazon.order.taxes']._taxes_of(line, product))
