"""All that is answered: a new API is answered once its endpoints are named here."""
from werkzeug.routing import Map

from .core.endpoint import Operation
from .feeds import urls as feeds
from .finances import urls as finances
from .inventory import urls as inventory
from .listings import urls as listings
from .lwa import urls as lwa
from .orders import urls as orders
from .orders_v0 import urls as orders_v0
from .reports import urls as reports
from .s3 import urls as s3
from .seller_central import urls as seller_central
from .sellers import urls as sellers

ENDPOINTS = [
    *orders.ENDPOINTS,
    *orders_v0.ENDPOINTS,
    *feeds.ENDPOINTS,
    *reports.ENDPOINTS,
    *sellers.ENDPOINTS,
    *finances.ENDPOINTS,
    *listings.ENDPOINTS,
    *inventory.ENDPOINTS,
    *lwa.ENDPOINTS,
    *s3.ENDPOINTS,
    *seller_central.ENDPOINTS,
]
URLS = Map([endpoint.rule() for endpoint in ENDPOINTS])
PUBLISHED_PLANS = {
    endpoint.name: endpoint.plan for endpoint in ENDPOINTS if isinstance(endpoint, Operation)}
