"""What buyers and Amazon do, and the seller in Seller Central."""
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from ...workshop.simulator import Address, Buyer, Item
from .walk import ORDERS, Step, Walk, step

CHANNELS = st.sampled_from(['MERCHANT', 'AMAZON', 'MERCHANT', 'AMAZON', 'MERCHANT'])
ITEM = st.fixed_dictionaries({
    'sku': st.sampled_from(['AMZ-MUG-WHITE', 'AMZ-TEAPOT', 'AMZ-LAMP', 'AMZ-NEW']),
    'quantity': st.integers(1, 4),
    'shipping': st.sampled_from(['0', '4.99']),
    'discount': st.sampled_from(['0', '1.37']),
    'tax': st.sampled_from(['0', '0.83']),
    'gift_message': st.sampled_from([None, "For you"]),
})
# What Amazon leaves out of most orders: nothing.
LEFT_OUT = st.sampled_from([
    [], [], [], ['proceeds.grandTotal'], ['orderItems.product.price'],
    ['orderItems.proceeds.proceedsTotal'],
])
STAYS = st.sampled_from([(), (), ('items',), ('total',), ('items', 'total')])
PROGRAMS = st.sampled_from([
    [], [], ['AMAZON_BUSINESS'], ['AMAZON_BUSINESS'], ['FBM_SHIP_PLUS'], ['AMAZON_EASY_SHIP'],
])
ORDER = {
    'programs': PROGRAMS,
    'marketplace': st.sampled_from(['US', 'DE', 'JP']),
    'channel': CHANNELS,
    'items': st.lists(ITEM, min_size=1, max_size=3),
    'left_out': LEFT_OUT,
}
# Most orders are read before they are shipped.
STATUS = st.sampled_from([
    *['UNSHIPPED'] * 5, 'PENDING', 'INVOICE_UNCONFIRMED', 'PENDING', 'PENDING_AVAILABILITY',
    'SHIPPED', 'SHIPPED', 'CANCELLED',
])
BY = st.sampled_from(['BUYER', 'MERCHANT', 'AMAZON'])
ON_THE_WAY = st.sampled_from(['IN_TRANSIT', 'DELIVERED', 'UNDELIVERABLE'])
PIECES = st.integers(1, 3)
WHICH_ITEM = st.integers(0, 2)


def orders(walk):
    return list(walk.shop)


def pending_orders(walk):
    return [
        order for order in walk.shop
        if order.status in ('PENDING_AVAILABILITY', 'PENDING', 'INVOICE_UNCONFIRMED')
    ]


def open_orders(walk):
    return [order for order in walk.shop if order.status in ('UNSHIPPED', 'PARTIALLY_SHIPPED')]


def open_fbm_orders(walk):
    return [order for order in open_orders(walk) if order.channel == 'MERCHANT']


def open_fba_orders(walk):
    return [order for order in open_orders(walk) if order.channel == 'AMAZON']


def unfinished_orders(walk):
    return pending_orders(walk) + open_orders(walk)


def unshipped_orders(walk):
    return [order for order in walk.shop if order.status == 'UNSHIPPED']


def orders_to_be_canceled(walk):
    return [
        order for order in open_orders(walk) if any(item.cancel_request for item in order.items)
    ]


def item_of(order, number):
    return order.items[number % len(order.items)]


def some_of(order, number, pieces):
    items = [item for item in order.items if item.unshipped]
    item = items[number % len(items)]
    return {item.order_item_id: min(pieces, item.unshipped)}


def contradictory_orders(walk):
    return [order for order in walk.shop if order.are_amounts_contradictory]


def packages(walk, *statuses):
    """Return the packages that have got somewhere; to a canceled order, nothing happens."""
    return [
        (order, package) for order in walk.shop if order.status != 'CANCELLED'
        for package in order.packages if package.status in statuses
    ]


def labels(walk):
    return packages(walk, 'PENDING')


def packages_on_their_way(walk):
    return packages(walk, 'SHIPPED', 'IN_TRANSIT')


def all_packages(walk):
    return packages(walk, 'SHIPPED', 'IN_TRANSIT', 'DELIVERED', 'PENDING', 'CANCELLED')


def place_order(walk, items, left_out, programs=(), **values):
    if values.get('channel') == 'MERCHANT':
        values['programs'] = programs
    order = walk.shop.place(
        items=[Item(**item) for item in items], left_out=list(left_out), **values
    )
    return f"order {walk.number(order.order_id)}"


FIRST_ORDER = Step(place_order)


