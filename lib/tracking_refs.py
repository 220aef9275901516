"""Tracking references as people type and paste them."""
import re
import unicodedata

# What people put between two references; Chinese keyboards have commas of their own.
_BETWEEN = re.compile(r'[,;\n\r\u2028\u2029，；、]')
# Nobody sees these: breaks, and characters of no width, such as the mark at the begin of a file.
_INVISIBLE = frozenset({'Cc', 'Cf', 'Cs', 'Zs', 'Zl', 'Zp'})
# Of the same kind, by the books letters or marks: fillers, joiners, what chooses a glyph.
_BLANK = re.compile('[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0]')

# What scanners read of labels that say more than the tracking reference, which is the group.
_BARCODES = [re.compile(pattern, re.ASCII) for pattern in (
    r'(?:96|1\d)\d{18}00(\d{12})',  # FedEx, Ground and Express: at the end
    r'%[\dA-Z]{7}(\d{14})\d{6}',  # DPD: between the postal code and service and country
)]
# USPS: behind the recipient's ZIP code, which is of two lengths, as the reference is.
_OF_USPS = [re.compile(pattern, re.ASCII) for pattern in (
    r'420\d{5}(9[1-5](?:\d{20}|\d{24}))', r'420\d{9}(9[1-5](?:\d{20}|\d{24}))',
)]


def clean_tracking_ref(text):
    """Return a tracking reference without what came along when it was pasted or scanned.

    That is blanks of any kind, also in the middle, and what nobody sees. Letters and digits of full
    width, as Chinese and Japanese keyboards have them, become ordinary ones. Of some carriers'
    barcodes, only a part is what they, and Amazon, know the parcel by.

    :param str text: one reference, or nothing.
    :rtype: str
    """
    text = unicodedata.normalize('NFKC', _BLANK.sub('', text or ''))
    ref = ''.join(
        character for character in text if unicodedata.category(character) not in _INVISIBLE
    )
    return _part_of_barcode(ref) or ref


def _part_of_barcode(text):
    parts = [found[1] for form in _BARCODES if (found := form.fullmatch(text))]
    parts += [
        found[1] for form in _OF_USPS if (found := form.fullmatch(text)) and _is_checked(found[1])
    ]
    return parts[0] if parts else ''


def _is_checked(digits):
    """Return whether the last digit is the one that GS1 has for those before it."""
    return not sum(
        int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits))
    ) % 10


def split_tracking_refs(text):
    """Return the tracking references of a field that may hold several, cleaned.

    :param str text: references with commas, semicolons or line breaks in between.
    :rtype: list[str]
    """
    return list(filter(None, map(clean_tracking_ref, _BETWEEN.split(text or ''))))
