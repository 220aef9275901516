"""E-mail addresses that Amazon makes up for its buyers, and texts that name recipients."""
import re

from odoo.tools.mail import email_normalize_all, email_split_and_format

MADE_BY_AMAZON = re.compile(r'@marketplace\.amazon\.[a-z.]+$')


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
