"""What a package on Amazon, or that there is none, means for a parcel: the one table that decides.

Down: what Amazon's order shows of the parcel, see `SHOWN`. Across: what Odoo has of it, see
`PARCELS`. In each cell: what is done.

- note: Odoo writes down that Amazon was told of the parcel without it;
- keep: Odoo has it as it should be;
- ignore: nothing, there is nothing to have;
- known: Amazon knows the parcel, it counts as told;
- tell: Amazon is to be told of it, whatever was there before;
- wait: Amazon will show it;
- forget: what Odoo had written down counts no more;
- renew: Amazon does not know it any more: a person says who carries it now;
- doubt: for an hour it may take Amazon so long to show it, then it is a failure.
"""
from dataclasses import dataclass

from ..spapi import SHIPPED, UNSHIPPED, Package

# What Amazon's order shows of a parcel, and in words. The first are `PackageStatus` in the model
# orders_2026-01-01.json of https://github.com/amzn/selling-partner-api-models, in lower case.
SHOWN = {
    'pending': "A label was bought from Amazon; the carrier does not have the parcel yet.",
    'shipped': "It is on its way. What says nothing, or a word of Amazon's that nobody knows, "
               "counts as this.",
    'in_transit': "The carrier has it.",
    'delivered': "The buyer has it.",
    'undeliverable': "It did not arrive: refused, lost, damaged, on its way back.",
    'cancelled': "It was canceled before it left, as a label that was bought and canceled.",
    'absent': "The order does not show it, or not any more.",
    'unlisted': "The order shows no packages at all, though something was shipped: Amazon does not "
                "list those of all orders.",
    'finished': "The order does not show it, but Amazon says that all of the order is shipped.",
}
# What Odoo has of a parcel, and in words. The last six are states of `amazon.shipment`.
PARCELS = {
    'nothing': "The delivery is not validated.",
    'noted': "Amazon was told of it without Odoo; no delivery is known to be the same goods.",
    'waiting': "Amazon is about to be told.",
    'sent': "Amazon was told, its answer is not known.",
    'confirmed': "Amazon has accepted it.",
    'failed': "Amazon has refused it.",
    'given_up': "Somebody decided that Amazon need not know of it.",
    'expected': "Amazon knows of it by itself, as of Ship+ and Easy Ship; Odoo waits for it.",
}
_TABLE = """
              nothing noted  waiting sent  confirmed failed given_up expected
pending       note    keep   known   known keep      known  known    known
shipped       note    keep   known   known keep      known  known    known
in_transit    note    keep   known   known keep      known  known    known
delivered     note    keep   known   known keep      known  known    known
undeliverable note    keep   known   known keep      known  known    known
cancelled     ignore  forget tell    tell  renew     keep   keep     wait
absent        ignore  forget tell    tell  doubt     keep   keep     wait
unlisted      ignore  keep   tell    tell  keep      keep   keep     wait
finished      ignore  keep   known   known keep      known  keep     known
"""


def _read(text):
    header, *rows = map(str.split, text.strip().splitlines())
    return {
        (shown, parcel): action
        for shown, *actions in rows
        for parcel, action in zip(header, actions, strict=True)
    }


TABLE = _read(_TABLE)


def decide(shown, parcel):
    """Return what is done with a parcel.

    :param str shown: what the order on Amazon shows of it, one of `SHOWN`.
    :param str parcel: what Odoo has of it, one of `PARCELS`.
    :return: the action.
    :rtype: str
    """
    return TABLE[shown, parcel]


def shown_of(package):
    """Return what a package says of its parcel.

    :param Package package: a package of an order on Amazon.
    :return: one of `SHOWN`.
    :rtype: str
    """
    if package.detailed_status == 'label_cancelled':
        return 'cancelled'
    return package.status if package.status in SHOWN_BY_PACKAGES else 'shipped'


SHOWN_BY_PACKAGES = frozenset(SHOWN) - {'absent', 'unlisted', 'finished'}


@dataclass(frozen=True)
class ShownOrder:
    """What an order on Amazon shows of its parcels.

    :param tuple[Package] packages: all of its packages.
    :param str status: of the order.
    """

    packages: tuple[Package, ...]
    status: str

    @property
    def live(self):
        """Return the packages that count: all but those that were canceled.

        :rtype: list[Package]
        """
        return [package for package in self.packages if shown_of(package) != 'cancelled']

    @property
    def is_finished(self):
        return self.status == SHIPPED

    @property
    def of_the_rest(self):
        """Return what is shown of a parcel that no package is: one of `SHOWN`.

        :rtype: str
        """
        if self.is_finished:
            return 'finished'
        return 'absent' if self.packages or self.status == UNSHIPPED else 'unlisted'

    def count(self, item_ref):
        """Return how many pieces of an item are in packages that count.

        :param str item_ref: Amazon's reference of the item.
        :rtype: int
        """
        return sum(
            item.quantity for package in self.live for item in package.items
            if item.item_ref == item_ref
        )
