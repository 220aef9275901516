"""Orders as buyers may place them, drawn by `hypothesis`: who remits the tax, and how it shows."""
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS

from ...workshop.simulator.marketplace.money import round_money, smallest_coin
from .tax_property_case import DOCUMENTED_SCHEMES, TAXES, THREE_DECIMALS

# Hypothesis itself, but under another name it draws orders that have nothing in common, see
# `random_walk`.
AVAILABLE_PROVIDERS['shopping'] = AVAILABLE_PROVIDERS['hypothesis']
ORDERS_TOGETHER = 25
SHOPPINGS = 8
DEAREST = 99_999
MOST_PIECES = 999
METHODS = ('round_per_line', 'round_globally')
WITHHOLDINGS = ('within', 'left_out', 'taken_off')
# Where the buyer pays the tax on top of the prices that Amazon shows.
TAX_ON_TOP = ('USD', 'CAD')
# Marketplaces, and Amazon's words for the schemes under which it remits the tax there.
SCHEMES = {
    'US': (None,),
    'CA': (None, 'CA_MPF'),
    'DE': (None, 'IOSS', 'UOSS', 'CH_SUPPLIER_IMPORT'),
    'GB': (None, 'GB_VOEC'),
    'AU': (None, 'AU_VOEC'),
    'JP': (None,),
    'AE': (None,),
}
AMAZON_RATES = ('10', '0', '5', '7', '8.875', '19', '20', '25')


@dataclass(frozen=True)
class Draft:
    """An order that is to be placed. Items are the values of the simulator's `Item`.

    :param str kind: whose tax it is: 'own', 'withheld', 'partly' withheld, or 'mixed'.
    """

    marketplace: str
    currency: str | None
    kind: str
    word: str | None
    withholding: str
    prices_include_tax: bool
    items: list

    @property
    def values(self):
        return {
            'currency': self.currency,
            'withholding': self.withholding,
            'prices_include_tax': self.prices_include_tax,
        }


@dataclass(frozen=True)
class Shopping:
    """Orders that are read together, and how Odoo is set up then.

    :param str method: how the company rounds taxes.
    :param int price_decimals: how many decimals prices have in Odoo.
    :param str tax_of_services: which one of `TAXES` shipping and gift wrapping have.
    """

    method: str
    price_decimals: int
    tax_of_services: str
    orders: list = field(repr=False)


def go_shopping(check, number):
    """Have some hundred orders drawn and checked.

    :param callable check: raises AssertionError if something does not hold of a `Shopping`.
    :param int number: chooses the orders: they are the same for the same number.
    :raise AssertionError: if something does not hold; tells it of as few orders as possible.
    """
    seed(number)(settings(
        backend='shopping',
        max_examples=SHOPPINGS + 1,  # The first one is the simplest that there is.
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
        report_multiple_bugs=False,
        deadline=None,
        database=None,
    )(given(shoppings())(check)))()


@st.composite
def shoppings(draw):
    """Return orders that are read together."""
    price_decimals = draw(st.sampled_from([2, 3]))
    size = draw(st.integers(1, ORDERS_TOGETHER) | st.just(ORDERS_TOGETHER))
    return Shopping(
        draw(st.sampled_from(METHODS)),
        price_decimals,
        draw(st.sampled_from(['none', 'added', 'included', 'reduced', 'stacked'])),
        [draw(orders(price_decimals)) for _number in range(size)],
    )


@st.composite
def orders(draw, price_decimals):
    """Return one order. Currencies with three decimals need prices in Odoo that have so many."""
    marketplace = draw(st.sampled_from([*SCHEMES][:-1] if price_decimals < 3 else [*SCHEMES]))
    currency = _CURRENCIES[marketplace]
    kind = draw(st.sampled_from(['own', 'withheld', 'partly', 'mixed']))
    # What Amazon withholds of a tax that is within its totals, it does not say.
    withholding = draw(st.sampled_from(
        WITHHOLDINGS[1:] if kind == 'partly' else WITHHOLDINGS
    ))
    word = draw(st.sampled_from(SCHEMES[marketplace])) if kind != 'own' else None
    prices_include_tax = draw(_inclusion(currency, kind, withholding))
    items = [
        draw(_items(currency, prices_include_tax, _kind_of_item(kind, number), word))
        for number in range(draw(st.integers(2 if kind == 'mixed' else 1, 3)))
    ]
    return Draft(
        marketplace, currency, kind, word, withholding, prices_include_tax, items,
    )


