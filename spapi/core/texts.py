import unicodedata

# How many characters a text may have. No legitimate one comes near: Amazon's references have 19,
# its SKUs 40. A longer one is refused, for the database would refuse it later, with all that is
# written beside it: what is searched by is indexed, and an entry of a PostgreSQL index has room for
# 2704 bytes, some 670 characters of 4 bytes.
MAX_WORD = 40  # references of orders and marketplaces, statuses
MAX_VAT = 64
MAX_SKU = 255
MAX_TEXT = 500  # names, lines of addresses, all others
MAX_TITLE = 2000
MAX_PARAGRAPH = 5000  # gift messages
MAX_URL = 5000  # links that are signed

# Control characters and halves of surrogate pairs: no database and no label printer takes them.
_UNPRINTABLE = frozenset({'Cc', 'Cs'})
# These two are no characters, says Unicode: no XML takes them.
_NO_CHARACTERS = '\ufffe\uffff'


def clean_line(text):
    """Return the text without control characters, on one line. It is never cut.

    :param str text: what Amazon sent.
    :rtype: str
    """
    return ' '.join(clean_paragraph(text).split('\n')).strip()


def clean_paragraph(text):
    """Return the text without control characters other than its line breaks. It is never cut.

    :param str text: what Amazon sent.
    :rtype: str
    """
    lines = text.replace('\t', ' ').splitlines()
    return '\n'.join(''.join(filter(_is_printable, line)).rstrip() for line in lines).strip()


def _is_printable(character):
    if character in _NO_CHARACTERS:
        return False
    return unicodedata.category(character) not in _UNPRINTABLE
