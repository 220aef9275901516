"""What the buyer pays for an item, charge by charge, out of Amazon's breakdown.

The size of a discount comes with either sign, and so does a tax. What the figures mean,
`item_readings` finds out. See `ItemProceeds` in the model orders_2026-01-01.json of
https://github.com/amzn/selling-partner-api-models.
"""
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from ..core.lenient_fields import LenientFields
from ..core.texts import MAX_SKU
from . import const
from .charge import Charge
from .item_readings import Figures
from .remarks import DERIVED_PRICE, NO_PRICE, OTHER_ITEM_SUM, OTHER_PIECES, Remark

ZERO = Decimal(0)


@dataclass(frozen=True)
class ItemCharges:
    """What the buyer pays for an item.

    :param tuple[Charge] charges: the first is that of the item itself.
    :param tuple[Remark] remarks: what is missing of the figures, or contradicts them.
    """

    charges: tuple
    remarks: tuple

    def costing(self, amount):
        """Return the same of an item whose price Amazon does not say.

        :param Decimal amount: what is left for it.
        :rtype: ItemCharges
        """
        item, *others = self.charges
        remarks = (
            replace(remark, kind=DERIVED_PRICE) if remark.kind == NO_PRICE else remark
            for remark in self.remarks
        )
        return ItemCharges(
            (replace(item, gross=item.gross + amount), *others), tuple(remarks)
        )


