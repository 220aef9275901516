"""Amazon's references of orders, as people type and paste them."""
import re
import unicodedata

_REF = re.compile(r'(?<!\d)(\d{3})[\s-]*(\d{7})[\s-]*(\d{7})(?!\d)', re.ASCII)


def order_refs_in(text):
    """Return the references of orders that a text has, such as an address of Seller Central.

    Digits and hyphens may be of any kind, and what nobody sees may have come along.

    :param str text: anything.
    :return: as Amazon writes them, each once.
    :rtype: list[str]
    """
    plain = ''.join(map(_plain, unicodedata.normalize('NFKC', text)))
    return list(dict.fromkeys('-'.join(found) for found in _REF.findall(plain)))


def _plain(character):
    category = unicodedata.category(character)
    if category == 'Pd':
        return '-'
    return '' if category == 'Cf' else character
