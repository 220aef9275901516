from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from ..core.coins import smallest_coin
from ..core.lenient_fields import LenientFields, attempt
from . import const
from .charge import Charge
from .item_proceeds import label_of
from .remarks import OTHER_SUM, Remark

ZERO = Decimal(0)


@dataclass(frozen=True)
class Division:
    """What the buyer pays for what: the charges of all items and of the order make the total.

    :param list[tuple[Charge]] of_items: the charges of each item.
    :param tuple[Charge] own: the order's own.
    :param Decimal total: what the buyer pays.
    :param tuple[Remark] remarks: where Amazon's figures contradict each other.
    """

    of_items: list
    own: tuple
    total: Decimal
    remarks: tuple


@dataclass(frozen=True)
class Way:
    """One way to understand Amazon's figures.

    :param list[ItemCharges] of_items: what each item costs.
    :param tuple[Charge] own: what no item is charged with.
    :param Decimal left: what is missing then to Amazon's total.
    :param bool is_withheld_left_out: whether that is without the tax that Amazon remits itself.
    """

    of_items: list
    own: tuple
    left: Decimal
    is_withheld_left_out: bool


class OrderProceeds:
    """What the buyer pays for an order.

    See `OrderProceeds` in the model orders_2026-01-01.json of
    https://github.com/amzn/selling-partner-api-models.

    :param str currency: a code of ISO 4217; '' if there is no amount at all.
    :param Decimal total: what the buyer pays for the order; None if Amazon does not say.
    """

    def __init__(self, order, items):
        """
        :param Fields order: Amazon's `Order`.
        :param list[Fields] items: Amazon's `OrderItem`s.
        :raise Unreadable: if a figure is not an amount.
        """
        proceeds = order.section('proceeds')
        self.total = None
        if 'grandTotal' in proceeds:
            self.currency = proceeds.currency('grandTotal', "total")
            self.total = proceeds.amount('grandTotal', "total", self.currency)
        else:
            self.currency = _find_currency(order, items)
        self._charges = []
        self._pending = []
        self._others = {'TAX': ZERO, 'DISCOUNT': ZERO}
        for breakdown in proceeds.sections('breakdowns', order.name):
            self._add(breakdown)

    def _add(self, breakdown):
        word = breakdown.required_text('type', "kind of an amount")
        amount = breakdown.amount('subtotal', label_of(word), self.currency) or ZERO
        if word in self._others:
            self._others[word] += abs(amount)
            return
        kind = const.CHARGE_KINDS.get(word, 'other') if amount >= 0 else 'other'
        is_pending = breakdown.text('status', "status") == 'PENDING'
        charges = self._pending if is_pending else self._charges
        charges.append(Charge(kind, amount, ZERO, ZERO))

    def divide(self, items):
        """Divide what the buyer pays.

        What no way to understand Amazon's figures explains becomes a charge of its own.

        :param list[ItemProceeds] items: what Amazon says of each item.
        :rtype: Division
        """
        is_any_withheld = any(item.is_tax_withheld for item in items)
        ways = [
            self._way(items, *trust, is_left_out)
            for is_left_out in ((False, True) if is_any_withheld else (False,))
            for trust in product((True, False), repeat=2)
        ]
        # The first of the best ones: mostly one of them is exact.
        way = min(ways, key=lambda way: abs(way.left))
        remarks = []
        is_rounded = abs(way.left) <= self._tolerance(items)
        if not is_rounded:
            way = ways[0]
            if way.left < 0 or not any(item.is_priceless for item in items):
                remarks.append(Remark(OTHER_SUM, '', self.total, self.total - way.left))
        charges, own = [list(map(_bounded, item.charges)) for item in way.of_items], way.own
        if way.left and not (is_rounded and _add_cent(charges, way.left)):
            own += (Charge(const.DIFFERENCE, way.left, ZERO, ZERO),)
        remarks += self._doubts_of_tax(items, own)
        remarks += [remark for item in way.of_items for remark in item.remarks]
        if _is_all_withheld(items):
            own = tuple(replace(charge, is_tax_withheld=True) for charge in own)
        total = self.total
        if total is None or way.is_withheld_left_out:
            total = sum(map(_sum, charges), _sum(own))
        return Division(list(map(tuple, charges)), own, total, tuple(remarks))

    def _tolerance(self, items):
        """Return by how much sums of rounded amounts may miss each other."""
        return smallest_coin(self.currency) * len(items)

    def _way(self, items, is_total_trusted, is_tax_added, is_withheld_left_out):
        charges = [item.charges(is_total_trusted, is_tax_added) for item in items]
        own, *others = self._candidates(items)
        if self.total is None:
            return Way(charges, own, ZERO, is_withheld_left_out)
        left = self.total - sum((_sum(item.charges) for item in charges), ZERO)
        if is_withheld_left_out:
            left += sum(charge.withheld for item in charges for charge in item.charges)
        priceless = [number for number, item in enumerate(items) if item.is_priceless]
        if len(priceless) == 1 and left >= _sum(own):
            # It is all that Amazon does not say the price of.
            charges[priceless[0]] = charges[priceless[0]].costing(left - _sum(own))
            return Way(charges, own, ZERO, is_withheld_left_out)
        own = min([(), own, *others], key=lambda own: abs(left - _sum(own)))
        if abs(left - _sum(own)) > self._tolerance(items):
            own = self._candidates(items)[0]
        return Way(charges, own, left - _sum(own), is_withheld_left_out)

    def _candidates(self, items):
        """Return what the order itself may charge: what no item has."""
        kinds = {'item'}.union(*(item.kinds() for item in items))
        charges = [charge for charge in self._charges if _is_own(charge, kinds)]
        pending = [charge for charge in self._pending if _is_own(charge, kinds)]
        tax = [self._own_tax(items)]
        discount = [Charge(const.DISCOUNT_OF_ORDER, -self._others['DISCOUNT'], ZERO, ZERO)]
        if any(item.has_tax for item in items):
            tax = []
        if any(item.has_discount for item in items):
            discount = []
        # Items that are not broken down may have all the rest in their totals.
        tips = [charge for charge in charges if charge.kind == 'delivery_tip']
        return [
            tuple(charge for charge in candidates if charge.gross)
            for candidates in (
                charges, charges + pending, tips, tips + pending, charges + discount,
                charges + tax, charges + discount + tax,
            )
        ]

    def _doubts_of_tax(self, items, own):
        """Return a remark on tax that no item has, if Amazon remits that of some items alone."""
        withheld = {item.is_tax_withheld for item in items}
        tax = _sum(charge for charge in own if charge.kind == const.TAX_OF_ORDER)
        if not tax or len(withheld) == 1:
            return []
        return [Remark(OTHER_SUM, '', self.total, self.total - tax)]

    def _own_tax(self, items):
        """Return the tax that no item has; whose it is, is known if it is the same of all items."""
        tax = self._others['TAX']
        withheld = tax if _is_all_withheld(items) else ZERO
        return Charge(const.TAX_OF_ORDER, tax, ZERO, withheld, withheld)


