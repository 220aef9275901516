"""An Amazon to develop, demo, test and measure against.

It is written from Amazon's published models and knows neither Odoo nor the connector. How it is
arranged, and how to add an API: README.md.
"""
from . import faults
from .core.clock import Clock
from .core.server import serve
from .marketplace.invoices import shipping_ids
from .marketplace.item import Item
from .marketplace.order import Address, Buyer, Order, Package
from .marketplace.roles import (
    DIRECT_TO_CONSUMER,
    FINANCE,
    ORDER_TRACKING,
    PRODUCT_LISTING,
    TAX_INVOICING,
    TAX_REMITTANCE,
)
from .marketplace.shop import Shop
from .marketplace.shop_checks import ShopError
from .simulator import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, SELLER_ID, Simulator

__all__ = [
    'CLIENT_ID',
    'CLIENT_SECRET',
    'DIRECT_TO_CONSUMER',
    'FINANCE',
    'ORDER_TRACKING',
    'PRODUCT_LISTING',
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
    'shipping_ids',
]
