from odoo import models

from ...lib.words import _, joined
from ...spapi import (
    DERIVED_PRICE,
    NO_ADDRESS,
    NO_MONEY,
    NO_PRICE,
    NO_SKU,
    NO_TOTAL,
    OTHER_ITEM_SUM,
    OTHER_PIECES,
    OTHER_SUM,
    UNREADABLE,
)


class AmazonOrderRemarks(models.AbstractModel):
    """Says in words what Amazon leaves out of an order, and where it contradicts itself."""

    _name = 'amazon.order.remarks'
    _description = "Amazon Order Remarks"

    def _missing(self, order):
        """Return what Amazon leaves out, a sentence a line; False if nothing.

        :param Order order: what Amazon says.
        :rtype: str | bool
        """
        return self._in_words(order, is_doubt=False)

    def _doubt(self, order):
        """Return where amounts contradict each other, a sentence a line; False if nowhere.

        :param Order order: what Amazon says.
        :rtype: str | bool
        """
        return self._in_words(order, is_doubt=True)

    def _in_words(self, order, is_doubt):
        remarks = [remark for remark in order.remarks if remark.is_doubt == is_doubt]
        sentences = [self._sentence(remark, order.currency) for remark in remarks]
        return joined("\n", dict.fromkeys(sentences)) or False

    def _sentence(self, remark, currency):
        about = remark.about
        if remark.kind == OTHER_SUM:
            # Odoo finds no terms in a file where f-strings stand within them.
            total, found = (f"{amount:f} {currency}" for amount in (remark.said, remark.found))
            return _(
                "Amazon's total is %(total)s, but its items add up to %(sum)s. See in Seller "
                "Central what is right.",
                total=total, sum=found,
            )
        return {
            NO_TOTAL: _("Amazon does not say the total: it is what its amounts add up to."),
            NO_MONEY: _(
                "Amazon does not say what the buyer pays. Enter the prices of Seller Central "
                "before you invoice it."
            ),
            NO_PRICE: _(
                "Amazon does not say the price of %s. Enter that of Seller Central before you "
                "invoice it.", about,
            ),
            DERIVED_PRICE: _(
                "Amazon does not say the price of %s: it is what the total leaves for it.", about
            ),
            NO_SKU: _(
                "Amazon does not say the SKU of %s: the product was found by this ASIN. Check it.",
                about,
            ),
            NO_ADDRESS: _(
                "Amazon does not say where to deliver it. Look at the address in Seller Central."
            ),
            OTHER_ITEM_SUM: _(
                "Amazon's amounts of %s contradict each other. See in Seller Central what is "
                "right.", about,
            ),
            OTHER_PIECES: _(
                "Amazon's price of %s is that of more pieces than are ordered. See in Seller "
                "Central what is right.", about,
            ),
            UNREADABLE: _(
                "Amazon's amounts cannot be read: %s See in Seller Central what is right.", about
            ),
        }[remark.kind]
