"""What buyers and Amazon do, and the seller in Seller Central."""
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from ..simulator import Address, Buyer, Item, ShopError
from ..simulator.marketplace.vocabulary import (
    CANCELLED,
    NOT_FINISHED,
    NOT_PAID,
    ON_THE_WAY,
    OPEN,
    PENDING,
)

MARKETPLACES = ('US', 'US', 'DE', 'JP')
# How orders begin, by channel: most are read before anything else happens to them.
BEGINNINGS = {
    'MERCHANT': ['UNSHIPPED'] * 8 + ['PENDING', 'PENDING', 'SHIPPED', 'CANCELLED'],
    'AMAZON': ['UNSHIPPED'] * 4 + ['PENDING', 'SHIPPED', 'SHIPPED', 'CANCELLED'],
}
NEW_SKU = 'AMZ-NEW'  # of which Odoo knows no product
SKUS = ('AMZ-MUG-WHITE', 'AMZ-MUG-WHITE', 'AMZ-TEAPOT', 'AMZ-TEA-SENCHA', NEW_SKU)
# What stays as it was where pieces are canceled, and what Amazon leaves out of an order.
STAYS = ((), (), (), ('items',), ('total',), ('items', 'total'))
LEFT_OUT = (
    [], [], [], [], ['proceeds.grandTotal'], ['orderItems.product.price'],
    ['orderItems.proceeds.proceedsTotal'], ['buyer'],
)
CANCELLERS = ('BUYER', 'BUYER', 'MERCHANT', 'AMAZON')


