from dataclasses import dataclass, replace
from decimal import Decimal

# What the tax of a charge is left to the seller on, if Amazon remits the rest of it.
SELLER_TAXED = 'seller_taxed'


@dataclass(frozen=True)
class Charge:
    """Something that the buyer pays for, in the order's currency.

    :param str kind: 'item', 'shipping', 'gift_wrap', 'cod_fee', 'other' or 'delivery_tip'; of the
        order, also 'tax', 'discount', and the 'difference' that nothing explains; and
        `SELLER_TAXED`, see `parts`.
    :param Decimal gross: its price before the discount, taxes included. It is negative where
        something is taken off the order: of `SIGNED_KINDS` only.
    :param Decimal discount: what is taken off (not negative), taxes included.
    :param Decimal tax: the tax that Amazon shows for it, after the discount. It is a part of the
        amount.
    :param Decimal withheld: the part of the tax that Amazon remits instead of the seller.
    :param bool is_tax_withheld: whether Amazon remits tax on it, be it 0.
    """

    kind: str
    gross: Decimal
    discount: Decimal
    tax: Decimal
    withheld: Decimal = Decimal(0)
    is_tax_withheld: bool = False

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

    def parts(self):
        """Return the charge as parts whose tax is either Amazon's or the seller's.

        What Amazon withholds may be less than what it collects: the part of the price that bears
        the rest is the seller's to tax.

        :rtype: list[Charge]
        """
        if not self.is_tax_withheld or self.withheld == self.tax:
            return [self]
        if not self.withheld:
            return [replace(self, is_tax_withheld=False)]
        share = self.withheld / self.tax
        kept = replace(
            self, gross=self._share(self.gross, share), discount=self._share(self.discount, share),
            tax=self.withheld,
        )
        return [kept, Charge(
            SELLER_TAXED, self.gross - kept.gross, self.discount - kept.discount,
            self.tax - self.withheld,
        )]

    def _share(self, amount, share):
        amounts = self.gross, self.discount, self.tax
        finest = min(amounts, key=lambda each: each.as_tuple().exponent)
        return (amount * share).quantize(finest)
