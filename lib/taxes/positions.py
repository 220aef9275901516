from typing import NamedTuple


class Taxation(NamedTuple):
    """What decides on the taxes of a line.

    :param account.fiscal.position position: maps them.
    :param res.currency currency: the order's, in whose coins they are rounded.
    """

    position: object
    currency: object


class TaxPositions(NamedTuple):
    """What maps the taxes of an order: of some of it, Amazon may remit the tax, of some the seller.

    :param account.fiscal.position own: of what the seller remits the tax on.
    :param callable withheld: returns that of what Amazon remits it on, under a scheme: there may
        be several in one order.
    :param res.currency currency: the order's.
    """

    own: object
    withheld: object
    currency: object

    def of(self, scheme):
        """Return what maps taxes.

        :param str scheme: under which Amazon remits them, see `schemes`; '' if it does not.
        :rtype: account.fiscal.position
        """
        return self.withheld(scheme) if scheme else self.own

    def under(self, scheme):
        """Return what decides on the taxes of a line.

        :param str scheme: as above.
        :rtype: Taxation
        """
        return Taxation(self.of(scheme), self.currency)