class LivelyShop:
    """A shop in which something happens all the time, as chance wants it.

    :param Shop shop: on Amazon.
    :param random.Random rng: chance.
    :param int most_orders: how many are placed at most.
    """

    def __init__(self, shop, rng, most_orders):
        self.shop = shop
        self.deeds = Counter()
        self._rng = rng
        self._most_orders = most_orders

    def go_on(self, times):
        """Have some things happen."""
        for _ in range(times):
            [deed] = self._rng.choices(list(HABITS), list(HABITS.values()))
            try:
                done = deed(self, self._rng)
            except ShopError:
                done = None  # Such an order cannot be treated like that.
            if done:
                self.deeds[deed.__name__] += 1

    def open_rush(self, orders):
        """Have many orders placed at once."""
        for _ in range(orders):
            self.place(self._rng)

    # === EVENTS: EACH RETURNS THE ORDER, OR NONE IF THERE IS NONE === #

    def place(self, rng):
        if len(self.shop) >= self._most_orders:
            return None
        channel = rng.choice(['MERCHANT', 'MERCHANT', 'AMAZON'])
        is_of_other_shop = channel == 'AMAZON' and rng.random() < 0.15
        return self.shop.place(
            rng.choice(MARKETPLACES), channel, rng.choice(BEGINNINGS[channel]),
            [_invent_item(rng) for _ in range(rng.choice([1, 1, 2, 3]))],
            sales_channel='NON_AMAZON' if is_of_other_shop else 'AMAZON',
            names_marketplace=not is_of_other_shop,
            left_out=list(rng.choice(LEFT_OUT)))

    def show_late(self, rng):
        """Have an order shown late, as it is by now, with the date that it has."""
        orders = [order for order in self.shop if not order.hidden_until]
        late = orders and rng.choice(orders)
        return late and self.shop.hide(late.order_id, timedelta(hours=rng.choice([1, 6, 40])))

    def show_all(self):
        """Show what is late.

        :return: whether anything was.
        :rtype: bool
        """
        late = [order for order in self.shop if order.hidden_until]
        for order in late:
            order.hidden_until = None
        return bool(late)

    def release(self, rng):
        return self._happen(rng, NOT_PAID, self.shop.release)

    def cancel(self, rng):
        return self._happen(rng, NOT_FINISHED, lambda order_id: self.shop.cancel(
            order_id, rng.choice(CANCELLERS)))

    def cancel_some_pieces(self, rng):
        def reduce(order_id):
            item = rng.choice(self.shop.order(order_id).items)
            left = {item.order_item_id: rng.randint(item.shipped, item.quantity)}
            return self.shop.reduce(
                order_id, left, rng.choice(CANCELLERS), stays=rng.choice(STAYS))

        return self._happen(rng, NOT_FINISHED, reduce)

    def correct_amounts(self, rng):
        orders = [order for order in self.shop if order.are_amounts_contradictory]
        return self.shop.correct_amounts(rng.choice(orders).order_id) if orders else None

    def drop_an_item(self, rng):
        return self._happen(rng, NOT_FINISHED, lambda order_id: self.shop.drop(
            order_id, rng.choice(self.shop.order(order_id).items).order_item_id))

    def ask_to_cancel(self, rng):
        return self._happen(rng, OPEN, self.shop.request_cancellation)

    def want_it_after_all(self, rng):
        return self._happen(rng, OPEN, self.shop.withdraw_cancellation_request)

    def reschedule(self, rng):
        return self._happen(rng, OPEN, lambda order_id: self.shop.reschedule(
            order_id, self.shop.order(order_id).ship_by + timedelta(days=rng.randint(-1, 3))))

    def redirect(self, rng):
        """Let a buyer move, or Amazon say no more where he lives."""
        recipient = rng.choice([None, *(
            Address("Ada Lovelace", street, city="Seattle", state='WA', country='US')
            for street in ("1 Dock Rd", "2 Pine St")
        )])
        return self._happen(
            rng, OPEN, lambda order_id: self.shop.redirect(order_id, recipient), 'MERCHANT')

    def introduce(self, rng):
        """Let Amazon say something else of who bought an order."""
        def introduce(order_id):
            known = self.shop.order(order_id).buyer or Buyer()
            return self.shop.introduce(order_id, replace(
                known, company=rng.choice([None, "Engines Ltd"]),
                vat_number=rng.choice([None, 'GB1', 'GB2']),
            ))

        return self._happen(rng, OPEN, introduce)

    def ship_by_amazon(self, rng):
        return self._happen(rng, OPEN, self.shop.ship, 'AMAZON')

    def ship_a_part_by_amazon(self, rng):
        return self._happen(rng, OPEN, lambda id_: self._ship_a_part(id_, rng), 'AMAZON')

    def ship_in_seller_central(self, rng):
        return self._happen(rng, OPEN, lambda id_: self._ship_a_part(id_, rng), 'MERCHANT')

    def _ship_a_part(self, order_id, rng):
        item = rng.choice([item for item in self.shop.order(order_id).items if item.unshipped])
        return self.shop.ship(order_id, {item.order_item_id: rng.randint(1, item.unshipped)})

    # === PACKAGES === #

    def buy_a_label(self, rng):
        def buy(order_id):
            order = self.shop.order(order_id)
            item = rng.choice(order.items)
            some = {item.order_item_id: rng.randint(1, max(item.unshipped, 1))}
            self.shop.buy_label(
                order_id, rng.choice([None, some]), is_counted=rng.random() < 0.3)
            return order

        return self._happen(rng, OPEN, buy, 'MERCHANT')

    def cancel_a_label(self, rng):
        return self._happen_to_package(rng, [PENDING], self.shop.cancel_label)

    def hand_over_a_parcel(self, rng):
        return self._happen_to_package(rng, [PENDING], self.shop.hand_over)

    def move_a_parcel(self, rng):
        return self._happen_to_package(
            rng, ['SHIPPED', *ON_THE_WAY], lambda *package: self.shop.move_package(
                *package, rng.choice(list(ON_THE_WAY))))

    def lose_a_package(self, rng):
        return self._happen_to_package(
            rng, ['SHIPPED', PENDING, CANCELLED, *ON_THE_WAY], self.shop.lose_package)

    def _happen_to_package(self, rng, statuses, event):
        packages = [
            (order.order_id, package.reference) for order in self.shop if order.status != CANCELLED
            for package in order.packages if package.status in statuses
        ]
        return event(*rng.choice(packages)) if packages else None

    def _happen(self, rng, statuses, event, channel=None):
        orders = [
            order for order in self.shop
            if order.status in statuses and channel in (None, order.channel)
        ]
        return event(rng.choice(orders).order_id) if orders else None


def _invent_item(rng):
    return Item(
        rng.choice(SKUS),
        rng.choice([1, 2, 3, 5]),
        shipping=rng.choice(['0', '4.99']),
        discount=rng.choice(['0', '0', '1.37']),
        tax=rng.choice(['0', '0.83']),
        gift_message=rng.choice([None, None, None, "For you"]),
    )


# How often something happens, compared with the rest.
HABITS = {
    LivelyShop.place: 30,
    LivelyShop.show_late: 2,
    LivelyShop.release: 5,
    LivelyShop.cancel: 3,
    LivelyShop.cancel_some_pieces: 5,
    LivelyShop.correct_amounts: 3,
    LivelyShop.drop_an_item: 1,
    LivelyShop.ask_to_cancel: 2,
    LivelyShop.want_it_after_all: 1,
    LivelyShop.reschedule: 2,
    LivelyShop.redirect: 3,
    LivelyShop.introduce: 2,
    LivelyShop.ship_by_amazon: 8,
    LivelyShop.ship_a_part_by_amazon: 6,
    LivelyShop.ship_in_seller_central: 1,
    LivelyShop.buy_a_label: 3,
    LivelyShop.cancel_a_label: 2,
    LivelyShop.hand_over_a_parcel: 2,
    LivelyShop.move_a_parcel: 4,
    LivelyShop.lose_a_package: 1,
}
