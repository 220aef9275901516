"""What an order consists of, and what it comes to."""
import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from .carriers import OTHER
from .marketplaces import Marketplace
from .money import round_money, to_decimal
from .vocabulary import (
    AMAZON,
    CANCELLED,
    LABEL_CANCELLED,
    MERCHANT,
    PARTIALLY_SHIPPED,
    PENDING,
    REPLACEMENT,
    SHIPPED,
    UNSHIPPED,
)

# Packages that are not of the seller's system count on from here.
HIGHEST_SELLER_REFERENCE = 10**9
# What may stay as it was where pieces are canceled: nobody documents that amounts follow at once.
AMOUNTS_THAT_STAY = ('items', 'total')
_ZERO = Decimal(0)


@dataclass
class Buyer:
    """Who pays. `vat_number` makes it a business buyer with a tax registration.

    `legal_name` and `registered_at` are what the register has: by default, the company or name, and
    no address.
    """

    name: str | None = None
    email: str | None = None
    company: str | None = None
    purchase_order: str | None = None
    vat_number: str | None = None
    legal_name: str | None = None
    registered_at: 'Address | None' = None


@dataclass
class Address:
    """Where the goods go, and what the buyer wants of whoever brings them.

    `opening_hours` are lists of times such as '09:00-17:00', by day (`MON` to `SUN`); `exceptions`
    the same by date, an empty list where it is closed. `capabilities` are Amazon's words.
    """

    name: str | None = None
    line1: str | None = None
    line2: str | None = None
    line3: str | None = None
    city: str | None = None
    county: str | None = None
    neighborhood: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None
    phone: str | None = None
    company: str | None = None
    type: str | None = 'RESIDENTIAL'
    drop_off: str | None = None
    instructions: str | None = None
    opening_hours: dict = field(default_factory=dict)
    exceptions: dict = field(default_factory=dict)
    capabilities: list = field(default_factory=list)


@dataclass
class Package:
    """A parcel the merchant has sent, or bought a label for: quantities by order item id.

    `carrier` is one of Amazon's codes; `carrier_name` says who it is where the code is `Other`.
    `is_counted` tells whether its units count as shipped; those of a label may do so from the
    purchase on, or only when the carrier has it.
    """

    reference: str
    carrier: str
    tracking: str
    shipped: datetime.datetime
    quantities: dict
    service: str | None = None
    carrier_name: str | None = None
    status: str = SHIPPED
    detailed_status: str | None = None
    is_label: bool = False
    is_counted: bool = True

    @property
    def carrier_shown(self):
        return self.carrier_name if self.carrier == OTHER else self.carrier

    @property
    def is_waiting(self):
        """Whether it is a label that claims units which do not count as shipped yet."""
        return self.status == PENDING and not self.is_counted


