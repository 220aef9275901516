"""Orders by chance, as many as needed."""
import datetime
import random
from decimal import Decimal

from ..marketplace.catalogue import PRODUCTS, local_price
from ..marketplace.item import Item
from ..marketplace.marketplaces import find_marketplace
from ..marketplace.money import round_money
from ..marketplace.people import invent_buyer
from ..marketplace.vocabulary import (
    AMAZON,
    CANCELLED,
    MERCHANT,
    PARTIALLY_SHIPPED,
    PENDING,
    SHIPPED,
    UNSHIPPED,
)

PERIOD = datetime.timedelta(days=20)
PLAIN_PERIOD = datetime.timedelta(hours=1)
# Amazon answers for what is two minutes old: generated orders can be read at once.
AGE = datetime.timedelta(minutes=5)

# How often, in a hundred.
_MARKETPLACES = {
    'US': 38, 'DE': 16, 'GB': 12, 'FR': 8, 'IT': 6, 'ES': 5, 'CA': 5, 'JP': 4, 'NL': 2, 'PL': 2,
    'MX': 1, 'SE': 1,
}
_STATUSES = {
    MERCHANT: {UNSHIPPED: 68, SHIPPED: 12, CANCELLED: 9, PENDING: 8, PARTIALLY_SHIPPED: 3},
    AMAZON: {SHIPPED: 75, UNSHIPPED: 9, CANCELLED: 8, PENDING: 8},
}
_CHANNELS = {MERCHANT: 75, AMAZON: 25}
_ITEM_COUNTS = {1: 30, 2: 50, 3: 20}
_QUANTITIES = {1: 70, 2: 20, 3: 10}
_GIFT_MESSAGES = (
    "Happy birthday! 🎂", "Für Dich, mit Liebe", "お誕生日おめでとう", "Thanks & see you soon")

_SALES_TAX = Decimal('0.0875')
_VAT = Decimal('0.20')
# Where the price on the page does not contain the tax, and Amazon collects it.
_SALES_TAX_COUNTRIES = ('US', 'CA')


def generate(shop, count, seed=0):
    """Fill a shop with a realistic mix of orders of the last weeks.

    :param Shop shop: The shop.
    :param int count: How many.
    :param int seed: What chance starts from.
    """
    rng = random.Random(f'orders/{seed}')
    end = shop.now() - AGE
    with shop.batch():
        for _number in range(count):
            updated = end - PERIOD * rng.random()
            created = updated - datetime.timedelta(hours=48) * rng.random()
            shop.place(**invent_order(rng), created=created, updated=updated)


def generate_plain(shop, count):
    """Fill a shop with orders that are all alike, to measure with.

    Each is by a new buyer, to be shipped by the merchant, of two products with shipping; the last
    updates lie evenly in the last hour.

    :param Shop shop: The shop.
    :param int count: How many.
    """
    end = shop.now() - AGE
    mug, teapot = PRODUCTS[0], PRODUCTS[2]
    with shop.batch():
        for number in range(count):
            items = [Item(mug.sku, 2, shipping='4.99'), Item(teapot.sku, 1, shipping='6.90')]
            shop.place(items=items, updated=end - PLAIN_PERIOD * (number / count))


def invent_order(rng):
    """Return an order by chance.

    :param random.Random rng: Where the choice comes from.
    :return: Arguments of `Shop.place`.
    :rtype: dict
    """
    marketplace = find_marketplace(_choose(rng, _MARKETPLACES))
    channel = _choose(rng, _CHANNELS)
    status = _choose(rng, _STATUSES[channel])
    products = rng.sample(PRODUCTS, _choose(rng, _ITEM_COUNTS))
    items = [_invent_item(rng, product, marketplace) for product in products]
    if status == PARTIALLY_SHIPPED:
        items[0].quantity += 1
    order = {
        'marketplace': marketplace.country,
        'channel': channel,
        'status': status,
        'items': items,
        'prices_include_tax': marketplace.country not in _SALES_TAX_COUNTRIES,
    }
    if rng.random() < 0.06:
        order.update(_invent_business(rng, marketplace))
    elif rng.random() < 0.1:
        order['programs'] = ['PRIME']
        order['service_level'] = 'EXPEDITED'
    return order


def _choose(rng, weights):
    [choice] = rng.choices(list(weights), list(weights.values()))
    return choice


def _invent_item(rng, product, marketplace):
    def local(amount):
        return local_price(Decimal(amount), marketplace.currency)

    item = Item(product.sku, _choose(rng, _QUANTITIES), local(product.price))
    item.shipping = local('4.99') if rng.random() < 0.6 else Decimal(0)
    if rng.random() < 0.1:
        item.gift_wrap = local('3.50')
        item.gift_message = rng.choice(_GIFT_MESSAGES)
        item.gift_wrap_level = 'Classic'
    if rng.random() < 0.15:
        item.discount = round_money(item.price / 10, marketplace.currency)
        item.promotion_ids = ['10-PERCENT-OFF']
    _add_tax(item, marketplace)
    return item


def _add_tax(item, marketplace):
    if marketplace.country in _SALES_TAX_COUNTRIES:
        item.tax_collected_by_amazon = True
        share = _SALES_TAX
    else:
        share = _VAT / (1 + _VAT)
    item.tax = round_money((item.price - item.discount) * share, marketplace.currency)
    item.shipping_tax = round_money(item.shipping * share, marketplace.currency)
    item.gift_wrap_tax = round_money(item.gift_wrap * share, marketplace.currency)


def _invent_business(rng, marketplace):
    buyer = invent_buyer(rng, marketplace)
    buyer.company = f"{buyer.name.split()[-1]} & Co."
    buyer.purchase_order = f'PO-{rng.randrange(10**5)}'
    buyer.vat_number = f'{marketplace.country}{rng.randrange(10**8, 10**9)}'
    return {'buyer': buyer, 'programs': ['AMAZON_BUSINESS']}
