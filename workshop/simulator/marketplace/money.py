from decimal import ROUND_HALF_UP, Decimal

_DECIMALS = {'JPY': 0, **dict.fromkeys(('BHD', 'JOD', 'KWD', 'OMR', 'TND'), 3)}


def to_decimal(amount):
    """Return the amount as a Decimal; a float is read as it is printed (0.1 is 0.1).

    :param amount: A Decimal, str, int or float.
    :rtype: Decimal
    """
    return amount if isinstance(amount, Decimal) else Decimal(str(amount))


def round_money(amount, currency):
    """Return the amount rounded half up to the currency's digits.

    :param Decimal amount: The amount, in the currency.
    :param str currency: The ISO 4217 code.
    :rtype: Decimal
    """
    return amount.quantize(smallest_coin(currency), rounding=ROUND_HALF_UP)


def smallest_coin(currency):
    """Return the smallest amount that there is in a currency.

    :param str currency: The ISO 4217 code.
    :rtype: Decimal
    """
    return Decimal(1).scaleb(-_DECIMALS.get(currency, 2))


def money(amount, currency):
    """Return the amount as Amazon's `Money`: a string with the currency's digits, and its code.

    :param Decimal amount: The amount, in the currency.
    :param str currency: The ISO 4217 code.
    :rtype: dict
    """
    return {'amount': str(round_money(amount, currency)), 'currencyCode': currency}
