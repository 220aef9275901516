"""Names and numbers, however people spell them."""
import re
import unicodedata

# Of an order of Amazon's.
_ORDER_REF = re.compile(r'(?<!\d)(\d{3})[\s-]*(\d{7})[\s-]*(\d{7})(?!\d)', re.ASCII)


def folded(text):
    """Return what two spellings of a name or a number have in common: no case, no punctuation.

    :param text: a string; none is as good as an empty one.
    :rtype: str
    """
    return re.sub(r'[\W_]+', '', text or '').casefold()


def order_refs_in(text):
    """Return the references of orders that a text has, such as an address of Seller Central.

    Digits and hyphens may be of any kind, and what nobody sees may have come along.

    :param str text: anything.
    :return: as Amazon writes them, each once.
    :rtype: list[str]
    """
    plain = ''.join(map(_plain, unicodedata.normalize('NFKC', text)))
    return list(dict.fromkeys('-'.join(found) for found in _ORDER_REF.findall(plain)))


def _plain(character):
    category = unicodedata.category(character)
    if category == 'Pd':
        return '-'
    return '' if category == 'Cf' else character
