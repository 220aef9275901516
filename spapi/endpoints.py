import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from . import const


@dataclass(frozen=True)
class Endpoints:
    """Where Amazon is asked.

    See https://developer-docs.amazon.com/sp-api/docs/sp-api-endpoints. A token URL without a path
    gets Amazon's.

    :raise ValueError: if secrets would travel unencrypted, or if it is no base URL; says why.
    """

    api_url: str
    lwa_url: str

    def __post_init__(self):
        for url in (self.api_url, self.lwa_url):
            _check(url)
        object.__setattr__(self, 'api_url', self.api_url.rstrip('/'))
        if not urlsplit(self.lwa_url).path.strip('/'):
            path = urlsplit(const.LWA_URL).path
            object.__setattr__(self, 'lwa_url', self.lwa_url.rstrip('/') + path)

    @classmethod
    def production(cls, region):
        """Return Amazon's servers for a region.

        :param str region: 'na', 'eu' or 'fe'.
        :rtype: Endpoints
        """
        return cls(_regional(const.PRODUCTION_URL, region), const.LWA_URL)

    @classmethod
    def sandbox(cls, region):
        """Return Amazon's sandbox for a region. Its access tokens come from production.

        :param str region: 'na', 'eu' or 'fe'.
        :rtype: Endpoints
        """
        return cls(_regional(const.SANDBOX_URL, region), const.LWA_URL)

    @property
    def is_on_this_machine(self):
        """Return whether one of the URLs leads to this very machine."""
        return any(_is_loopback(urlsplit(url).hostname) for url in (self.api_url, self.lwa_url))


def _regional(url, region):
    if region not in const.REGIONS:
        raise ValueError(f"Amazon has no region {region!r}.")
    return url.format(region=region)


def _check(url):
    parts = urlsplit(url)
    if not (url.isascii() and url.isprintable() and parts.hostname) or ' ' in url:
        raise ValueError("This is not a URL such as https://sellingpartnerapi-eu.amazon.com.")
    if parts.username is not None or parts.query or parts.fragment or parts.port == 0:
        raise ValueError("The URL must have no user name, query or fragment, and a real port.")
    if parts.scheme != 'https' and not (parts.scheme == 'http' and _is_loopback(parts.hostname)):
        raise ValueError(
            "Secrets travel over https only; plain http is accepted for this very machine alone."
        )


def _is_loopback(host):
    if host == 'localhost':
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
