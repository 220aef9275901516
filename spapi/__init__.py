"""How Amazon speaks: requests, answers, limits, errors.

The only part of the addon that knows Amazon's URLs, words and JSON. It knows nothing of Odoo.
"""
from .address import Address
from .buyer import Buyer
from .cancellation import Cancellation, cancellation_of
from .charge import Charge
from .const import SOLD_STATUSES
from .credentials import Credentials
from .endpoints import Endpoints
from .errors import (
    AmazonError,
    MalformedOrder,
    MalformedReport,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
)
from .feed import Feed
from .fulfillment_document import fulfillment_document
from .limits import PUBLISHED_LIMITS, Limit, Limiter, TokenBucket
from .order import AssociatedOrder, Order
from .order_header import OrderHeader
from .order_item import Item
from .orders_api import OrdersPage
from .package import Package, PackageItem, packages_of
from .participation import Participation
from .processing_report import Fate, ProcessingReport
from .seller_central import order_url
from .selling_partner import SellingPartner
from .shipment import Shipment, ShipmentItem
