"""How Amazon speaks: requests, answers, limits, errors.

The only part of the addon that knows Amazon's URLs, words and JSON. It knows nothing of Odoo.
There is a folder for each of Amazon's APIs: its operations, its calls, and the dataclasses that its
answers become. All of them stand on `core`, which knows none of them; none of them knows another.
"""
from .core.authorization_code import exchange_code
from .core.credentials import Credentials
from .core.endpoints import Endpoints
from .core.errors import (
    AmazonError,
    Malformed,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from .core.limits import Limit, Limiter, TokenBucket
from .feeds import (
    Fate,
    Feed,
    InvoiceFate,
    InvoiceUpload,
    MalformedReport,
    ProcessingReport,
    forbidden_characters,
)
from .orders import (
    CANCELLED,
    CHANNELS,
    CLOSED_STATUSES,
    DEAD_STATUSES,
    DERIVED_PRICE,
    DOUBTS,
    INVOICE_UNCONFIRMED,
    MISSING,
    NO_ADDRESS,
    NO_MONEY,
    NO_PRICE,
    NO_SKU,
    NO_TOTAL,
    OPEN_STATUSES,
    OTHER_ITEM_SUM,
    OTHER_PIECES,
    OTHER_SUM,
    PARTIALLY_SHIPPED,
    PENDING,
    PENDING_AVAILABILITY,
    PENDING_STATUSES,
    SELLER_TAXED,
    SHIPPED,
    SOLD_STATUSES,
    STATUSES,
    UNFULFILLABLE,
    UNREADABLE,
    UNSHIPPED,
    Address,
    AssociatedOrder,
    Buyer,
    Cancellation,
    Charge,
    Constraint,
    DeliveryPreference,
    Item,
    ItemPacking,
    ItemSketch,
    ItemTax,
    MalformedOrder,
    Measurement,
    Order,
    OrderHeader,
    OrdersPage,
    Package,
    PackageItem,
    Remark,
    cancellation_of,
    items_of,
    order_url,
    packages_of,
)
from .published_limits import PUBLISHED_LIMITS
from .reports import MalformedTable, Report, VatInvoiceRow, read_vat_invoices
from .sellers import Participation
from .selling_partner import SellingPartner
from .shipments import Shipment, ShipmentItem, fulfillment_document, refusal
