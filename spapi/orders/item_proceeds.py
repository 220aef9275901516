"""What the buyer pays for an item, charge by charge, out of Amazon's breakdown.

Amazon documents the figures' names but not how they hang together, and it differs: prices are
without tax (sales tax is added), with tax (VAT), or with a tax that Amazon keeps; the size of a
discount comes with either sign, and so does the tax on it. The item's total tells which is meant.
See `ItemProceeds` in the model orders_2026-01-01.json of
https://github.com/amzn/selling-partner-api-models.
"""
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from ..core.fields import Unreadable
from . import const
from .charge import Charge

ZERO = Decimal(0)


@dataclass(frozen=True)
class Reading:
    """One way to understand the figures.

    :param bool is_tax_added: whether prices are without the tax, and the buyer pays it on top.
    :param Decimal tax: the tax after discounts.
    :param Decimal total: what the buyer pays, if it is so.
    """

    is_tax_added: bool
    tax: Decimal
    total: Decimal


class ItemProceeds:
    """The figures of an item, as Amazon sent them."""

    def __init__(self, item, quantity, currency):
        """
        :param Fields item: Amazon's `OrderItem`.
        :param int quantity: pieces.
        :param str currency: the order's currency.
        :raise Unreadable: if a figure is not an amount in the order's currency.
        """
        self._name = item.name
        proceeds = item.section('proceeds')
        self.total = proceeds.price('proceedsTotal', "total", currency)
        self._prices = defaultdict(Decimal)
        self._taxes = defaultdict(Decimal)
        self._discounts = defaultdict(Decimal)
        self._tax = self._tax_on_discounts = ZERO
        for breakdown in proceeds.sections('breakdowns', item.name):
            self._add(breakdown, currency)
        self._complete(item, quantity, currency)

    # === AMAZON'S FIGURES === #

    def _add(self, breakdown, currency):
        kind = breakdown.required_text('type', "kind of an amount")
        if kind == 'TAX':
            self._tax += breakdown.price('subtotal', "tax", currency) or ZERO
            for subtype, value in _details(breakdown, "tax", currency):
                if subtype == 'DISCOUNT':
                    self._tax_on_discounts += abs(value)
                elif value < 0:
                    raise Unreadable(f"The tax of {self._name} is negative.")
                else:
                    self._taxes[_kind(subtype)] += value
        elif kind == 'DISCOUNT':
            missing = abs(breakdown.amount('subtotal', "discount", currency) or ZERO)
            for subtype, value in _details(breakdown, "discount", currency):
                self._discounts[_kind(subtype)] += abs(value)
                missing -= abs(value)
            self._discounts['item'] += max(missing, ZERO)
        else:
            price = breakdown.price('subtotal', label_of(kind), currency)
            self._prices[_kind(kind)] += price or ZERO

    def _complete(self, item, quantity, currency):
        """Fill in what follows from other figures."""
        if 'item' not in self._prices:
            price = item.section('product').section('price')
            unit_price = price.price('unitPrice', "unit price", currency)
            if unit_price is not None:
                self._prices['item'] = unit_price * quantity
            elif self.total is None and quantity:
                raise Unreadable(f"The price of {item.name} is missing.")
        missing = self._tax - sum(self._taxes.values())
        if missing and missing == self._tax_on_discounts:
            # The tax on discounts was added instead of taken off.
            self._tax -= 2 * missing
        elif missing > 0:
            # Tax that is not broken down is the item's.
            self._taxes['item'] += missing

    # === WHAT THEY MEAN === #

    def kinds(self):
        """Return what kinds of charges there are.

        :rtype: set[str]
        """
        return {kind for kind, price in self._prices.items() if price}

    def charges(self, is_total_trusted, is_tax_added):
        """Return the charges of the item.

        :param bool is_total_trusted: whether Amazon's total of the item, if there is one, says what
            the buyer pays for it.
        :param bool is_tax_added: otherwise: whether tax comes on top of the prices.
        :rtype: tuple[Charge]
        :raise Unreadable: if the figures contradict each other.
        """
        if is_total_trusted and self.total is not None:
            # The first of the best ones: mostly one of them is exact.
            reading = min(self._readings(), key=lambda reading: abs(reading.total - self.total))
            return self._charges(reading, self.total)
        reading = next(
            reading for reading in self._readings() if reading.is_tax_added == is_tax_added
        )
        return self._charges(reading, reading.total)

    def _readings(self):
        taxes = sum(self._taxes.values())
        without_tax = sum(self._prices.values()) - sum(self._discounts.values())
        for tax in (self._tax, max(taxes - self._tax_on_discounts, ZERO), taxes):
            yield Reading(True, tax, without_tax + tax)
        yield Reading(False, self._tax, without_tax)

    def _charges(self, reading, total):
        taxes_off = _shares(max(sum(self._taxes.values()) - reading.tax, ZERO), self._discounts)
        gross, discounts, taxes = {}, {}, {}
        for kind in dict.fromkeys(('item', *self._prices, *self._taxes, *self._discounts)):
            tax, tax_off = self._taxes[kind], taxes_off.get(kind, ZERO)
            gross[kind], discounts[kind] = self._prices[kind], self._discounts[kind]
            taxes[kind] = max(tax - tax_off, ZERO)
            if reading.is_tax_added:
                gross[kind] += tax
                discounts[kind] += tax_off
        gross['item'] += total - sum(gross.values()) + sum(discounts.values())
        discounts = self._fit(discounts, gross)
        return tuple(
            Charge(kind, gross[kind], discounts[kind], taxes[kind])
            for kind in gross
            if gross[kind] or kind == 'item'
        )

    def _fit(self, discounts, gross):
        """Move what a discount has more than its price to the other prices, the item's first."""
        fitted = {kind: min(discounts[kind], max(price, ZERO)) for kind, price in gross.items()}
        left = sum(discounts.values()) - sum(fitted.values())
        for kind, price in gross.items():
            part = max(min(left, price - fitted[kind]), ZERO)
            fitted[kind] += part
            left -= part
        if left or min(gross.values()) < 0:
            raise Unreadable(f"The amounts of {self._name} contradict each other.")
        return fitted


def label_of(kind):
    """Return what people call a kind of charge.

    :param str kind: Amazon's word.
    :rtype: str
    """
    label = _kind(kind).replace('_', ' ')
    return {'item': "price", 'other': "other charge"}.get(label, label)


def _details(breakdown, label, currency):
    for detail in breakdown.sections('detailedBreakdowns', breakdown.name):
        subtype = detail.required_text('subtype', f"kind of a {label}")
        value = detail.amount('value', label, currency) or ZERO
        yield subtype, value


def _kind(word):
    # Charges that Amazon may add one day are charges, too.
    return const.CHARGE_KINDS.get(word, 'other')


def _shares(amount, weights):
    """Return an amount divided in proportion to weights, with no more decimals than it has."""
    total = sum(weights.values())
    if not amount or not total:
        return {'item': amount}
    shares = {kind: (amount * weight / total).quantize(amount) for kind, weight in weights.items()}
    largest = max(weights, key=weights.get)
    shares[largest] += amount - sum(shares.values())
    return shares
