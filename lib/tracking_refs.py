"""Tracking references as people type and paste them."""
import re
import unicodedata

# What people put between two references; Chinese keyboards have commas of their own.
_BETWEEN = re.compile(r'[,;\n\r\u2028\u2029，；、]')
# Nobody sees these: breaks, and characters of no width, such as the mark at the begin of a file.
_INVISIBLE = frozenset({'Cc', 'Cf', 'Cs', 'Zs', 'Zl', 'Zp'})
# Of the same kind, by the books letters or marks: fillers, joiners, what chooses a glyph.
_BLANK = re.compile('[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0]')


def clean_tracking_ref(text):
    """Return a tracking reference without what came along when it was pasted.

    That is blanks of any kind, also in the middle, and what nobody sees. Letters and digits of full
    width, as Chinese and Japanese keyboards have them, become ordinary ones.

    :param str text: one reference, or nothing.
    :rtype: str
    """
    text = unicodedata.normalize('NFKC', _BLANK.sub('', text or ''))
    return ''.join(
        character for character in text if unicodedata.category(character) not in _INVISIBLE
    )


def split_tracking_refs(text):
    """Return the tracking references of a field that may hold several, cleaned.

    :param str text: references with commas, semicolons or line breaks in between.
    :rtype: list[str]
    """
    return list(filter(None, map(clean_tracking_ref, _BETWEEN.split(text or ''))))
