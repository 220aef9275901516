from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.series import LINE_TAXES
from ...lib.words import _, as_money

# What stands in `amazon_charge_key` of lines that Amazon does not charge for.
ROUNDING = 'rounding'


class SaleOrder(models.Model):
    """How an order hits Amazon's total to the cent.

    A unit price has few decimals: three units for 10.00 make 9.99. What is missing then becomes a
    line of its own, with the taxes of what it makes up for.
    """

    _inherit = 'sale.order'

    def _match_amazon_totals(self, orders):
        """Bring new orders to Amazon's totals, to the cent.

        :param list[Order] orders: what Amazon says of each.
        :raise UserError: if more is missing than rounding explains.
        """
        lines = []
        for sale_order, order in zip(self, orders, strict=True):
            if sale_order._amazon_difference(order.due):
                shortfalls = sale_order._amazon_shortfalls(order)
                sale_order._check_amazon_difference(order.due, shortfalls)
                lines += sale_order._prepare_amazon_roundings(order.due, shortfalls)
        self.env['sale.order.line'].create(lines)
        for sale_order, order in zip(self, orders, strict=True):
            sale_order._round_the_rest(order.due)
            if sale_order._amazon_difference(order.due):
                raise UserError(_(
                    "Prices in Odoo have too few decimals for Amazon's amounts. Raise the Decimal "
                    "Accuracy of Product Price (in developer mode: Settings > Technical), then "
                    "use Retry."
                ))

    def _round_to_amazon(self, total, order=None):
        """Bring an order to Amazon's total, to the cent, if no more than rounding is missing.

        :param total: what the buyer pays, in the currency of the order.
        :param Order order: what Amazon says, if that is known.
        """
        self.ensure_one()
        roundings = self.order_line._amazon_rounding()
        rounded = sum(roundings.mapped('price_total'))
        shortfalls = self._amazon_shortfalls(order)
        if abs(self._amazon_difference(total) + rounded) > self._largest_amazon_rounding(
            shortfalls
        ):
            return
        # Whatever a person made of them.
        roundings.write({
            'price_unit': 0, 'product_uom_qty': 1, 'discount': 0,
            LINE_TAXES: [fields.Command.clear()],
        })
        if self._amazon_difference(total):
            wanted = self._prepare_amazon_roundings(total, shortfalls)
            for line, values in zip(roundings, wanted, strict=False):
                line.write({
                    'price_unit': values['price_unit'], LINE_TAXES: values[LINE_TAXES]
                })
            self.order_line.create(wanted[len(roundings):])
        self._round_the_rest(total)

    def _amazon_difference(self, total):
        """Return what is missing to Amazon's total; 0.0 if it is no cent."""
        difference = self.currency_id.round(float(total) - self.amount_total)
        return 0.0 if self.currency_id.is_zero(difference) else difference

    def _amazon_shortfalls(self, order):
        """Return what the lines miss of what Amazon charges for them, by line.

        :param Order order: what Amazon says, if that is known.
        :rtype: dict[sale.order.line, float]
        """
        lines = self.order_line.filtered('amazon_charge_key') - self.order_line._amazon_rounding()
        if not order:
            return {}
        charges = {key: charge for key, _item, charge in lines._amazon_charges(order)}
        return {
            line: self.currency_id.round(float(charges[key].due) - line.price_total)
            for line in lines if (key := line.amazon_charge_key) in charges
        }

    def _check_amazon_difference(self, total, shortfalls):
        if abs(self._amazon_difference(total)) > self._largest_amazon_rounding(shortfalls):
            raise UserError(_(
                "With the taxes set in Odoo, the total would be %(odoo)s instead of "
                "Amazon's %(amazon)s. Check the taxes of the products, then use Retry.",
                odoo=as_money(self.currency_id, self.amount_total),
                amazon=as_money(self.currency_id, total),
            ))

    def _largest_amazon_rounding(self, shortfalls):
        """Return by how much rounded unit prices and percentages can miss Amazon's total.

        A fixed tax on what is given away, or costs less, is missed in full: there is no price that
        makes up for it.

        :param dict[sale.order.line, float] shortfalls: what the lines miss.
        :return: an amount in the currency of the order.
        :rtype: float
        """
        self.ensure_one()
        return sum(
            max(line._largest_amazon_rounding(), line._has_fixed_tax() * abs(
                shortfalls.get(line, 0)
            ))
            for line in self.order_line if not line.display_type
        )

    def _prepare_amazon_roundings(self, total, shortfalls):
        """Return the values of the lines that make up for what is missing, by taxes.

        :param total: what the buyer pays, in the currency of the order.
        :param dict[sale.order.line, float] shortfalls: what the lines miss.
        :rtype: list[dict]
        """
        by_taxes = defaultdict(float)
        left = self._amazon_difference(total)
        for line, shortfall in shortfalls.items():
            if abs(shortfall) <= line._largest_amazon_rounding():
                by_taxes[line._amazon_proportional_taxes()] += shortfall
                left -= shortfall
        by_taxes[self._main_amazon_taxes() if not shortfalls else self.env['account.tax']] += left
        Line = self.order_line
        return [
            values
            for taxes, amount in by_taxes.items()
            if not self.currency_id.is_zero(amount)
            for values in [Line._prepare_amazon_rounding(self, amount, taxes)]
            if not self.currency_id.is_zero(values['price_unit'])
        ]

    def _main_amazon_taxes(self):
        """Return the taxes of the dearest line."""
        lines = self.order_line.filtered('amazon_item_ref').sorted('price_total')
        return lines[-1:]._amazon_proportional_taxes()

    def _round_the_rest(self, total):
        """Bring an order to Amazon's total where taxes cannot hit it: then, without any."""
        difference = self._amazon_difference(total)
        if not difference or abs(difference) > self._largest_amazon_rounding({}):
            return
        untaxed = self.order_line._amazon_rounding().filtered(lambda line: not line[LINE_TAXES])[:1]
        if untaxed:
            untaxed.price_unit = untaxed.price_total + difference
        else:
            self.order_line.create(self.order_line._prepare_amazon_rounding(self, difference))


