from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Charge:
    """Something that the buyer pays for, in the order's currency.

    :param str kind: 'item', 'shipping', 'gift_wrap', 'cod_fee', 'other' or 'delivery_tip'; of the
        order, also 'tax', 'discount', and the 'difference' that nothing explains.
    :param Decimal gross: its price before the discount, taxes included. It is negative where
        something is taken off the order: of `SIGNED_KINDS` only.
    :param Decimal discount: what is taken off (not negative), taxes included.
    :param Decimal tax: the tax that Amazon shows for it, after the discount. It is a part of the
        amount.
    :param Decimal withheld: the part of the tax that Amazon remits instead of the seller.
    """

    kind: str
    gross: Decimal
    discount: Decimal
    tax: Decimal
    withheld: Decimal = Decimal(0)

    @property
    def amount(self):
        """Return what the buyer pays for it in the end, taxes included.

        :rtype: Decimal
        """
        return self.gross - self.discount

    @property
    def due(self):
        """Return what the seller gets of it, with the tax that the seller remits.

        :rtype: Decimal
        """
        return self.amount - self.withheld
