import unicodedata

# Control characters and halves of surrogate pairs: no database and no label printer takes them.
_UNPRINTABLE = frozenset({'Cc', 'Cs'})


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
    return unicodedata.category(character) not in _UNPRINTABLE
