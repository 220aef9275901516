from decimal import Decimal
from itertools import product

from ..core.fields import Unreadable
from . import const
from .charge import Charge
from .item_proceeds import label_of

ZERO = Decimal(0)


class OrderProceeds:
    """What the buyer pays for an order.

    See `OrderProceeds` in the model orders_2026-01-01.json of
    https://github.com/amzn/selling-partner-api-models.

    :param str currency: a code of ISO 4217.
    :param Decimal total: what the buyer pays for the order.
    """

    def __init__(self, order):
        """
        :param Fields order: Amazon's `Order`.
        :raise Unreadable: if there is no total, or a figure is not an amount.
        """
        proceeds = order.section('proceeds')
        self.currency = proceeds.currency('grandTotal', "total")
        self.total = proceeds.price('grandTotal', "total", self.currency)
        self._charges = []
        self._pending = []
        for breakdown in proceeds.sections('breakdowns', order.name):
            word = breakdown.required_text('type', "kind of an amount")
            if word not in ('TAX', 'DISCOUNT'):
                kind = const.CHARGE_KINDS.get(word, 'other')
                amount = breakdown.price('subtotal', label_of(word), self.currency) or ZERO
                is_pending = breakdown.text('status', "status") == 'PENDING'
                charges = self._pending if is_pending else self._charges
                charges.append(Charge(kind, amount, ZERO, ZERO))

    def divide(self, items):
        """Return the order's charges, by item, so that they add up to Amazon's total.

        :param list[ItemProceeds] items: what Amazon says of each item.
        :return: the charges of each item, and those of the order itself.
        :rtype: tuple[list[tuple[Charge]], tuple[Charge]]
        :raise Unreadable: if no way to understand Amazon's figures gives its total.
        """
        sums = []
        for is_total_trusted, is_tax_added in product((True, False), repeat=2):
            charges = [item.charges(is_total_trusted, is_tax_added) for item in items]
            sums.append(sum((_sum(charges_of_item) for charges_of_item in charges), ZERO))
            own_charges = self._charges_that_make(self.total - sums[-1], items)
            if own_charges is not None:
                return charges, own_charges
        raise Unreadable(
            f"Amazon's total of the order is {self.total:f} {self.currency}, "
            f"but its items add up to {sums[0]:f} {self.currency}."
        )

    def _charges_that_make(self, amount, items):
        """Return the charges that no item has and that add up to an amount, or None."""
        kinds = {'item'}.union(*(item.kinds() for item in items))
        charges = [charge for charge in self._charges if charge.kind not in kinds]
        pending = [charge for charge in self._pending if charge.kind not in kinds]
        for candidates in ([], charges, charges + pending):
            if _sum(candidates) == amount:
                return tuple(charge for charge in candidates if charge.gross)
        return None


def _sum(charges):
    return sum((charge.amount for charge in charges), ZERO)
