"""Read what no sales order needs: it must not keep one from being made."""
from .fields import Fields, Unreadable
from .texts import MAX_TEXT, clean_line


class LenientFields(Fields):
    """An object of Amazon's JSON: what is unreadable is as good as absent.

    This goes for sections, texts and times. What is required raises `Unreadable` here, too: then
    the part that requires it is left out, see `readable`.
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

    def texts(self, key):
        """Return the texts listed under a key.

        :rtype: tuple[str]
        """
        texts = [value for value in self._list(key) or [] if isinstance(value, str)]
        return tuple(filter(None, (clean_line(text) for text in texts if len(text) <= MAX_TEXT)))

    def time(self, key, label):
        return attempt(super().time, key, label)


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
