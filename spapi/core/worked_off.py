"""What Amazon works off in its own time: feeds and reports are asked for in the same way."""
import math
import re

from .errors import Rejected, Unavailable
from .fields import Fields, Unreadable

# `processingStatus` in the models feeds_2021-06-30.json and reports_2021-06-30.json of
# https://github.com/amzn/selling-partner-api-models, in lower case
STATUSES = frozenset({'in_queue', 'in_progress', 'done', 'cancelled', 'fatal'})
MAX_PER_PAGE = 100
# As many calls as Amazon allows in a row.
_MAX_PAGES = 10
# What Amazon's references of feeds, reports and their documents look like, and some more:
# 50039018869, amzn1.tortuga.4.eu.…
_REF = re.compile(r'[A-Za-z0-9][A-Za-z0-9._-]{0,199}')


def check_ref(text):
    """Return a reference of Amazon's, which becomes a part of a URL.

    :raise Unreadable: if it does not look like one.
    """
    if not _REF.fullmatch(text):
        raise Unreadable("This is not a reference of Amazon's.")
    return text


def check_own_ref(ref):
    """Check a reference that Amazon is asked for.

    :param str ref: as it was kept.
    :raise Rejected: if it does not look like one: Amazon is not asked.
    """
    try:
        check_ref(ref)
    except Unreadable as error:
        raise Rejected('InvalidInput', str(error)) from None


def read_new_ref(answer, key):
    """Return the reference of what Amazon has made.

    :param dict answer: Amazon's.
    :param str key: where it stands.
    :rtype: str
    :raise Unavailable: if there is none.
    """
    try:
        return check_ref(Fields(answer, "the answer").required_text(key, "reference"))
    except Unreadable as error:
        raise Unavailable(f"Amazon's answer is not usable. {error}") from None


def read_status(fields):
    """Return how far Amazon is.

    :param Fields fields: Amazon's `Feed` or `Report`.
    :return: one of `STATUSES`.
    :rtype: str
    :raise Unreadable: if it is another one.
    """
    status = fields.required_text('processingStatus', "status").lower()
    if status not in STATUSES:
        raise Unreadable(f"The status of {fields.name} is not one that Amazon documents.")
    return status


def read_document_ref(fields, key):
    """Return what a document is downloaded with; '' if there is none.

    :param Fields fields: Amazon's `Feed` or `Report`.
    :param str key: where it stands.
    :rtype: str
    :raise Unreadable: if it does not look like a reference.
    """
    text = fields.text(key, "document")
    return check_ref(text) if text else ''


def read_one(read, value):
    """Return what Amazon says of a feed or a report.

    :param callable read: reads it, and raises `Unreadable`.
    :param value: Amazon's `Feed` or `Report`: JSON that was read.
    :raise Unavailable: if it is not as in Amazon's model.
    """
    try:
        return read(value)
    except Unreadable as error:
        raise Unavailable(f"Amazon's answer is not usable. {error}") from None


def read_all_pages(ask, params):
    """Yield all that Amazon lists, page by page.

    :param callable ask: given parameters, it returns what is on a page, and its `read_next_token`.
    :param dict params: what the first page is asked for with.
    :raise Unavailable: if the list does not end.
    """
    for _page in range(_MAX_PAGES):
        values, token = ask(params)
        yield from values
        if not token:
            return
        params = {'nextToken': token}  # Amazon takes nothing beside it.
    # To leave some out would be to say that they do not exist.
    raise Unavailable("Amazon lists too many to read them all.")


def read_next_token(answer):
    """Return what the next page is asked for with; '' on the last one.

    :param dict answer: Amazon's.
    :rtype: str
    :raise Unavailable: if it is unreadable.
    """
    try:
        return Fields(answer, "the page").text('nextToken', "next token", limit=math.inf)
    except Unreadable:
        raise Unavailable("Amazon's answer does not say which page comes next.") from None