class ItemProceeds:
    """The figures of an item, as Amazon sent them."""

    def __init__(self, item, quantity, currency, is_tax_withheld):
        """
        :param Fields item: Amazon's `OrderItem`.
        :param int quantity: pieces.
        :param str currency: the order's currency.
        :param bool is_tax_withheld: whether Amazon remits the tax.
        :raise Unreadable: if a figure is not an amount in the order's currency.
        """
        self._code = _code_of(item)
        self._quantity = quantity
        self.is_tax_withheld = is_tax_withheld
        self._is_tax_on_top = currency in const.CURRENCIES_OF_TAX_ON_TOP
        self.is_priceless = self._is_of_more_pieces = self._is_negative = False
        proceeds = item.section('proceeds')
        self.total = proceeds.amount('proceedsTotal', "total", currency)
        self._prices = defaultdict(Decimal)
        self._taxes = defaultdict(Decimal)
        self._discounts = defaultdict(Decimal)
        self._tax = self._tax_on_discounts = ZERO
        breakdowns = proceeds.sections('breakdowns', item.name)
        taken_off = self._taxes_taken_off(breakdowns, currency)
        self._withheld = -sum(taken_off.values()) if taken_off else None
        for breakdown in breakdowns:
            if breakdown not in taken_off:
                self._add(breakdown, currency)
        self._complete(item, currency)

    # === AMAZON'S FIGURES === #

    def _taxes_taken_off(self, breakdowns, currency):
        """Return the taxes that are taken off again, beside those that were collected.

        What is taken off because of a discount was never collected.
        """
        taxes = {
            breakdown: breakdown.amount('subtotal', "tax", currency) or ZERO
            for breakdown in breakdowns
            if breakdown.required_text('type', "kind of an amount") == 'TAX'
        }
        if not self.is_tax_withheld or max(taxes.values(), default=ZERO) <= 0:
            return {}
        return {
            breakdown: tax for breakdown, tax in taxes.items()
            if tax < 0 and not _is_of_discounts(breakdown, currency)
        }

    def _add(self, breakdown, currency):
        kind = breakdown.required_text('type', "kind of an amount")
        if kind == 'TAX':
            # Both signs are seen, also of what Amazon keeps.
            self._tax += abs(breakdown.amount('subtotal', "tax", currency) or ZERO)
            for subtype, value in _details(breakdown, "tax", currency):
                if subtype == 'DISCOUNT':
                    self._tax_on_discounts += abs(value)
                else:
                    self._taxes[_kind(subtype)] += abs(value)
        elif kind == 'DISCOUNT':
            missing = abs(breakdown.amount('subtotal', "discount", currency) or ZERO)
            for subtype, value in _details(breakdown, "discount", currency):
                self._discounts[_kind(subtype)] += abs(value)
                missing -= abs(value)
            self._discounts['item'] += max(missing, ZERO)
        else:
            self._add_price(
                _kind(kind), breakdown.amount('subtotal', label_of(kind), currency) or ZERO
            )

    def _add_price(self, kind, price):
        if price >= 0 or kind == 'other':
            self._prices[kind] += price
        elif kind == 'item':
            self._is_negative = True
        else:
            # Something is taken off, whatever it is called.
            self._prices['other'] += price

    def _complete(self, item, currency):
        """Fill in what follows from other figures."""
        price = LenientFields.of(item).section('product').section('price')
        unit_price = price.price('unitPrice', "unit price", currency)
        if 'item' in self._prices:
            # What is sold by weight has a price for each unit of that.
            self._is_of_more_pieces = 'measurement' not in item and _is_of_more_pieces(
                self._prices['item'], unit_price, self._quantity
            )
        elif unit_price is not None:
            self._prices['item'] = unit_price * self._quantity
        else:
            self.is_priceless = self.total is None and bool(self._quantity)
        missing = self._tax - sum(self._taxes.values())
        if missing and missing == self._tax_on_discounts:
            # The tax on discounts was added instead of taken off.
            self._tax -= 2 * missing
        elif missing > 0:
            # Tax that is not broken down is the item's.
            self._taxes['item'] += missing

    # === WHAT THEY MEAN === #

    @property
    def has_tax(self):
        return bool(self._tax or any(self._taxes.values()))

    @property
    def has_discount(self):
        return any(self._discounts.values())

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
        :rtype: ItemCharges
        """
        figures = self._figures()
        if is_total_trusted and self.total is not None:
            reading = figures.reading_of(self.total)
            paid = reading.paid + self.total - reading.total
        else:
            readings = figures.readings()
            reading = next(
                (reading for reading in readings if reading.is_tax_added == is_tax_added),
                readings[0],
            )
            paid = reading.paid
        return self._checked(not self._is_negative and self._charges(reading, paid), paid, reading)

    def _checked(self, charges, paid, reading):
        is_sensible = bool(charges)
        item, *others = charges or (self._charge('item', max(paid, ZERO), ZERO, *(
            [reading.withheld] * 2
        )),)
        is_of_none = not self._quantity and item.amount != 0
        if is_of_none:
            item = Charge('item', ZERO, ZERO, ZERO)  # Nothing cannot be sold for that.
        kinds = {
            NO_PRICE: self.is_priceless,
            OTHER_ITEM_SUM: not is_sensible,
            OTHER_PIECES: self._is_of_more_pieces or is_of_none,
        }
        remarks = tuple(Remark(kind, self._code) for kind, is_true in kinds.items() if is_true)
        return ItemCharges((item, *others), remarks)

    def _figures(self):
        taxes = sum(self._taxes.values())
        return Figures(
            price=sum(self._prices.values()) - sum(self._discounts.values()),
            taxes=(self._tax, max(taxes - self._tax_on_discounts, ZERO), taxes),
            is_withheld=self.is_tax_withheld,
            withheld=self._withheld,
            is_tax_on_top=self._is_tax_on_top,
        )

    def _charges(self, reading, paid):
        taxes_off = self._taxes_off(reading)
        gross, discounts, taxes = {}, {}, {}
        for kind in dict.fromkeys(('item', *self._prices, *self._taxes, *self._discounts)):
            tax, tax_off = self._taxes[kind], taxes_off.get(kind, ZERO)
            gross[kind], discounts[kind] = self._prices[kind], self._discounts[kind]
            taxes[kind] = max(tax - tax_off, ZERO)
            if reading.is_tax_added:
                gross[kind] += tax
                discounts[kind] += tax_off
        gross['item'] += paid - sum(gross.values()) + sum(discounts.values())
        discounts = _fit(discounts, gross)
        withheld = _shares(reading.withheld, taxes, taxes.values())
        return discounts and tuple(
            self._charge(
                kind, gross[kind], discounts[kind], taxes[kind], withheld.get(kind, ZERO)
            )
            for kind in gross
            if gross[kind] or kind == 'item'
        )

    def _taxes_off(self, reading):
        """Return the tax that discounts take off, by kind: the more, the more tax there is on it.

        What bears no tax, such as shipping in many states, has none to take off.
        """
        taxes = dict(self._taxes)
        off = max(sum(taxes.values()) - reading.tax, ZERO)
        weights = {
            kind: self._discounts[kind] * tax / self._prices[kind] if self._prices[kind] else ZERO
            for kind, tax in taxes.items()
        }
        shares = _shares(off, weights if any(weights.values()) else taxes, taxes.values())
        return (off and _fit({**dict.fromkeys(taxes, ZERO), **shares}, taxes)) or shares

    def _charge(self, kind, gross, discount, tax, withheld):
        return Charge(kind, gross, discount, tax, withheld, self.is_tax_withheld)


def _fit(discounts, gross):
    """Move what a discount has more than its price to the other prices, the item's first.

    :return: the discounts; None if the prices are too small for them.
    :rtype: dict[str, Decimal] | None
    """
    fitted = {kind: min(discounts[kind], max(price, ZERO)) for kind, price in gross.items()}
    left = sum(discounts.values()) - sum(fitted.values())
    for kind, price in gross.items():
        part = max(min(left, price - fitted[kind]), ZERO)
        fitted[kind] += part
        left -= part
    is_sensible = all(price >= 0 for kind, price in gross.items() if kind != 'other')
    return None if left or not is_sensible else fitted


def _is_of_more_pieces(price, unit_price, quantity):
    """Return whether a price is that of more pieces than there are: some may have been canceled."""
    if not unit_price or not quantity:
        return False
    pieces = price / unit_price
    return pieces > quantity and pieces == int(pieces)


def _code_of(item):
    product = LenientFields.of(item).section('product')
    return product.text('sellerSku', "SKU", MAX_SKU) or product.text('asin', "ASIN")


def label_of(kind):
    """Return what people call a kind of charge.

    :param str kind: Amazon's word.
    :rtype: str
    """
    label = _kind(kind).replace('_', ' ')
    return {'item': "price", 'other': "other charge"}.get(label, label)


def _details(breakdown, label, currency):
    for detail in breakdown.sections('detailedBreakdowns', breakdown.name):
        subtype = detail.text('subtype', f"kind of a {label}") or 'ITEM'
        value = detail.amount('value', label, currency) or ZERO
        yield subtype, value


def _is_of_discounts(breakdown, currency):
    """Return whether a tax is that on discounts, and on nothing else."""
    subtypes = [subtype for subtype, _value in _details(breakdown, "tax", currency)]
    return set(subtypes) == {'DISCOUNT'}


def _kind(word):
    # Charges that Amazon may add one day are charges, too.
    return const.CHARGE_KINDS.get(word, 'other')


def _shares(amount, weights, others):
    """Return an amount divided in proportion to weights, in the finest coins that there are.

    :param Decimal amount: what is divided; Amazon may leave out its last zeros.
    :param dict[str, Decimal] weights: by kind.
    :param Iterable[Decimal] others: amounts in the same currency.
    """
    total = sum(weights.values())
    if not amount or not total:
        return {'item': amount}
    finest = min((amount, *others), key=lambda each: each.as_tuple().exponent)
    shares = {kind: (amount * weight / total).quantize(finest) for kind, weight in weights.items()}
    largest = max(weights, key=weights.get)
    shares[largest] += amount - sum(shares.values())
    return shares
