"""A seller's shop: where orders are placed."""
import copy
import datetime

from ..core.clock import to_milliseconds
from .catalogue import PRODUCTS, find_product, local_price
from .invoice_events import InvoiceEvents
from .invoices import Invoices
from .item import Item
from .marketplaces import find_marketplace
from .order import Order
from .order_events import cancel_unshipped
from .people import invent_address, invent_buyer
from .shop_checks import ShopError, check_choice
from .vocabulary import (
    ASSOCIATIONS,
    BUYER,
    CANCELLED,
    CHANNELS,
    MERCHANT,
    ORDER_STATUSES,
    PARTIALLY_SHIPPED,
    REPLACEMENT,
    SALES_CHANNELS,
    SHIPPED,
    UNSHIPPED,
)

INVENTED = object()
_UNKNOWN_PRODUCT_PRICE = find_product('AMZ-MUG-WHITE').price


class Shop(InvoiceEvents):
    """The orders of one seller, and where new ones come from."""

    def __init__(self, clock, rng, lock, home='US'):
        super().__init__(clock, rng, lock)
        self.home = home
        self.invoices = Invoices()

    def place(
        self, marketplace=None, channel=MERCHANT, status=UNSHIPPED, items=None,
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
        check_choice(channel, CHANNELS)
        check_choice(status, ORDER_STATUSES)
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
            check_choice(order.association, ASSOCIATIONS)
            check_choice(order.sales_channel, SALES_CHANNELS)
            if order.order_id in self:
                raise ShopError(f"Order {order.order_id} exists already.")
            self._complete(order)
            self._arrive_at(order, status, updated)
            self._orders[order.order_id] = order
            self._changed()
            return order

    def replace(
        self, order_id, association=REPLACEMENT, channel=None, status=UNSHIPPED, at=None,
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
        check_choice(association, ASSOCIATIONS)
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

    def restore(self, orders):
        """Take over the orders of an earlier run, as they are.

        :param list[Order] orders: The orders.
        """
        with self.lock:
            self._orders = {order.order_id: order for order in orders}
            # Chance must not repeat itself: it would invent the same buyers again.
            self.rng.seed(' '.join(self._orders))

    def receive_invoice(self, invoice):
        """Take an invoice of the seller's, to show it to the buyer.

        :param Invoice invoice: The invoice.
        """
        with self.lock:
            self.invoices.receive(invoice)
            self._changed()

    # === INSIDE === #

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
        order.ship_by = to_milliseconds(
            order.ship_by or order.created + datetime.timedelta(days=2))
        order.deliver_by = to_milliseconds(
            order.deliver_by or order.ship_by + datetime.timedelta(days=4))

    def _new_asin(self):
        return 'B0' + ''.join(self.rng.choices('ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', k=8))

    def _arrive_at(self, order, status, moment):
        order.status = UNSHIPPED
        if status == SHIPPED:
            self._ship(order, moment)
        elif status == PARTIALLY_SHIPPED:
            first = order.items[0]
            some = {first.order_item_id: max(first.quantity // 2, 1)}
            self._ship(order, moment, some)
            if order.status != status:
                raise ShopError("An order of one unit cannot be shipped in part.")
        elif status == CANCELLED:
            cancel_unshipped(order, BUYER, "Buyer canceled")
        else:
            order.status = status
