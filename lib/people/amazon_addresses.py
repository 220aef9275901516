"""E-mail addresses that Amazon makes up for its buyers, and texts that name recipients."""
import re
from ast import literal_eval

from odoo.tools.mail import email_normalize_all, email_split_and_format

MADE_BY_AMAZON = re.compile(r'@marketplace\.amazon\.[a-z.]+$')

# Headers of an e-mail that make somebody a recipient
RECIPIENTS = ('to', 'cc', 'bcc')


def addresses_in(text):
    """Return the e-mail addresses in a text.

    :param str text: addresses with or without names, separated by commas; or nothing.
    :return: the addresses without names, in lower case.
    :rtype: set[str]
    """
    return set(email_normalize_all(text or ''))


def is_made_by_amazon(text):
    """Return whether Amazon made up an e-mail address, or one of several.

    :param str text: as `addresses_in` takes it.
    :rtype: bool
    """
    return any(MADE_BY_AMAZON.search(address) for address in addresses_in(text))


def without(text, addresses):
    """Return a text without some e-mail addresses; as it was, if none of them is there.

    :param str text: as `addresses_in` takes it.
    :param set[str] addresses: as `addresses_in` returns them.
    :rtype: str
    """
    if not addresses & addresses_in(text):
        return text
    return ', '.join(
        recipient for recipient in email_split_and_format(text)
        if not addresses & addresses_in(recipient)
    )


def addresses_in_headers(text):
    """Return the e-mail addresses that headers of an e-mail send it to.

    :param str text: a dictionary, as Odoo keeps it; or nothing. Odoo sends none that is unreadable.
    :rtype: set[str]
    """
    return set().union(*(
        addresses_in(value) for name, value in _headers(text).items() if _is_for_recipients(name)
    ))


def headers_without(text, addresses):
    """Return headers that send an e-mail to some addresses no longer; as they were, if none does.

    :param str text: as `addresses_in_headers` takes it.
    :param set[str] addresses: as `addresses_in` returns them.
    :rtype: str
    """
    if not addresses & addresses_in_headers(text):
        return text
    headers = {
        name: without(value, addresses) if _is_for_recipients(name) else value
        for name, value in _headers(text).items()
    }
    return repr({name: value for name, value in headers.items() if value})


def _headers(text):
    try:
        headers = literal_eval(text or '{}')
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return {}
    return headers if isinstance(headers, dict) else {}


def _is_for_recipients(name):
    return str(name).lower() in RECIPIENTS