_CURRENCIES = {
    'US': 'USD', 'CA': 'CAD', 'DE': 'EUR', 'GB': 'GBP', 'AU': 'AUD', 'JP': 'JPY',
    'AE': THREE_DECIMALS,
}


def _inclusion(currency, kind, withholding):
    """Return whether prices may contain the tax.

    A total without the tax that Amazon remits looks as one in whose prices the tax is contained.
    Which of them it is, follows from what is the custom in that currency, and from nothing else.
    """
    if kind == 'own' or withholding == 'within' and currency not in TAX_ON_TOP:
        return st.booleans()
    return st.just(currency not in TAX_ON_TOP)


def _kind_of_item(kind, number):
    if kind == 'mixed':
        return 'own' if number % 2 else 'withheld'
    return kind


@st.composite
def _items(draw, currency, prices_include_tax, kind, word):
    coin = smallest_coin(currency)
    rate = Decimal(draw(st.sampled_from(AMAZON_RATES)))
    share = rate / (100 + rate) if prices_include_tax else rate / 100

    def tax_on(amount):
        return round_money(amount * share, currency)

    quantity = draw(st.integers(1, 5) | st.integers(1, MOST_PIECES))
    unit_price = draw(_amounts(coin)) if draw(st.integers(0, 19)) else Decimal(0)
    discount = draw(_discounts(unit_price * quantity, currency))
    shipping = draw(_extras(coin))
    shipping_discount = draw(st.sampled_from([Decimal(0), Decimal(0), shipping]))
    gift_wrap = draw(_extras(coin))
    values = {
        'sku': draw(st.sampled_from(TAXES)).upper(),
        'quantity': quantity,
        'unit_price': unit_price,
        'discount': discount,
        'tax': tax_on(unit_price * quantity - discount),
        'shipping': shipping,
        'shipping_discount': shipping_discount,
        'shipping_tax': tax_on(shipping - shipping_discount),
        'gift_wrap': gift_wrap,
        'gift_wrap_tax': tax_on(gift_wrap),
    }
    values = {name: value for name, value in values.items() if value != 0}
    values.setdefault('unit_price', Decimal(0))
    if kind != 'own':
        values['tax_collected_by_amazon'] = True
        if word in DOCUMENTED_SCHEMES:
            values['tax_scheme'] = word
    if kind == 'partly':
        values |= draw(_part_withheld(values, coin))
    return values


def _amounts(coin):
    """Return prices of one piece."""
    dearest = int(DEAREST / coin)
    return (
        st.integers(1, 99) | st.integers(100, 20_000) | st.integers(1, dearest)
    ).map(lambda coins: coins * coin)


def _extras(coin):
    """Return prices of shipping and gift wrapping."""
    return st.just(Decimal(0)) | st.integers(1, 5000).map(lambda coins: coins * coin)


def _discounts(price, currency):
    """Return what may be taken off a price: nothing, next to nothing, a part, or all of it."""
    return st.sampled_from(['0', '0', '0', 'coin', '0.1', '0.333', '0.5', '0.95', '1']).map(
        lambda share: min(smallest_coin(currency), price) if share == 'coin'
        else round_money(Decimal(share) * price, currency)
    )


@st.composite
def _part_withheld(draw, values, coin):
    """Return how much of the tax Amazon remits: more than rounding, and less than all of it."""
    tax = sum(
        (values.get(name, Decimal(0)) for name in ('tax', 'shipping_tax', 'gift_wrap_tax')),
        Decimal(0),
    )
    # What is no more than a cent may be rounding.
    least = max(coin, Decimal('0.01')) + coin
    if tax < 2 * least:
        return {}
    share = Decimal(draw(st.integers(1, 99))) / 100
    withheld = (tax * share).quantize(coin)
    return {'tax_withheld': min(max(withheld, least), tax - least)}