def _bounded(charge):
    """Return a charge of which no more is withheld than the buyer pays."""
    withheld = min(charge.withheld, max(charge.amount, ZERO))
    return charge if withheld == charge.withheld else replace(charge, withheld=withheld)


def _is_all_withheld(items):
    return all(item.is_tax_withheld for item in items)


def _is_own(charge, kinds):
    return charge.gross and charge.kind not in kinds


def _find_currency(order, items):
    """Return the currency of the first amount that there is; '' if there is none.

    :raise Unreadable: if it is not readable.
    """
    lenient_items = [LenientFields.of(item) for item in items]
    proceeds = [item.section('proceeds') for item in lenient_items]
    totals = [(part, 'proceedsTotal') for part in proceeds]
    breakdowns = [
        (breakdown, 'subtotal')
        for part in [*proceeds, LenientFields.of(order).section('proceeds')]
        for breakdown in part.sections('breakdowns', order.name)
    ]
    prices = [
        (item.section('product').section('price'), 'unitPrice') for item in lenient_items
    ]
    for part, key in totals + breakdowns + prices:
        currency = key in part and attempt(part.currency, key, "amount")
        if currency:
            return currency
    return ''


def _add_cent(charges, cent):
    """Add what is missing by rounding to the dearest of the charges.

    :return: whether that was possible.
    :rtype: bool
    """
    of_item = max(charges, key=lambda of_item: max(charge.amount for charge in of_item))
    dearest = max(of_item, key=lambda charge: charge.amount)
    if dearest.amount + cent < 0:
        return False
    of_item[of_item.index(dearest)] = replace(dearest, gross=dearest.gross + cent)
    return True


def _sum(charges):
    return sum((charge.amount for charge in charges), ZERO)
