"""The Orders API: orders, and what is known of them."""
from .address import Address
from .buyer import Buyer
from .calls import OrdersApi, OrdersPage
from .cancellation import Cancellation, cancellation_of
from .charge import SELLER_TAXED, Charge
from .const import CHANNELS
from .errors import MalformedOrder
from .header import OrderHeader
from .item import Item, ItemSketch, items_of
from .item_tax import ItemTax
from .operations import LIMITS
from .order import AssociatedOrder, Order
from .package import Package, PackageItem, packages_of
from .packing import Constraint, DeliveryPreference, ItemPacking, Measurement
from .remarks import (
    DERIVED_PRICE,
    DOUBTS,
    MISSING,
    NO_ADDRESS,
    NO_MONEY,
    NO_PRICE,
    NO_SKU,
    NO_TOTAL,
    OTHER_ITEM_SUM,
    OTHER_PIECES,
    OTHER_SUM,
    UNREADABLE,
    Remark,
)
from .seller_central import order_url
from .statuses import (
    CANCELLED,
    CLOSED_STATUSES,
    DEAD_STATUSES,
    INVOICE_UNCONFIRMED,
    OPEN_STATUSES,
    PARTIALLY_SHIPPED,
    PENDING,
    PENDING_AVAILABILITY,
    PENDING_STATUSES,
    SHIPPED,
    SOLD_STATUSES,
    STATUSES,
    UNFULFILLABLE,
    UNSHIPPED,
)
