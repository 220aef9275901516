"""What people copy from Seller Central: by its form, it is known if it was pasted elsewhere."""
import re
import unicodedata
from dataclasses import dataclass

CLIENT_ID = 'client_id'
CLIENT_SECRET = 'client_secret'
REFRESH_TOKEN = 'refresh_token'
SELLER_REF = 'seller_ref'
APPLICATION_ID = 'application_id'
# What is asked for, by the name of the field.
ASKED = (CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, SELLER_REF)

# What is wrong with something that is not recognised as anything else.
IN_PIECES = 'in_pieces'
SEVERAL = 'several'
MALFORMED = 'malformed'


@dataclass(frozen=True)
class Form:
    """What something looks like.

    :param str start: how it begins, a pattern; it begins nothing else.
    :param str rest: the characters that follow, a pattern of one.
    :param int length: how many of these there are; None, if that differs.
    """

    start: str
    rest: str
    length: int | None = None

    @property
    def begins(self):
        """Return the pattern by which it is found."""
        return re.compile(self.start)

    def is_whole(self, text):
        """Return whether a text is it, with nothing missing; never, if nobody knows its length."""
        return self.length is not None and bool(
            re.fullmatch(f'(?:{self.start})(?:{self.rest}){{{self.length}}}', text))


_TOKEN = r'[\w|+/=.-]'
_NAME = r'[\w.-]'
# https://developer-docs.amazon.com/sp-api/docs/viewing-your-application-information-and-credentials
FORMS = {
    CLIENT_ID: Form(r'amzn1\.application-oa2-client\.', _NAME, 32),
    CLIENT_SECRET: Form(r'amzn1\.oa2-cs\.v\d\.', _NAME, 64),
    REFRESH_TOKEN: Form(r'Atzr\|', _TOKEN),
    APPLICATION_ID: Form(r'amzn1\.(?:sp\.solution|sellerapps\.app)\.', _NAME, 36),
    'access_token': Form(r'At[zn]a\|', _TOKEN),
    'mws_token': Form(r'amzn\.mws\.', _NAME, 36),
    'aws_key': Form(r'AKIA(?=[0-9A-Z]{16}\b)', r'[0-9A-Z]', 16),
    'aws_role': Form(r'arn:aws:iam::', r'[\w:/+=,.@-]'),
}
# What is known only if there is nothing else in the field.
_ALONE = {
    CLIENT_SECRET: re.compile(r'[0-9a-f]{64}'),  # secrets of before 2022
    # Without a digit, and short, it is the name of a shop.
    SELLER_REF: re.compile(r'A(?=[A-Z]*\d|[A-Z]{9})[0-9A-Z]{5,19}'),
    'developer_id': re.compile(r'\d{4}-?\d{4}-?\d{4}'),
}
_QUOTES = '"\'`“”„‘’«»'
# Blanks that take no room, and marks of direction and byte order.
_INVISIBLE = re.compile('[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]')
# Where a page shows only a part of it.
_CUT = re.compile(r'…|\.\.\.|\*\*|••')
# As addresses and JSON write the line within a token.
_ESCAPED_LINE = re.compile(r'(?<=\bAt[zn][ar])(?:%|\\u00)7c', re.IGNORECASE)
# A merchant token with words around it: as long as they are, and with digits.
_SELLER_REF_WITHIN = re.compile(r'\b(?<![-.%])A(?=[A-Z]*\d)[0-9A-Z]{11,15}\b', re.ASCII)
_PLAIN_WORD = re.compile(r'[A-Z]?[a-z]{1,12}|[A-Z]{1,12}')


@dataclass(frozen=True)
class Pasted:
    """What was pasted into a field.

    :param str value: it, without what was copied along with it.
    :param str mistake: what it is instead, a key of `FORMS` or 'developer_id'; or `IN_PIECES`,
        `SEVERAL` or `MALFORMED`; '' if nothing speaks against it.
    """

    value: str
    mistake: str = ''


def read(asked, text):
    """Return what was pasted into a field, without labels, quotes and blanks.

    What is not recognised is left to Amazon to judge: forms change.

    :param str asked: what the field asks for, one of `ASKED`, or `APPLICATION_ID`.
    :param str text: what is in it.
    :rtype: Pasted
    """
    text = unicodedata.normalize('NFKC', _INVISIBLE.sub('', text or '')).strip()
    text = _ESCAPED_LINE.sub('|', text)
    bare = _bare(text)
    found = _found_in(text)
    if asked in found:
        return _taken(FORMS[asked], text)
    if found:
        return Pasted(bare, next(iter(found)))
    alone = {kind for kind, pattern in _ALONE.items() if pattern.fullmatch(bare)}
    if asked == SELLER_REF:
        return _seller_ref(text, bare, alone)
    if alone and asked not in alone:
        return Pasted(bare, alone.pop())
    return Pasted(bare)


def _bare(text):
    """Return a text without the blanks and the punctuation around it, and without a label."""
    text = text.rpartition(': ')[2] if ': ' in text else text
    return text.strip(f' \t\r\n,;{_QUOTES}')


def _found_in(text):
    """Return what begins in a text, in its order; each kind once."""
    places = {
        kind: found.start() for kind, form in FORMS.items() if (found := form.begins.search(text))
    }
    return dict(sorted(places.items(), key=lambda item: item[1]))


def _taken(form, text):
    """Return what is asked for, out of all that was copied along with it."""
    parts = [part for part in _parts(text) if form.begins.match(part)]
    if any(_CUT.search(part) for part in parts):
        return Pasted(_bare(text), IN_PIECES)
    first, *others = pieces = _pieces(form, parts[0])
    if any(_pieces(form, part)[0] != first for part in parts):
        return Pasted(_bare(text), SEVERAL)
    if form.is_whole(first) or not others:
        return Pasted(first)
    whole = ''.join(pieces)
    if form.is_whole(whole) or form.length is None and _is_broken_line(others):
        return Pasted(whole)
    return Pasted(_bare(text), IN_PIECES)


def _parts(text):
    """Return a text in parts, each of which begins with something that has a form."""
    starts = sorted(
        found.start() for form in FORMS.values() for found in form.begins.finditer(text)
    )
    return [text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _pieces(form, part):
    """Return the pieces of a part that may belong together: up to what cannot belong to it."""
    start = form.begins.match(part).group()
    pieces = []
    for piece in part[len(start):].split():
        fitting = re.match(f'(?:{form.rest})*', piece).group()
        if fitting:
            pieces.append(fitting)
        if fitting != piece:
            break
    first, *others = pieces or ['']
    return [start + first, *others]


def _is_broken_line(others):
    """Return whether pieces are the rest of a long line, and no words that follow it."""
    return not any(_PLAIN_WORD.fullmatch(piece) for piece in others)


def _seller_ref(text, bare, alone):
    if not bare:
        return Pasted('')
    if SELLER_REF in alone:
        return Pasted(bare)
    if not alone:
        # A name in small letters would have no digit.
        if any(map(str.isdigit, bare)) and _ALONE[SELLER_REF].fullmatch(bare.upper()):
            return Pasted(bare.upper())
        within = set(_SELLER_REF_WITHIN.findall(text))
        if len(within) == 1:
            return Pasted(within.pop())
    return Pasted(bare, next(iter(alone), MALFORMED))
