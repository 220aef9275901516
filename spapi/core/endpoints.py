from dataclasses import dataclass
from urllib.parse import urlsplit

from . import const
from .urls import check_url, is_loopback


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

    @property
    def is_on_this_machine(self):
        """Return whether one of the URLs leads to this very machine."""
        return any(self._are_loopback())

    @property
    def is_elsewhere(self):
        """Return whether one of the URLs leads to another machine."""
        return not all(self._are_loopback())

    def _are_loopback(self):
        return [is_loopback(urlsplit(url).hostname) for url in (self.api_url, self.lwa_url)]


def _regional(url, region):
    if region not in const.REGIONS:
        raise ValueError(f"Amazon has no region {region!r}.")
    return url.format(region=region)


def _check(url):
    check_url(url)
    if urlsplit(url).query:
        raise ValueError("The URL must have no query.")
