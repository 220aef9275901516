"""Read what nothing depends on: it must not keep a sales order from being made."""
from .fields import Fields, Unreadable
from .texts import MAX_PARAGRAPH, MAX_TEXT, clean_line


class LenientFields(Fields):
    """An object of Amazon's JSON: what is unreadable is as good as absent.

    This goes for all that may be absent: sections, texts, flags, numbers, times and amounts. What
    is required raises `Unreadable` here, too: then the part that requires it is left out, see
    `readable`.
    """

    def __init__(self, value, name):
        super().__init__(value if isinstance(value, dict) else None, name)

    @classmethod
    def of(cls, fields):
        """Return the same object, to be read with leniency.

        :param Fields fields: an object that was strictly read so far.
        :rtype: LenientFields
        """
        return cls(fields._value, fields.name)

    def sections(self, key, name, each=None):
        values = [value for value in self._list(key) or [] if isinstance(value, dict)]
        return [type(self)(value, (each or name).format(n)) for n, value in enumerate(values, 1)]

    def text(self, key, label, limit=MAX_TEXT):
        return attempt(super().text, key, label, limit) or ''

    def paragraph(self, key, label, limit=MAX_PARAGRAPH):
        return attempt(super().paragraph, key, label, limit) or ''

    def flag(self, key, label):
        return attempt(super().flag, key, label) or False

    def count(self, key, label):
        return attempt(super().count, key, label)

    def texts(self, key):
        """Return the texts listed under a key.

        :rtype: tuple[str]
        """
        texts = [value for value in self._list(key) or [] if isinstance(value, str)]
        return tuple(filter(None, (clean_line(text) for text in texts if len(text) <= MAX_TEXT)))

    def time(self, key, label):
        return attempt(super().time, key, label)

    def amount(self, key, label, currency):
        return attempt(super().amount, key, label, currency)

    def number(self, key, label):
        return attempt(super().number, key, label)

    def price(self, key, label, currency):
        return attempt(super().price, key, label, currency)


def attempt(read, *args):
    """Return what is read, or None if it is unreadable.

    :param callable read: reads something out of its arguments.
    """
    try:
        return read(*args)
    except Unreadable:
        return None


def readable(read, parts):
    """Return what is read of each part, without the parts that are unreadable.

    :param callable read: reads something out of a part.
    :param list[LenientFields] parts: objects of Amazon's JSON.
    :rtype: tuple
    """
    values = (attempt(read, part) for part in parts)
    return tuple(value for value in values if value is not None)
