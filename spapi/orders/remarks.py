"""What Amazon leaves out of an order, and where its figures contradict each other.

None of it keeps a sales order from being made: people are told.
"""
from dataclasses import dataclass
from decimal import Decimal

# What is left out, as a rule because the model lets Amazon do so.
NO_TOTAL = 'no_total'  # the order has none: what the items say was added up
NO_MONEY = 'no_money'  # there is not one amount
NO_PRICE = 'no_price'  # of an item
DERIVED_PRICE = 'derived_price'  # the same, but the total tells it
NO_SKU = 'no_sku'  # of an item, which has an ASIN
NO_ADDRESS = 'no_address'  # of an order that is to be shipped by the merchant
MISSING = (NO_TOTAL, NO_MONEY, NO_PRICE, DERIVED_PRICE, NO_SKU, NO_ADDRESS)
# Without these, nobody knows what the buyer pays.
MISSING_MONEY = frozenset({NO_MONEY, NO_PRICE})

# Contradictions: amounts that a person has to look at.
OTHER_SUM = 'other_sum'  # the items do not add up to the order's total
OTHER_ITEM_SUM = 'other_item_sum'  # the amounts of an item make no sense
OTHER_PIECES = 'other_pieces'  # the price of an item is that of more pieces than are ordered
UNREADABLE = 'unreadable'  # what should be an amount is none
DOUBTS = (OTHER_SUM, OTHER_ITEM_SUM, OTHER_PIECES, UNREADABLE)


@dataclass(frozen=True)
class Remark:
    """Something that people have to know of an order's figures.

    :param str kind: one of `MISSING` or `DOUBTS`.
    :param str about: SKU or ASIN of the item that it is about; of `UNREADABLE`, what is; '' if it
        is about the order.
    :param Decimal said: of `OTHER_SUM`: Amazon's total, in the currency of the order; else None.
    :param Decimal found: of `OTHER_SUM`: what the items add up to; else None.
    """

    kind: str
    about: str = ''
    said: Decimal | None = None
    found: Decimal | None = None

    @property
    def is_doubt(self):
        """Return whether it is a contradiction, and not something that is left out."""
        return self.kind in DOUBTS
