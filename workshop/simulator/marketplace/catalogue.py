"""What is on offer. The demo data in Odoo has products with the same references."""
from dataclasses import dataclass
from decimal import Decimal

from .money import round_money


@dataclass(frozen=True)
class Product:
    """A product on offer; `price` is in USD, EUR or GBP alike, without tax."""

    sku: str
    asin: str
    title: str
    price: Decimal


PRODUCTS = [
    Product('AMZ-MUG-WHITE', 'B0SIM00001', "Stoneware Mug, White, 350 ml", Decimal('12.90')),
    Product('AMZ-MUG-BLACK', 'B0SIM00002', "Stoneware Mug, Black, 350 ml", Decimal('12.90')),
    Product('AMZ-TEAPOT', 'B0SIM00003', "Cast Iron Teapot, 1.2 l", Decimal('49.00')),
    Product('AMZ-TEA-SENCHA', 'B0SIM00004', "Organic Sencha Green Tea, 100 g", Decimal('9.50')),
    Product('AMZ-LAMP-DESK', 'B0SIM00005', "LED Desk Lamp with USB Port", Decimal('34.99')),
    Product('AMZ-NOTEBOOK-A5', 'B0SIM00006', "Dotted Notebook A5, 160 pages", Decimal('14.00')),
    Product('AMZ-PEN-FOUNTAIN', 'B0SIM00007', "Fountain Pen, Fine Nib", Decimal('27.50')),
    Product('AMZ-BACKPACK', 'B0SIM00008', "Canvas Backpack, 20 l", Decimal('64.95')),
]

# Roughly, and round: what a seller would ask for a product of 1 USD.
PRICE_LEVELS = {
    'JPY': 150, 'INR': 85, 'TRY': 40, 'EGP': 50, 'MXN': 20, 'ZAR': 18, 'SEK': 11, 'BRL': 6,
    'PLN': 4, 'AED': 4, 'SAR': 4,
}

_BY_SKU = {product.sku: product for product in PRODUCTS}


def find_product(sku):
    """Return the product on offer under a SKU, or None.

    :param str sku: The seller's SKU.
    :rtype: Product | None
    """
    return _BY_SKU.get(sku)


def local_price(price, currency):
    """Return a price on the level of a currency.

    :param Decimal price: The price in USD.
    :param str currency: The ISO 4217 code.
    :return: The price in that currency.
    :rtype: Decimal
    """
    return round_money(price * PRICE_LEVELS.get(currency, 1), currency)
