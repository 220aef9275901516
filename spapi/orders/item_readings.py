"""What an item's figures may mean: with the tax, without it, and with or without what Amazon keeps.

Amazon documents the figures' names but not how they hang together, and it differs: prices are
without tax (sales tax is added) or with it (VAT), and totals are with the tax that Amazon remits
itself, without it, or without a part of it: what Amazon withholds may be less than what it collects
(https://sellercentral.amazon.com/help/hub/reference/external/GTZG36WJ2TZYLH2F). The item's total
tells which is meant.
"""
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)
# By how much rounding may miss a total.
_ROUNDING = Decimal('0.01')


@dataclass(frozen=True)
class Reading:
    """One way to understand the figures of an item.

    :param bool is_tax_added: whether prices are without the tax, and the buyer pays it on top.
    :param Decimal tax: the tax after discounts.
    :param Decimal withheld: the part of it that Amazon remits itself.
    :param Decimal paid: what the buyer pays, if it is so.
    :param Decimal total: what Amazon's total is, if it is so.
    """

    is_tax_added: bool
    tax: Decimal
    withheld: Decimal
    paid: Decimal
    total: Decimal


@dataclass(frozen=True)
class Figures:
    """The sums of an item's figures.

    :param Decimal price: all prices after discounts, as Amazon shows them.
    :param tuple[Decimal] taxes: what the tax after discounts may be, the likeliest first.
    :param bool is_withheld: whether Amazon remits the tax.
    :param Decimal withheld: how much of it, if Amazon says that; None if it does not.
    :param bool is_tax_on_top: whether prices in the currency are without tax.
    """

    price: Decimal
    taxes: tuple
    is_withheld: bool
    withheld: Decimal | None
    is_tax_on_top: bool

    def readings(self):
        """Return the ways to understand the figures, the likeliest first.

        :rtype: list[Reading]
        """
        added = [self._reading(True, tax) for tax in self.taxes]
        within = self._reading(False, self.taxes[0])
        if not self.is_withheld:
            return [*added, within]
        if self.is_tax_on_top:
            return [*added, *map(_without_withheld, added)]
        return [*added, within, _without_withheld(within)]

    def reading_of(self, total):
        """Return the way to understand the figures that comes closest to a total.

        :param Decimal total: Amazon's total of the item.
        :rtype: Reading
        """
        def distance(reading):
            return abs(reading.total - total)

        # The first of the best ones: mostly one of them is exact.
        best = min(self.readings(), key=distance)
        if self.is_withheld and self.withheld is None and distance(best) > _ROUNDING:
            return self._partly_withheld(total) or best
        return best

    def _partly_withheld(self, total):
        whole = self._reading(self.is_tax_on_top, self.taxes[0])
        withheld = whole.paid - total
        if not ZERO < withheld < whole.tax:
            return None
        return Reading(whole.is_tax_added, whole.tax, withheld, whole.paid, total)

    def _reading(self, is_tax_added, tax):
        paid = self.price + tax if is_tax_added else self.price
        withheld = ZERO
        if self.is_withheld:
            withheld = tax if self.withheld is None else min(self.withheld, tax)
        return Reading(is_tax_added, tax, withheld, paid, paid)


def _without_withheld(reading):
    return Reading(
        reading.is_tax_added, reading.tax, reading.withheld, reading.paid,
        reading.paid - reading.withheld,
    )
