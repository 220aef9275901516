from collections import Counter
from itertools import chain

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

from ...lib.differences import write_differences
from ...lib.series import LINE_TAXES, LINE_UOM
from ...lib.words import _
from ...spapi import SELLER_TAXED
from .sale_order_rounding import proportional

# What is about all goods of an order, and taxed as they are.
ABOUT_ALL_GOODS = ('difference', 'discount', 'tax')
MANY_DECIMALS = 10


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    amazon_item_ref = fields.Char(
        string="Amazon Item",
        readonly=True,
        copy=False,
        help="Amazon's identifier of the item that was sold; empty on lines that are no goods.",
    )
    amazon_charge_key = fields.Char(
        readonly=True,
        copy=False,
        help="Which of Amazon's charges the line is: by it, the line is found again.",
    )
    amazon_quantity = fields.Integer(
        string="Ordered on Amazon",
        readonly=True,
        copy=False,
        help="Pieces ordered, as Amazon last said; without those that were canceled.",
    )
    amazon_quantity_shipped = fields.Integer(
        string="Shipped on Amazon",
        readonly=True,
        copy=False,
        help="Pieces shipped, as Amazon last said.",
    )
    amazon_amount = fields.Float(
        readonly=True,
        copy=False,
        digits=0,
        help="What the buyer pays for the goods, as it was last taken over from Amazon.",
    )
    amazon_amount_pieces = fields.Integer(
        readonly=True, copy=False, help="For how many pieces that was."
    )
    amazon_offer_id = fields.Many2one(
        comodel_name='amazon.offer', readonly=True, copy=False
    )

    # === IMPORT === #

    @api.model
    def _prepare_amazon_lines(self, row, order, offers, positions):
        """Return the values of the lines that an Amazon order becomes.

        For each item: the product, shipping and gift wrapping if they are charged, and the
        message of a gift.

        :param amazon.order row: the order's row in the inbox.
        :param Order order: what Amazon says.
        :param dict offers: offers by marketplace and `Item.code`.
        :param TaxPositions positions: what maps the taxes.
        :rtype: list[dict]
        """
        lines = []
        of_order = self.env['sale.order']._prepare_amazon_taxation(
            order, row.marketplace_id)['amazon_tax_scheme']
        for key, item, charge in self._amazon_charges(order):
            scheme = self._amazon_scheme(item, charge, row.marketplace_id, of_order)
            taxation = positions.under(scheme)
            if charge.kind == 'item':
                values = self._prepare_amazon_goods(row, item, charge, offers, taxation)
            elif charge.kind == SELLER_TAXED:
                values = self._prepare_amazon_rest(row, item, charge, offers, taxation)
            else:
                values = self._prepare_amazon_service(row, order, charge, taxation, item)
            if charge.kind in ABOUT_ALL_GOODS:
                values |= self._amounts_taxed_like_goods(charge, lines, positions.currency)
            lines.append({
                **values, **self._amazon_taxation(item, charge, scheme), 'amazon_charge_key': key,
            })
            if charge.kind == 'item' and item.gift_message:
                lines.append({
                    'display_type': 'line_note',
                    'name': _("Gift message: %s", item.gift_message),
                })
        return [{**line, 'sequence': sequence} for sequence, line in enumerate(lines, start=10)]

    def _amounts_taxed_like_goods(self, charge, lines, currency):
        """Return the taxes of the dearest goods, and the price that makes a charge with them.

        Where there are no goods, there are no taxes.

        :param Charge charge: what is about all goods.
        :param list[dict] lines: values of the lines so far.
        :param res.currency currency: of the order.
        :rtype: dict
        """
        goods = [line for line in lines if line.get('amazon_item_ref')]
        product, taxes = self.env['product.product'], self.env['account.tax']
        if goods:
            dearest = max(goods, key=lambda line: line['price_unit'] * line['product_uom_qty'])
            product = product.browse(dearest['product_id'])
            [(_command, _id, tax_ids)] = dearest[LINE_TAXES]
            taxes = proportional(taxes.browse(tax_ids))
        return {
            LINE_TAXES: [fields.Command.set(taxes.ids)],
            **self._amazon_amounts(charge, 1, product, taxes, currency),
        }

    @api.model
    def _amazon_charges(self, order):
        """Yield all that a buyer pays for: a name that stays, the item if there is one, the charge.

        :param Order order: what Amazon says.
        """
        numbers = Counter()

        def key(charge, *item_ref):
            name = ':'.join([charge.kind, *item_ref])
            numbers[name] += 1
            return name if numbers[name] == 1 else f'{name}:{numbers[name]}'

        for item in filter(_is_sold, order.items):
            for charge in chain.from_iterable(charge.parts() for charge in item.charges):
                if charge.kind == 'item' or charge.gross:
                    yield key(charge, item.item_ref), item, charge
        for charge in order.charges:
            if charge.due or charge.withheld:
                yield key(charge), None, charge

    def _prepare_amazon_goods(self, row, item, charge, offers, taxation):
        """Return the values of a line for what was sold."""
        offer = offers[row.marketplace_id.id, item.code]
        return {
            **self._prepare_amazon_charge(
                row, charge, offer.product_id, taxation, item.quantity
            ),
            'name': f"[{item.code}] {item.title or offer.product_id.name}",
            'amazon_item_ref': item.item_ref,
            'amazon_quantity': item.quantity,
            'amazon_quantity_shipped': item.quantity_shipped,
            'amazon_offer_id': offer.id,
            **self._amazon_paid(charge, item.quantity),
        }

    def _prepare_amazon_rest(self, row, item, charge, offers, taxation):
        """Return the values of a line for what the tax of is left to the seller, see `parts`."""
        goods = offers[row.marketplace_id.id, item.code].product_id
        product = goods._of_amazon_service(row.company_id, charge.kind, None)
        return {
            'product_id': product.id,
            LINE_UOM: product.uom_id.id,
            **self._prepare_amazon_price(row, charge, goods, taxation),
            'name': _("Part with tax that Amazon leaves to you: [%s]", item.code),
        }

    def _prepare_amazon_service(self, row, order, charge, taxation, item=None):
        """Return the values of a line for shipping, gift wrapping or another charge.

        The product is the one whose internal reference is Amazon's name of the service.
        """
        code = {
            'shipping': order.service_level,
            'gift_wrap': item and item.gift_wrap_level,
        }.get(charge.kind)
        product = self.env['product.product']._of_amazon_service(row.company_id, charge.kind, code)
        labels = {
            'shipping': _("Shipping"),
            'gift_wrap': _("Gift wrapping"),
            'cod_fee': _("Cash on delivery fee"),
            'delivery_tip': _("Delivery tip"),
            'discount': _("Discount"),
            'tax': _("Tax that Amazon adds"),
            'difference': _("Difference to Amazon's total"),
        }
        name = labels.get(charge.kind, _("Other charge of Amazon"))
        if item:
            name = f"{name}: [{item.code}]"
        return {
            **self._prepare_amazon_charge(row, charge, product, taxation),
            'name': f"{name} ({code})" if code else name,
        }

    def _prepare_amazon_charge(self, row, charge, product, taxation, quantity=1):
        return {
            'product_id': product.id,
            LINE_UOM: product.uom_id.id,
            **self._prepare_amazon_price(row, charge, product, taxation, quantity),
        }

    def _prepare_amazon_price(self, row, charge, product, taxation, quantity=1):
        taxes = taxation.position.map_tax(
            product.taxes_id._filter_taxes_by_company(row.company_id)
        )
        return {
            LINE_TAXES: [fields.Command.set(taxes.ids)],
            **self._amazon_amounts(charge, quantity, product, taxes, taxation.currency),
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shipped_for_amazon(self):
        # Amazon will report the order again: its goods would leave the stock a second time.
        goods = self.filtered('amazon_item_ref')
        if goods._has_left():
            raise UserError(_(
                "Goods have left the stock for this order of Amazon's: it cannot be deleted, nor "
                "can its lines. Cancel it instead."
            ))

    # === WHAT HAS LEFT === #

    def _has_left(self):
        """Return whether any goods of the lines have left for the buyer, be it a part of a kit.

        Those who know of deliveries and of Amazon's stock know better than the delivered quantity.

        :rtype: bool
        """
        return any(self.mapped('qty_delivered'))

    def _amazon_delivered(self):
        """Return how many pieces have left for the buyer, those that came back included.

        :rtype: int
        """
        self.ensure_one()
        return int(self.qty_delivered)

    def _is_away_unpaid(self):
        """Return whether goods of canceled orders are away that nobody pays for.

        :rtype: bool
        """
        return any(self.mapped('qty_delivered'))

    def _is_delivery_planned(self):
        """Return whether there are deliveries that bring the goods to the buyer.

        :rtype: bool
        """
        return False

    # === FOLLOWING AMAZON === #

    def _amazon_quantity_of(self, item, charge):
        """Return the quantity that the line is to have.

        :param Item item: what Amazon says of its item, if the line belongs to one.
        :param Charge charge: what Amazon charges for it, if anything.
        :rtype: int
        """
        self.ensure_one()
        if not charge:
            return 0
        return item.quantity if self.amazon_item_ref else 1

    def _take_over_amazon_charge(self, item, charge, quantity):
        """Bring the line to what Amazon charges by now.

        :param Item item: what it is charged for, if that is an item.
        :param Charge charge: what that is, if anything.
        :param int quantity: how many pieces.
        :return: whether the line has that quantity now, see `_amazon_least_quantity`.
        :rtype: bool
        """
        self.ensure_one()
        least = self._amazon_least_quantity()
        values = {'product_uom_qty': quantity}
        # What was invoiced keeps its price; of nothing, there is none.
        if quantity and not self._amazon_invoiced():
            values = self._amazon_amounts(
                charge, quantity, self.product_id, self[LINE_TAXES], self.currency_id
            )
        self._write_amazon_amounts({**values, 'product_uom_qty': max(quantity, least)})
        if charge and self.amazon_item_ref:
            write_differences(self, self._amazon_paid(charge, quantity))
        order = self.order_id
        write_differences(self, self._amazon_taxation(item, charge, charge and self._amazon_scheme(
            item, charge, order.amazon_marketplace_id, order.amazon_tax_scheme
        )))
        return quantity >= least

    def _amazon_paid(self, charge, quantity):
        return {'amazon_amount': float(charge.amount), 'amazon_amount_pieces': quantity}

    def _take_over_amazon_quantity(self):
        """Lower the quantity to what Amazon last said, as far as that is possible by now.

        :return: whether no line has more than Amazon says.
        :rtype: bool
        """
        for line in self:
            possible = max(line.amazon_quantity, line._amazon_least_quantity())
            line._write_amazon_amounts({'product_uom_qty': min(line.product_uom_qty, possible)})
        return all(line.product_uom_qty <= line.amazon_quantity for line in self)

    def _is_amazon_charge_doubtful(self, charge, quantity):
        """Return whether Amazon canceled pieces, and charges as much as before.

        :param Charge charge: what Amazon charges for the line by now, if anything.
        :param int quantity: how many pieces are left.
        :rtype: bool
        """
        self.ensure_one()
        if not (charge and self.amazon_item_ref):
            return False
        is_lower = float_compare(
            float(charge.amount), self.amazon_amount,
            precision_rounding=self.currency_id.rounding,
        ) < 0
        return 0 < quantity < self.amazon_amount_pieces and self.amazon_amount and not is_lower

    def _amazon_removable(self):
        """Return those of which nothing is delivered or invoiced.

        :rtype: sale.order.line
        """
        return self.filtered(lambda line: not (line.qty_delivered or line.invoice_lines))

    def _write_amazon_amounts(self, values):
        is_changed = any(
            float_compare(self[name], value, _decimals(self._fields[name], self.env))
            for name, value in values.items()
        )
        if is_changed:
            # What is not to be delivered any more is taken off by `amazon.order.deliveries`, but
            # not what is no more than a request for quotation yet.
            is_less = values['product_uom_qty'] < self.product_uom_qty
            self.with_context(
                skip_procurement=is_less and self._is_delivery_planned()
            ).write(values)

    def _amazon_least_quantity(self):
        """Return what the quantity does not go below: what was delivered, or invoiced.

        :rtype: float
        """
        if not self.amazon_item_ref:
            return self._amazon_invoiced()
        return max(self.qty_delivered, self._amazon_invoiced())

    def _amazon_invoiced(self):
        """Return the quantity on posted invoices, without what was credited.

        :rtype: float
        """
        posted = self.invoice_lines.filtered(lambda line: line.parent_state == 'posted')
        return sum(
            line.product_uom_id._compute_quantity(line.quantity, self[LINE_UOM])
            * (-1 if line.move_id.move_type == 'out_refund' else 1)
            for line in posted
        )


def _decimals(field, env):
    """Return how many decimals a field keeps; since 19.0, prices keep what they are given."""
    digits = field.get_digits(env)
    return digits[1] if digits else MANY_DECIMALS


def _is_sold(item):
    """Return whether the item is still a part of the order: a canceled one keeps its place."""
    return item.quantity or any(charge.gross for charge in item.charges)