class AmazonSteps(Walk):

    @initialize(**ORDER)
    def begin(self, **values):
        self.take(FIRST_ORDER, 0, {'status': 'UNSHIPPED', **values})
        self.take(ORDERS, 0, {})

    @step(often=3, status=STATUS, **ORDER)
    def an_order_is_placed(self, **values):
        return place_order(self, **values)

    @step(often=1, items=ORDER['items'])
    def another_shop_has_amazon_ship_an_order(self, items):
        return place_order(
            self, [{**item, 'sku': 'AMZ-MUG-WHITE'} for item in items], [],
            channel='AMAZON', sales_channel='NON_AMAZON', names_marketplace=False,
        )

    @step(pending_orders, often=3)
    def amazon_releases_an_order(self, order):
        self.shop.release(order.order_id)

    @step(unshipped_orders, often=1)
    def amazon_takes_an_order_back(self, order):
        self.shop.change(order.order_id, lambda order: setattr(order, 'status', 'PENDING'))

    @step(unfinished_orders, often=4, by=BY)
    def an_order_is_canceled(self, order, by):
        self.shop.cancel(order.order_id, by, f"Wanted by {by}")

    @step(
        unfinished_orders, often=4, number=WHICH_ITEM, left=st.integers(0, 2), by=BY, stays=STAYS
    )
    def pieces_of_an_item_are_canceled(self, order, number, left, by, stays):
        item = item_of(order, number)
        left = min(item.shipped + left, item.quantity)
        self.shop.reduce(
            order.order_id, {item.order_item_id: left}, by, f"Wanted by {by}", stays=stays
        )

    @step(contradictory_orders)
    def amazon_corrects_the_amounts(self, order):
        self.shop.correct_amounts(order.order_id)

    @step(unfinished_orders, number=WHICH_ITEM, often=3)
    def an_item_vanishes_from_an_order(self, order, number):
        self.shop.drop(order.order_id, item_of(order, number).order_item_id)

    @step(open_orders, often=3)
    def the_buyer_asks_to_cancel(self, order):
        self.shop.request_cancellation(order.order_id)

    @step(orders_to_be_canceled, often=5)
    def the_buyer_wants_the_order_after_all(self, order):
        self.shop.withdraw_cancellation_request(order.order_id)

    @step(unfinished_orders, often=1, days=st.integers(-1, 3))
    def amazon_reschedules_an_order(self, order, days):
        self.shop.reschedule(order.order_id, order.ship_by + timedelta(days=days))

    @step(open_fbm_orders, often=2, street=st.sampled_from([None, "1 Dock Rd", "2 Pine St"]))
    def the_buyer_moves(self, order, street):
        self.shop.redirect(order.order_id, street and Address(
            "Ada Lovelace", street, city="Seattle", state='WA', country='US'
        ))

    @step(
        open_orders, often=2, company=st.sampled_from([None, "Engines Ltd"]),
        vat_number=st.sampled_from([None, 'GB1', 'GB2']),
    )
    def amazon_says_who_bought_it(self, order, company, vat_number):
        self.shop.introduce(order.order_id, replace(
            order.buyer or Buyer(), company=company, vat_number=vat_number
        ))

    @step(open_fba_orders, often=4, are_serials_told=st.booleans())
    def amazon_ships_an_order(self, order, are_serials_told):
        self.ship_by_amazon(order, {
            item.order_item_id: item.unshipped for item in order.items
        }, are_serials_told)

    @step(
        open_fba_orders, often=5, number=WHICH_ITEM, pieces=PIECES, are_serials_told=st.booleans()
    )
    def amazon_ships_a_part_of_an_order(self, order, number, pieces, are_serials_told):
        self.ship_by_amazon(order, some_of(order, number, pieces), are_serials_told)

    def ship_by_amazon(self, order, quantities, are_serials_told):
        serial_numbers = {
            id_: [
                f'SN-{self.number(order.order_id)}-{order.item(id_).shipped + number}'
                for number in range(pieces)
            ]
            for id_, pieces in quantities.items()
            if are_serials_told and order.item(id_).sku == 'AMZ-LAMP'
        }
        self.shop.ship(order.order_id, quantities, serial_numbers=serial_numbers)

    @step(unshipped_orders, often=1)
    def amazon_cannot_fulfil_an_order(self, order):
        self.shop.change(order.order_id, lambda order: setattr(order, 'status', 'UNFULFILLABLE'))

    @step(open_fbm_orders)
    def the_seller_ships_an_order_in_seller_central(self, order):
        self.shop.ship(order.order_id)

    @step(open_fbm_orders, often=3, number=WHICH_ITEM, pieces=PIECES)
    def the_seller_ships_a_part_in_seller_central(self, order, number, pieces):
        self.shop.ship(order.order_id, some_of(order, number, pieces))

    # === PACKAGES === #

    @step(open_fbm_orders, often=3, is_counted=st.booleans())
    def the_seller_buys_a_label(self, order, is_counted):
        self.shop.buy_label(order.order_id, is_counted=is_counted)

    @step(open_fbm_orders, number=WHICH_ITEM, pieces=PIECES)
    def the_seller_buys_a_label_for_a_part(self, order, number, pieces):
        self.shop.buy_label(order.order_id, some_of(order, number, pieces))

    @step(labels, often=4)
    def the_seller_cancels_a_label(self, place):
        order, package = place
        self.shop.cancel_label(order.order_id, package.reference)

    @step(labels, often=3)
    def the_carrier_takes_a_parcel(self, place):
        order, package = place
        self.shop.hand_over(order.order_id, package.reference)

    @step(packages_on_their_way, status=ON_THE_WAY)
    def a_parcel_comes_further(self, place, status):
        order, package = place
        self.shop.move_package(order.order_id, package.reference, status)

    @step(all_packages, often=1)
    def a_package_vanishes(self, place):
        order, package = place
        self.shop.lose_package(order.order_id, package.reference)

    @step(orders, often=1, association=st.sampled_from(['REPLACEMENT', 'EXCHANGE']))
    def amazon_replaces_an_order(self, order, association):
        new = self.shop.replace(order.order_id, association)
        return f"order {self.number(new.order_id)}"
