"""The client library's wrapper, linked to an Amazon that answers what it is told."""
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

from ...spapi import Credentials, Endpoints, SellingPartner
from ..simulator import serve
from .hostile_amazon import HostileAmazon
from .kinds import US


class NoLimits:
    """A limiter that lets every call pass: it is not Amazon that is asked."""

    def acquire(self, operation):
        """Take no note of the call."""

    def learn(self, operation, rate):
        """Take no note of the rate."""

    def exhausted(self, operation):
        """Return when the next call may be made.

        :rtype: datetime.datetime
        """
        return datetime.now(timezone.utc) + timedelta(minutes=1)


class FuzzedPartner:
    """Both ends of the wire.

    :param HostileAmazon server: what is asked.
    :param str url: where that is.
    :param SellingPartner client: what asks.
    """

    def __init__(self, server, url, client):
        self.server = server
        self.url = url
        self.client = client


@contextmanager
def fuzzed_partner():
    """Give both ends of a wire, over HTTP, on this machine.

    :rtype: FuzzedPartner
    """
    server = HostileAmazon()
    with serve(server) as url, SellingPartner(
        Credentials('amzn1.application-oa2-client.fuzz', 'secret', 'Atzr|fuzz'),
        Endpoints(url, f'{url}/auth/o2/token'), US, NoLimits(),
    ) as client:
        yield FuzzedPartner(server, url, client)
