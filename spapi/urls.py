import ipaddress
from urllib.parse import urlsplit


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
