from typing import NamedTuple


class TaxPositions(NamedTuple):
    """What maps the taxes of an order: of some of it, Amazon may remit the tax, of some the seller.

    :param account.fiscal.position own: of what the seller remits the tax on.
    :param account.fiscal.position withheld: of what Amazon remits it on; empty, if that is nothing.
    :param res.currency currency: the order's, in whose coins taxes are rounded.
    """

    own: object
    withheld: object
    currency: object

    def of(self, is_withheld):
        """Return what maps taxes.

        :param bool is_withheld: whether Amazon remits them.
        :rtype: account.fiscal.position
        """
        return self.withheld if is_withheld else self.own
