from decimal import ROUND_HALF_UP, Decimal

ZERO_DECIMAL_CURRENCIES = {'JPY'}


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
    digits = 0 if currency in ZERO_DECIMAL_CURRENCIES else 2
    return amount.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def money(amount, currency):
    """Return the amount as Amazon's `Money`: a string with the currency's digits, and its code.

    :param Decimal amount: The amount, in the currency.
    :param str currency: The ISO 4217 code.
    :rtype: dict
    """
    return {'amount': str(round_money(amount, currency)), 'currencyCode': currency}