class SaleOrderLine(models.Model):
    """What a line can miss of what Amazon charges for it, and the lines that make up for that."""

    _inherit = 'sale.order.line'

    def _amazon_rounding(self):
        """Return the lines that make up for rounded prices, if there are any.

        :rtype: sale.order.line
        """
        return self.filtered(lambda line: line.amazon_charge_key == ROUNDING)

    @api.model
    def _prepare_amazon_rounding(self, order, difference, taxes=None):
        """Return the values of a line that makes up for something.

        :param sale.order order: whose line.
        :param float difference: what is missing, with all taxes.
        :param account.tax taxes: what it is taxed with.
        :rtype: dict
        """
        product = self.env['product.product']._amazon_default('charge')
        price = difference
        if taxes:
            price = self._amazon_price_without_added_taxes(
                difference, 1, product, taxes, order.currency_id
            )
        return {
            'order_id': order.id,
            'product_id': product.id,
            'name': _("Rounding to Amazon's total"),
            'product_uom_qty': 1,
            'price_unit': price,
            LINE_TAXES: [fields.Command.set(taxes.ids if taxes else [])],
            'amazon_charge_key': ROUNDING,
            'sequence': 999,
        }

    def _largest_amazon_rounding(self):
        """Return by how much a rounded unit price and percentage can miss what Amazon charges.

        Half a unit of the last decimal each, and as much again for the taxes on it.

        :return: an amount in the currency of the order.
        :rtype: float
        """
        precision = self.env['decimal.precision'].precision_get
        price_step = 10 ** -precision('Product Price')
        discount_step = 10 ** -precision('Discount') / 100
        return (
            self.product_uom_qty * price_step
            + self.product_uom_qty * abs(self.price_unit) * discount_step
            + 2 * self.currency_id.rounding
        )

    def _amazon_proportional_taxes(self):
        """Return the taxes of lines that grow with their price, see `proportional`."""
        return proportional(self[LINE_TAXES])

    def _has_fixed_tax(self):
        return self[LINE_TAXES].flatten_taxes_hierarchy() != self._amazon_proportional_taxes()


def proportional(taxes):
    """Return, of taxes, those that grow with the price, and with nothing else.

    :param account.tax taxes: any; of groups, what is in them.
    :rtype: account.tax
    """
    return taxes.flatten_taxes_hierarchy().filtered(
        lambda tax: tax.amount_type in ('percent', 'division')
    )
