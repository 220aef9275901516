"""An Amazon to develop, demo, test and measure against.

It is written from Amazon's published models and knows neither Odoo nor the connector.
"""
from . import faults
from .app import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, SELLER_ID, Simulator
from .clock import Clock
from .item import Item
from .order import Address, Buyer, Order, Package
from .server import serve
from .shop import Shop
from .shop_checks import ShopError
from .wire import DIRECT_TO_CONSUMER, TAX_INVOICING, TAX_REMITTANCE

__all__ = [
    'CLIENT_ID',
    'CLIENT_SECRET',
    'DIRECT_TO_CONSUMER',
    'REFRESH_TOKEN',
    'SELLER_ID',
    'TAX_INVOICING',
    'TAX_REMITTANCE',
    'Address',
    'Buyer',
    'Clock',
    'Item',
    'Order',
    'Package',
    'Shop',
    'ShopError',
    'Simulator',
    'faults',
    'serve',
]
