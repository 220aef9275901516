import decimal
import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from .coins import in_coins
from .texts import MAX_PARAGRAPH, MAX_TEXT, clean_line, clean_paragraph
from .times import now, read_time

# RFC 7159, section 6, which Amazon's `Decimal` follows. (Python's own reading takes more.)
_NUMBER = re.compile(r'-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?')
_CURRENCY = re.compile(r'[A-Z]{3}')
_MAX_AMOUNT = 10**12
_MAX_DECIMALS = 6
_MAX_COUNT = 1_000_000
# Amazon opened in July 1995.
_EARLIEST = datetime(1995, 1, 1, tzinfo=timezone.utc)
_FARTHEST = timedelta(days=3653)


class Unreadable(ValueError):
    """A part of Amazon's JSON is not as in its model. The sentence says which, and quotes none."""


class Fields:
    """An object of Amazon's JSON, read strictly.

    What is absent or null is empty; what is there must be of the model's type and sensible, or it
    is `Unreadable`. See `LenientFields` for what nothing depends on.
    """

    def __init__(self, value, name):
        """
        :param dict | None value: the JSON object.
        :param str name: what people call it, such as "the order".
        :raise Unreadable: if it is not an object.
        """
        if not isinstance(value, dict | None):
            raise Unreadable(f"What Amazon says of {name} is not readable.")
        self.name = name
        self._value = value or {}

    def __contains__(self, key):
        return self._value.get(key) is not None

    def names(self, limit):
        """Return the keys that something is said under, where any key may come.

        :param int limit: how many characters they may have; longer ones are left out.
        :rtype: list[str]
        """
        names = [key for key, value in self._value.items() if value and len(key) <= limit]
        return [name for name in names if clean_line(name) == name]

    def section(self, key, name=None):
        """Return the object under a key; an empty one if there is none.

        :rtype: Fields
        """
        return type(self)(self._value.get(key), name or self.name)

    def sections(self, key, name, each=None):
        """Return the objects listed under a key.

        :param str name: what people call them, such as "the items of the order".
        :param str each: what people call one of them, such as "item {}"; the same, if not given.
        :rtype: list[Fields]
        """
        values = self._list(key)
        if values is None or None in values:
            raise Unreadable(f"What Amazon says of {name} is not readable.")
        return [Fields(value, (each or name).format(n)) for n, value in enumerate(values, 1)]

    def text(self, key, label, limit=MAX_TEXT):
        """Return the text under a key, on one line; '' if there is none.

        :param int limit: how many characters it may have.
        :rtype: str
        """
        return clean_line(self._text(key, label, limit))

    def paragraph(self, key, label, limit=MAX_PARAGRAPH):
        """Return the text under a key with its line breaks; '' if there is none.

        :param int limit: how many characters it may have.
        :rtype: str
        """
        return clean_paragraph(self._text(key, label, limit))

    def required_text(self, key, label, limit=MAX_TEXT):
        """Return the text under a key, which must be there.

        :param int limit: how many characters it may have.
        :rtype: str
        """
        return self._required(self.text(key, label, limit), label)

    def flag(self, key, label):
        """Return the truth value under a key; False if there is none.

        :rtype: bool
        """
        value = self._value.get(key)
        if not isinstance(value, bool | None):
            raise self._unreadable(label)
        return bool(value)

    def count(self, key, label):
        """Return the number of pieces under a key, or None if there is none.

        :rtype: int | None
        """
        value = self._value.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            raise Unreadable(f"The {label} of {self.name} is not a whole number.")
        if not 0 <= value <= _MAX_COUNT:
            raise Unreadable(f"The {label} of {self.name} is negative or absurdly large.")
        return value

    def required_count(self, key, label):
        """Return the number of pieces under a key, which must be there.

        :rtype: int
        """
        return self._required(self.count(key, label), label)

    def time(self, key, label):
        """Return the time under a key, or None if there is none.

        :rtype: datetime (aware UTC) | None
        """
        text = self._text(key, label, MAX_TEXT)
        if not text:
            return None
        try:
            time = read_time(text)
        except ValueError:
            raise Unreadable(f"The {label} of {self.name} is not a date and time.") from None
        if not _EARLIEST <= time <= now() + _FARTHEST:
            raise Unreadable(f"The {label} of {self.name} is absurd: {time.date()}.")
        return time

    def required_time(self, key, label):
        """Return the time under a key, which must be there.

        :rtype: datetime (aware UTC)
        """
        return self._required(self.time(key, label), label)

    def currency(self, key, label):
        """Return the currency of the money under a key, which must be there.

        :return: a code of ISO 4217.
        :rtype: str
        """
        if key not in self:
            raise self._missing(label)
        currency = self.section(key).text('currencyCode', f"currency of the {label}")
        if not _CURRENCY.fullmatch(currency):
            raise Unreadable(f"The currency of the {label} of {self.name} is not readable.")
        return currency

    def amount(self, key, label, currency):
        """Return the amount of the money under a key, or None if there is none.

        :param str currency: the only currency it may have.
        :return: with the decimals of its currency, at least.
        :rtype: Decimal | None
        """
        if key not in self:
            return None
        if self.currency(key, label) != currency:
            raise Unreadable(f"The {label} of {self.name} is not in {currency} as the total is.")
        return in_coins(self.section(key)._decimal(label), currency)

    def price(self, key, label, currency):
        """Return the amount of the money under a key, which can't be negative; None if absent.

        :param str currency: the only currency it may have.
        :rtype: Decimal | None
        """
        amount = self.amount(key, label, currency)
        if amount is not None and amount < 0:
            raise Unreadable(f"The {label} of {self.name} is negative.")
        return amount

    def number(self, key, label):
        """Return the number under a key, or None if there is none.

        :rtype: Decimal | None
        """
        return self._decimal(label, key) if key in self else None

    def _decimal(self, label, key='amount'):
        value = self._value.get(key)
        # Amazon's model says text; a number is as good if it was not cut to a float.
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not _NUMBER.fullmatch(value):
            raise Unreadable(f"The {label} of {self.name} is not an amount.")
        try:
            amount = Decimal(value)
            is_sensible = abs(amount) < _MAX_AMOUNT and amount == round(amount, _MAX_DECIMALS)
        except decimal.DecimalException:
            is_sensible = False
        if not is_sensible:
            raise Unreadable(f"The {label} of {self.name} is absurdly large or precise.")
        return amount

    def _text(self, key, label, limit):
        value = self._value.get(key)
        if not isinstance(value, str | None):
            raise self._unreadable(label)
        if value and len(value) > limit:
            raise Unreadable(f"The {label} of {self.name} is longer than {limit} characters.")
        return value or ''

    def _list(self, key):
        """Return the list under a key, an empty one if there is none, None if it is no list."""
        value = self._value.get(key)
        if value is None:
            return []
        return value if isinstance(value, list) else None

    def _required(self, value, label):
        if value is None or value == '':
            raise self._missing(label)
        return value

    def _missing(self, label):
        return Unreadable(f"The {label} of {self.name} is missing.")

    def _unreadable(self, label):
        return Unreadable(f"The {label} of {self.name} is not readable.")
