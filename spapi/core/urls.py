import ipaddress
import re
from urllib.parse import urlsplit

# A name of the domain name system, and not an IP address however it is written: 127.1, 0x7f000001.
_PUBLIC_NAME = re.compile(r'([\w-]+\.)+[a-z][a-z0-9-]+\.?', re.ASCII | re.IGNORECASE)
_PRIVATE_DOMAINS = ('.internal', '.local', '.localhost', '.localdomain', '.home.arpa')


def check_url(url):
    """Check that secrets can be sent to a URL, or in it.

    :param str url: where a request is to go.
    :raise ValueError: if they would travel unencrypted, or if it is no URL; says why, and quotes
        nothing of it.
    """
    parts = urlsplit(url)
    if not (url.isascii() and url.isprintable() and parts.hostname) or ' ' in url:
        raise ValueError("This is not a URL such as https://sellingpartnerapi-eu.amazon.com.")
    if parts.username is not None or parts.fragment or parts.port == 0:
        raise ValueError("The URL must have no user name or fragment, and a real port.")
    if parts.scheme != 'https' and not (parts.scheme == 'http' and is_loopback(parts.hostname)):
        raise ValueError(
            "Secrets travel over https only; plain http is accepted for this very machine alone."
        )


def check_public_url(url):
    """Check that a URL which somebody else gave does not lead into the company's own network.

    There, who knows no password can do more than from outside. A public name that leads there all
    the same leads nowhere: it has no certificate.

    :param str url: where a request is to go, see `check_url`.
    :raise ValueError: if it may; quotes nothing of it.
    """
    host = urlsplit(url).hostname or ''
    if not _PUBLIC_NAME.fullmatch(host) or host.rstrip('.').endswith(_PRIVATE_DOMAINS):
        raise ValueError("The URL leads to no server that is known by a public name.")


def is_loopback(host):
    """Return whether a host is this very machine.

    :param str host: a name or an IP address.
    :rtype: bool
    """
    if host == 'localhost':
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
