"""A seller's orders, and what buyers, Amazon and the seller can do to them."""
import contextlib
import copy
import datetime

from .clock import to_milliseconds
from .demo_catalogue import PRODUCTS, find_product, local_price
from .marketplaces import find_marketplace
from .notice import Notice
from .order import ASSOCIATIONS, CANCELLERS, CHANNELS, STATUSES, Item, Order, Package
from .people import invent_address, invent_buyer
from .shipment import check_package
from .wire import ROLES, order_to_wire

INVENTED = object()
_PENDING = ('PENDING_AVAILABILITY', 'PENDING')
_OPEN = ('UNSHIPPED', 'PARTIALLY_SHIPPED')
_UNKNOWN_PRODUCT_PRICE = find_product('AMZ-MUG-WHITE').price


class ShopError(Exception):
    """What was asked is not possible at Amazon."""


class Shop:
    """The orders of one seller.

    Every change stamps the order's `updated` with the clock's time less `event_lag`, or with `at`
    where that is given. Callers see an order two minutes after that at the earliest, as at Amazon.
    """

    def __init__(self, clock, rng, lock, home='US'):
        self.lock = lock
        self.home = home
        self.roles = set(ROLES)
        self.on_change = None
        # What buyers were told: of new packages, and of packages that turned out to be others.
        self.notices = []
        self.edits = []
        self.times_mangled = 0
        # Callers see a change after two minutes only: a person, or a test, may date it earlier.
        self.event_lag = datetime.timedelta()
        self.rng = rng
        self._clock = clock
        self._orders = {}
        self._manglers = {}
        self._batch_depth = 0

    def now(self):
        """Return the time that is stamped on what happens now.

        :rtype: datetime.datetime
        """
        return self._clock.now() - self.event_lag

    # === READING === #

    def __len__(self):
        return len(self._orders)

    def __iter__(self):
        """Iterate over a copy of the orders, in the order of placing."""
        with self.lock:
            return iter(list(self._orders.values()))

    def __contains__(self, order_id):
        return order_id in self._orders

    def order(self, order_id):
        """Return an order.

        :param str order_id: Amazon's order id.
        :rtype: Order
        :raise LookupError: If the shop has no such order.
        """
        try:
            return self._orders[order_id]
        except KeyError:
            raise LookupError(f"This shop has no order {order_id!r}.") from None

    def wire(self, order, datasets):
        """Return an order as it leaves Amazon, mangled if a test asked for it.

        :param Order order: The order.
        :param set datasets: The values of `includedData`.
        :return: Amazon's `Order`.
        :rtype: dict
        """
        wire = order_to_wire(order, datasets, self.roles)
        mangler = self._manglers.get(order.order_id)
        if mangler:
            self.times_mangled += 1
            mangler(wire)
        return wire

    def restore(self, orders):
        """Take over the orders of an earlier run, as they are.

        :param list[Order] orders: The orders.
        """
        with self.lock:
            self._orders = {order.order_id: order for order in orders}
            # Chance must not repeat itself: it would invent the same buyers again.
            self.rng.seed(' '.join(self._orders))

    # === WHAT A BUYER DOES === #

    def place(
        self, marketplace=None, channel='MERCHANT', status='UNSHIPPED', items=None,
        buyer=INVENTED, recipient=INVENTED, created=None, updated=None, order_id=None, **details,
    ):
        """Place an order; whatever is not given is invented.

        :param str marketplace: Country code or id; the shop's home by default.
        :param str channel: `MERCHANT` (FBM) or `AMAZON` (FBA).
        :param str status: Amazon's fulfilment status; what it implies (quantities shipped, a
                           package, who cancelled) comes with it.
        :param list[Item] items: The products; one mug by default.
        :param Buyer buyer: The buyer; a new one by default, None for no data.
        :param Address recipient: The delivery address; one in the marketplace's country by
                                  default, None for no data.
        :param datetime.datetime created: When it was placed; `updated` by default.
        :param datetime.datetime updated: When it was last updated; now by default.
        :param str order_id: Amazon's order id; a new one by default.
        :param details: Any other field of `Order`.
        :return: The order.
        :rtype: Order
        """
        _check_choice(channel, CHANNELS)
        _check_choice(status, STATUSES)
        with self.lock:
            marketplace = find_marketplace(marketplace or self.home)
            if buyer is INVENTED:
                buyer = invent_buyer(self.rng, marketplace)
            if recipient is INVENTED:
                name = buyer.name if buyer else None
                recipient = invent_address(self.rng, marketplace.country, name)
            updated = to_milliseconds(updated) if updated else self.now()
            created = to_milliseconds(created) if created else updated
            order = Order(
                order_id=order_id or self._new_order_id(), marketplace=marketplace,
                created=created, updated=updated,
                items=[copy.copy(item) for item in items or [Item(PRODUCTS[0].sku)]],
                channel=channel, buyer=buyer, recipient=recipient, **details)
            if order.order_id in self:
                raise ShopError(f"Order {order.order_id} exists already.")
            self._complete(order)
            self._arrive_at(order, status, updated)
            self._orders[order.order_id] = order
            self._changed()
            return order

    def request_cancellation(self, order_id, reason="Ordered by mistake", at=None):
        """Let the buyer ask the seller to cancel an unshipped order.

        :param str order_id: Amazon's order id.
        :param str reason: Why.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If nothing is left to cancel.
        """
        with self._changing(order_id, at) as order:
            _check_status(order, _OPEN, "request the cancellation of")
            for item in order.items:
                item.cancel_request = reason
        return order

    def withdraw_cancellation_request(self, order_id, at=None):
        """Let the buyer want the order after all.

        :param str order_id: Amazon's order id.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If the buyer has not asked to cancel an order that is still open.
        """
        with self._changing(order_id, at) as order:
            _check_status(order, _OPEN, "forget the request to cancel")
            if not any(item.cancel_request for item in order.items):
                raise ShopError(f"Nobody has asked to cancel order {order_id}.")
            for item in order.items:
                item.cancel_request = None
        return order

    # === WHAT AMAZON DOES === #

    def release(self, order_id, at=None):
        """Let the payment of a pending order succeed: it becomes unshipped.

        :param str order_id: Amazon's order id.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If the order is not pending.
        """
        with self._changing(order_id, at) as order:
            _check_status(order, _PENDING, "release")
            order.status = 'UNSHIPPED'
        return order

    def cancel(self, order_id, by='BUYER', reason="Buyer canceled", at=None):
        """Cancel what has not been shipped.

        An order of which a part has been shipped becomes shipped, with that part only.

        :param str order_id: Amazon's order id.
        :param str by: `BUYER`, `MERCHANT` or `AMAZON`.
        :param str reason: Why.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If nothing is left to cancel.
        """
        with self._changing(order_id, at) as order:
            _check_status(order, _PENDING + _OPEN, "cancel")
            _check_choice(by, CANCELLERS)
            _cancel_unshipped(order, by, reason)
        return order

    def reduce(self, order_id, quantities, by='BUYER', reason="Buyer canceled", at=None):
        """Cancel a part of what has not been shipped.

        An order of which nothing is left to ship becomes shipped, or canceled if nothing was.

        :param str order_id: Amazon's order id.
        :param dict quantities: How many remain ordered of which SKU (or order item id).
        :param str by: `BUYER`, `MERCHANT` or `AMAZON`.
        :param str reason: Why.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If that would not cancel anything, or what is shipped, or more than there
                          is.
        """
        with self._changing(order_id, at) as order:
            _check_status(order, _PENDING + _OPEN, "cancel a part of")
            _check_choice(by, CANCELLERS)
            remaining = _remaining(order, quantities)
            order.cancel_down_to(remaining, by, reason)
        return order

    def drop(self, order_id, sku, at=None):
        """Let an item vanish from an order: Amazon does not list it any more.

        :param str order_id: Amazon's order id.
        :param str sku: The item's SKU (or order item id).
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        :raise ShopError: If some of it is shipped, or it is the only item.
        """
        with self._changing(order_id, at) as order:
            item = order.item(sku)
            if item.shipped:
                raise ShopError(f"{item.shipped} of {item.sku} are shipped: it cannot vanish.")
            if len(order.items) == 1:
                raise ShopError(f"{item.sku} is the only item of order {order_id}.")
            order.items.remove(item)
            order.close_if_nothing_is_left()
        return order

    def reschedule(self, order_id, ship_by, at=None):
        """Move the time by which an order is to be shipped, and that of its delivery with it.

        :param str order_id: Amazon's order id.
        :param datetime.datetime ship_by: The new time.
        :param datetime.datetime at: When it is moved; now by default.
        :rtype: Order
        :raise ShopError: If nothing of the order is left to ship.
        """
        with self._changing(order_id, at) as order:
            _check_status(order, _PENDING + _OPEN, "reschedule")
            ship_by = to_milliseconds(ship_by)
            order.deliver_by += ship_by - order.ship_by
            order.ship_by = ship_by
        return order

    def replace(
        self, order_id, association='REPLACEMENT', channel=None, status='UNSHIPPED', at=None,
    ):
        """Place an order that costs nothing, in the stead of another one.

        It is for the same buyer and address, of what is ordered of the same items.

        :param str order_id: Amazon's id of the original order.
        :param str association: `REPLACEMENT` or `EXCHANGE`.
        :param str channel: `MERCHANT` or `AMAZON`; the original's by default.
        :param str status: As for `place`.
        :param datetime.datetime at: When it is placed; now by default.
        :return: The new order.
        :rtype: Order
        :raise ShopError: If the original is canceled.
        """
        _check_choice(association, ASSOCIATIONS)
        with self.lock:
            original = self.order(order_id)
            items = [
                Item(item.sku, item.quantity, unit_price=0, title=item.title, asin=item.asin)
                for item in original.items if item.quantity]
            if not items:
                raise ShopError(f"Nothing of order {order_id} is left to replace.")
            return self.place(
                original.marketplace.id, channel or original.channel, status, items,
                copy.copy(original.buyer), copy.copy(original.recipient), updated=at,
                replaces=order_id, association=association)

    def ship(
        self, order_id, quantities=None, carrier='UPS', tracking=None, at=None,
        serial_numbers=None,
    ):
        """Ship an order: Amazon does it for FBA, the merchant with a package for FBM.

        :param str order_id: Amazon's order id.
        :param dict quantities: How many of which SKU (or order item id); all that is left by
                                default.
        :param str carrier: The carrier of the package (FBM).
        :param str tracking: Its tracking number (FBM); an invented one by default.
        :param datetime.datetime at: When; now by default.
        :param dict serial_numbers: Those of the units shipped, by SKU (or order item id); Amazon
                                    tells them for some products.
        :rtype: Order
        :raise ShopError: If the order cannot be shipped, or not that much of it.
        """
        with self._changing(order_id, at) as order:
            _check_status(order, _OPEN, "ship")
            numbers = [(order.item(key), new) for key, new in (serial_numbers or {}).items()]
            self._ship(order, quantities, carrier, tracking, order.updated)
            for item, new in numbers:
                item.serial_numbers = [*item.serial_numbers, *new]
            if order.channel == 'MERCHANT':
                self.notices.append(Notice.of(order, order.packages[-1]))
        return order

    # === WHAT THE SELLER DOES === #

    def confirm_shipment(self, order_id, package, at=None):
        """Take the seller's word that a package is on its way, and tell the buyer.

        A package of the same reference is an earlier one that turned out to be different.

        :param str order_id: Amazon's order id.
        :param Package package: The package.
        :param datetime.datetime at: When the seller said so; now by default.
        :rtype: Order
        :raise ShipmentRefused: If Amazon does not believe it.
        """
        with self._changing(order_id, at) as order:
            check_package(order, package, self._clock.now())
            told = self.notices if order.package(package.reference) is None else self.edits
            told.append(Notice.of(order, package))
            order.put(package)
        return order

    # === WHAT A TEST DOES === #

    def change(self, order_id, function, at=None):
        """Change an order in any way.

        :param str order_id: Amazon's order id.
        :param callable function: Gets the order and changes it.
        :param datetime.datetime at: When; now by default.
        :rtype: Order
        """
        with self._changing(order_id, at) as order:
            function(order)
        return order

    def mangle(self, order_id, function):
        """Spoil what callers get of an order.

        :param str order_id: Amazon's order id.
        :param callable function: Gets the order's JSON just before it is sent, as a dict, and
                                  does anything to it; what it returns does not count.
        :rtype: Order
        """
        with self._changing(order_id) as order:
            self._manglers[order_id] = function
        return order

    def repair(self, order_id):
        """Send an order unspoilt again.

        :param str order_id: Amazon's order id.
        :rtype: Order
        """
        with self._changing(order_id) as order:
            self._manglers.pop(order_id, None)
        return order

    @contextlib.contextmanager
    def batch(self):
        """Report a series of changes as one."""
        with self.lock:
            self._batch_depth += 1
            try:
                yield self
            finally:
                self._batch_depth -= 1
                self._changed()

    # === INSIDE === #

    @contextlib.contextmanager
    def _changing(self, order_id, at=None):
        with self.lock:
            order = self.order(order_id)
            previous = order.updated
            order.updated = to_milliseconds(at) if at else self.now()
            try:
                yield order
            except Exception:
                order.updated = previous
                raise
            self._changed()

    def _changed(self):
        if self.on_change and not self._batch_depth:
            self.on_change()

    def _new_order_id(self):
        while True:
            first, second = self.rng.randrange(10**7), self.rng.randrange(10**7)
            order_id = f'{self.rng.randint(100, 999)}-{first:07d}-{second:07d}'
            if order_id not in self:
                return order_id

    def _complete(self, order):
        for item in order.items:
            product = find_product(item.sku)
            if item.unit_price is None:
                price = product.price if product else _UNKNOWN_PRODUCT_PRICE
                item.unit_price = local_price(price, order.currency)
            item.title = item.title or (product.title if product else f"Product {item.sku}")
            item.asin = item.asin or (product.asin if product else self._new_asin())
            item.order_item_id = item.order_item_id or str(self.rng.randrange(10**13, 10**14))
        order.ship_by = order.ship_by or order.created + datetime.timedelta(days=2)
        order.deliver_by = order.deliver_by or order.ship_by + datetime.timedelta(days=4)

    def _new_asin(self):
        return 'B0' + ''.join(self.rng.choices('ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', k=8))

    def _arrive_at(self, order, status, moment):
        order.status = 'UNSHIPPED'
        if status == 'SHIPPED':
            self._ship(order, None, 'UPS', None, moment)
        elif status == 'PARTIALLY_SHIPPED':
            first = order.items[0]
            some = {first.order_item_id: max(first.quantity // 2, 1)}
            self._ship(order, some, 'UPS', None, moment)
            if order.status != status:
                raise ShopError("An order of one unit cannot be shipped in part.")
        elif status == 'CANCELLED':
            _cancel_unshipped(order, 'BUYER', "Buyer canceled")
        else:
            order.status = status

    def _ship(self, order, quantities, carrier, tracking, moment):
        if quantities is None:
            quantities = {item.order_item_id: item.unshipped for item in order.items}
        shipped = {}
        for key, quantity in quantities.items():
            item = order.item(key)
            if not 0 <= quantity <= item.unshipped:
                raise ShopError(
                    f"Only {item.unshipped} of {item.sku} are left to ship, not {quantity}.")
            if quantity:
                shipped[item.order_item_id] = quantity
        if not shipped:
            raise ShopError(f"Nothing of order {order.order_id} is shipped.")
        if order.channel == 'MERCHANT':
            order.put(Package(
                reference=order.next_reference(),
                carrier=carrier,
                tracking=tracking or f'1Z{self.rng.randrange(10**15, 10**16)}',
                shipped=moment,
                quantities=shipped,
            ))
        else:
            order.add_shipped(shipped)


def _cancel_unshipped(order, by, reason):
    order.cancel_down_to(
        {item.order_item_id: item.shipped for item in order.items}, by, reason)


def _remaining(order, quantities):
    """Return how many units remain ordered of the items that are named, by order item id."""
    remaining = {}
    for key, quantity in quantities.items():
        item = order.item(key)
        if not item.shipped <= quantity <= item.quantity:
            raise ShopError(
                f"Of {item.sku} {item.quantity} are ordered and {item.shipped} shipped: "
                f"{quantity} cannot remain.")
        remaining[item.order_item_id] = quantity
    if all(quantity == order.item(id_).quantity for id_, quantity in remaining.items()):
        raise ShopError(f"Nothing of order {order.order_id} is canceled.")
    return remaining


def _check_choice(value, choices):
    if value not in choices:
        raise ShopError(f"Amazon knows {', '.join(choices)}, not {value!r}.")


def _check_status(order, statuses, deed):
    if order.status not in statuses:
        raise ShopError(f"Amazon does not {deed} an order that is {order.status}.")
