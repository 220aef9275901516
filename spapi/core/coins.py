"""The coins in which amounts are counted."""
from decimal import Decimal

# Of all other currencies that Amazon's marketplaces have, it is a cent.
_SMALLEST = {'JPY': Decimal(1)}
_CENT = Decimal('0.01')


def smallest_coin(currency):
    """Return the smallest coin of a currency.

    :param str currency: a code of ISO 4217.
    :rtype: Decimal
    """
    return _SMALLEST.get(currency, _CENT)


def in_coins(amount, currency):
    """Return the same amount with the decimals of its currency; with more, if it needs them.

    Amazon leaves out last zeros, or writes too many. Parts of an amount are rounded to its
    decimals, and there are no parts of a coin.

    :param Decimal amount: any.
    :param str currency: a code of ISO 4217.
    :rtype: Decimal
    """
    counted = amount.quantize(smallest_coin(currency))
    return counted if counted == amount else amount
