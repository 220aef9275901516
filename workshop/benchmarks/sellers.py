"""Sellers of the simulated Amazon with orders of theirs: this runs where the simulator is."""
import datetime

from ..simulator import Buyer, Item

# The orders were last updated within the hour that ended when Amazon could be asked of them.
AGE = datetime.timedelta(minutes=5)
PERIOD = datetime.timedelta(hours=1)

STATUSES = {'MERCHANT': 'UNSHIPPED', 'AMAZON': 'SHIPPED'}
NO_LIMIT = 1000  # calls a second


def skus(assortment=0):
    """Return the two products that all orders of an assortment are of."""
    return f'MUG-{assortment}', f'TEAPOT-{assortment}'


def open_shop(simulator, orders, channel='MERCHANT', assortment=0):
    """Open a seller's account with orders in it.

    :param Simulator simulator: the Amazon
    :param int orders: how many orders
    :param str channel: as :meth:`Shop.place` takes it
    :param int assortment: what the seller sells, see :func:`skus`
    :return: Amazon's id of the seller, and the refresh token
    :rtype: tuple[str, str]
    """
    seller = simulator.add_seller()
    place_orders(seller.shop, orders, channel, assortment)
    return seller.seller_id, simulator.lwa.authorize(simulator.application, seller)


def open_business_shop(simulator, orders, channel='AMAZON', assortment=0):
    """Open a seller's account with orders of German businesses, as :func:`open_shop` does."""
    seller = simulator.add_seller()
    mug, _teapot = skus(assortment)
    for moment in moments(seller.shop, orders):
        seller.shop.place(
            'DE', channel, STATUSES[channel], [Item(mug, 2)], updated=moment,
            programs=['AMAZON_BUSINESS'], buyer=Buyer("Petra Muster", company="Muster GmbH"),
        )
    return seller.seller_id, simulator.lwa.authorize(simulator.application, seller)


def place_orders(shop, orders, channel='MERCHANT', assortment=0):
    """Have new buyers place orders that are all alike: two items, and shipping.

    :param Shop shop: where
    :param int orders: how many
    :param str channel: as :meth:`Shop.place` takes it
    :param int assortment: of what, see :func:`skus`
    :return: the orders, in the order of their last update
    :rtype: list[Order]
    """
    mug, teapot = skus(assortment)
    return [
        shop.place(
            'US', channel, STATUSES[channel],
            [Item(mug, 2, shipping='4.99'), Item(teapot)],
            updated=moment,
        )
        for moment in moments(shop, orders)
    ]


def moments(shop, orders):
    """Return when each of many orders was last updated, one after the other.

    :param Shop shop: whose clock it is
    :param int orders: how many
    :rtype: list[datetime.datetime]
    """
    first = shop.now() - AGE - PERIOD
    return [first + PERIOD * (number / orders) for number in range(orders)]


def lift_limit(simulator, operation):
    """Let one operation be called without waiting, where a limit is not what is measured."""
    simulator.limits.set(operation, NO_LIMIT, NO_LIMIT)