@dataclass(eq=False)
class Order:
    """An order as Amazon keeps it.

    `prices_include_tax` chooses between two readings of Amazon's figures: False means that TAX
    comes on top of the charges, True that the charges contain it and TAX only tells how much.
    `withholding` says how a tax that Amazon remits itself shows: it is within the totals
    ('within'), left out of them ('left_out'), or also taken off by a second TAX ('taken_off').
    `currency` is that of the marketplace, unless another one is given.
    `replaces` is the id of the order that this one stands in for, by `association`. Searches do not
    find it before `hidden_until`; then they do with the date that it was updated.
    `sales_channel` is `AMAZON`, or `NON_AMAZON` for an order of another shop that Amazon ships: it
    has no amounts. `names_marketplace` tells whether Amazon says which marketplace it belongs to.
    `told_total` is what Amazon says of the total where it is not the sum of the items.
    `ship_from` is the country that the goods leave from, where it is not the marketplace's.
    `left_out` are paths of the model, such as `proceeds.grandTotal` or
    `orderItems.product.sellerSku`, of what Amazon does not say of this order; what the model
    requires is not to be among them. `more` is merged into what it says.
    """

    order_id: str
    marketplace: Marketplace
    created: datetime.datetime
    updated: datetime.datetime
    items: list
    channel: str = MERCHANT
    status: str = UNSHIPPED
    buyer: Buyer | None = None
    recipient: Address | None = None
    programs: list = field(default_factory=list)
    packages: list = field(default_factory=list)
    prices_include_tax: bool = False
    withholding: str = 'within'
    delivery_tip: Decimal = _ZERO
    seller_order_id: str | None = None
    replaces: str | None = None
    association: str = REPLACEMENT
    service_level: str = 'STANDARD'
    payment_method: str = 'CreditCard'
    ship_by: datetime.datetime | None = None
    deliver_by: datetime.datetime | None = None
    fulfillment_order_ids: list = field(default_factory=list)
    hidden_until: datetime.datetime | None = None
    sales_channel: str = AMAZON
    names_marketplace: bool = True
    told_total: Decimal | None = None
    ship_from: str | None = None
    refunds: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    more: dict = field(default_factory=dict)
    currency: str | None = None

    def __post_init__(self):
        self.currency = self.currency or self.marketplace.currency
        self.delivery_tip = to_decimal(self.delivery_tip)
        self.programs = list(self.programs)
        if self.told_total is not None:
            self.told_total = to_decimal(self.told_total)

    @property
    def total(self):
        """Amazon's `grandTotal`, in its currency; what the items add up to, if that is not said."""
        if self.told_total is None or 'proceeds.grandTotal' in self.left_out:
            return self.total_of_items
        return self.told_total

    @property
    def total_of_items(self):
        """What the items and the tip add up to, in the currency of the marketplace."""
        return self.rounded(sum(map(self.item_total, self.items), _ZERO) + self.delivery_tip)

    @property
    def withheld(self):
        """The tax that Amazon remits itself, in the currency of the marketplace."""
        return sum((item.withheld for item in self.items), _ZERO)

    @property
    def paid(self):
        """What the buyer pays, in the currency of the marketplace."""
        return self.total + (_ZERO if self.withholding == 'within' else self.withheld)

    @property
    def are_amounts_contradictory(self):
        """Whether what Amazon says of amounts cannot be right, be it only by the quantities."""
        return self.total != self.total_of_items or any(
            item.units_paid is not None and self.item_total(item) for item in self.items)

    def item_total(self, item):
        """Return Amazon's `proceedsTotal` of an item, in the currency of the marketplace.

        :param Item item: An item of this order.
        :rtype: Decimal
        """
        tax = _ZERO if self.prices_include_tax else sum(item.taxes().values(), _ZERO)
        charges = sum(item.charges().values(), _ZERO)
        if self.withholding != 'within':
            tax -= item.withheld
        return self.rounded(charges + tax - sum(item.discounts().values(), _ZERO))

    def item(self, sku_or_id):
        """Return an item by its SKU or order item id.

        :param str sku_or_id: Either.
        :rtype: Item
        :raise LookupError: If the order has no such item.
        """
        for item in self.items:
            if sku_or_id in (item.sku, item.order_item_id):
                return item
        raise LookupError(f"Order {self.order_id} has no item {sku_or_id!r}.")

    def package(self, reference):
        """Return a package by the reference that the seller gave it, or None.

        :param str reference: The reference.
        :rtype: Package | None
        """
        for package in self.packages:
            if package.reference == reference:
                return package
        return None

    def next_reference(self):
        """Return a package reference that the order does not have yet, nor its seller will choose.

        :rtype: str
        """
        references = [package.reference for package in self.packages]
        numbers = [int(reference) for reference in references if reference.isdecimal()]
        return str(max([*numbers, HIGHEST_SELLER_REFERENCE]) + 1)

    def labelled(self, order_item_id):
        """Return how many units of an item have a label, and do not count as shipped yet.

        :param str order_item_id: The item.
        :rtype: int
        """
        return sum(
            package.quantities.get(order_item_id, 0) for package in self.packages
            if package.is_waiting)

    def put(self, package):
        """Add a package, or replace the one of the same reference.

        :param Package package: The package.
        """
        replaced = self.package(package.reference)
        if replaced is None:
            self.packages.append(package)
        else:
            self.packages[self.packages.index(replaced)] = package
            self.add_shipped({id_: -count for id_, count in replaced.quantities.items()})
        self.add_shipped(package.quantities)

    def add_shipped(self, quantities):
        """Count units as shipped.

        :param dict quantities: How many, by order item id; negative where they are not after all.
        """
        for order_item_id, quantity in quantities.items():
            self.item(order_item_id).shipped += quantity
        if not any(item.unshipped for item in self.items):
            self.status = SHIPPED
        else:
            some = any(item.shipped for item in self.items)
            self.status = PARTIALLY_SHIPPED if some else UNSHIPPED
        self.void_labels_of_too_much()

    def void(self, package):
        """Cancel the label of a package: its units are to be shipped again.

        :param Package package: A package of this order.
        """
        package.status, package.detailed_status = CANCELLED, LABEL_CANCELLED
        if package.is_counted:
            package.is_counted = False
            self.add_shipped({id_: -count for id_, count in package.quantities.items()})

    def void_labels_of_too_much(self):
        """Cancel the labels, latest first, of units that are not to be shipped any more."""
        for package in reversed(self.packages):
            if package.is_waiting and any(
                self.labelled(id_) > self.item(id_).unshipped for id_ in package.quantities
            ):
                self.void(package)

    def cancel_down_to(self, quantities, by, reason, stays=()):
        """Cancel units; the order is closed if none is left to ship.

        Amazon's model has no word for canceled units, and what it counts as unfulfilled remains to
        be shipped: they are taken off what was ordered, and off the proceeds.

        :param dict quantities: How many remain ordered, by order item id.
        :param str by: One of `CANCELLERS`.
        :param str reason: Why.
        :param stays: Which amounts are not lowered, see `AMOUNTS_THAT_STAY`.
        """
        if 'total' in stays:
            self.told_total = self.total
        elif self.told_total is not None:
            self.told_total = None
        for order_item_id, quantity in quantities.items():
            item = self.item(order_item_id)
            if quantity < item.quantity:
                item.reduce_to(quantity, self.currency, 'items' not in stays)
                item.cancelled_by = by
                item.cancel_reason = reason
        self.void_labels_of_too_much()
        self.close_if_nothing_is_left()

    def close_if_nothing_is_left(self):
        """Make the order shipped, or canceled, if nothing of it is left to ship."""
        if any(item.unshipped for item in self.items):
            return
        if any(item.shipped for item in self.items):
            self.status = SHIPPED
        else:
            self.status = CANCELLED
            self.delivery_tip = _ZERO

    def rounded(self, amount):
        return round_money(amount, self.currency)
