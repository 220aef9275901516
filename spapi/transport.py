import ssl
import time
from dataclasses import dataclass, field

import httpx

from .errors import Unavailable

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
# A server that sends a byte now and then keeps within every timeout of a single read.
MAX_SECONDS = 90
# A page of 100 orders has about 1 MiB.
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What a server answered, not judged yet."""

    status: int
    headers: httpx.Headers = field(repr=False)
    body: bytes = field(repr=False)


class Transport:
    """HTTP as Amazon is spoken to: in limited time and size, to nowhere else than asked.

    It stands in for the library's own transport, so `request` has the library's signature.
    """

    def __init__(self, endpoints, timeout=TIMEOUT):
        """
        :param Endpoints endpoints: where the requests will go.
        :param httpx.Timeout timeout: how long to wait for a connection, and for each part of an
            answer.
        :raise Unavailable: if the server's settings of proxies or certificates are not usable.
        """
        try:
            self._client = httpx.Client(
                timeout=timeout,
                follow_redirects=False,
                # Secrets for this machine are not to be sent over the company's proxy.
                trust_env=not endpoints.is_on_this_machine,
            )
        except (ImportError, OSError, ValueError, ssl.SSLError):
            raise Unavailable(
                "Amazon cannot be asked: the proxy or the certificates that the server's "
                "environment names cannot be used."
            ) from None

    def request(self, method, url, *, params=None, data=None, content=None, headers=None):
        """Send a request and return the whole answer, whatever its status.

        :rtype: Answer
        :raise Unavailable: if there is no complete answer.
        """
        try:
            with self._client.stream(
                method, url, params=params, data=data, content=content, headers=headers
            ) as response:
                return Answer(response.status_code, response.headers, _read(response))
        except httpx.TimeoutException:
            problem = "Amazon did not answer in time."
        except httpx.ConnectError:
            problem = "Amazon cannot be reached: no connection to its server."
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
            problem = "The connection to Amazon broke before its answer was complete."
        # Not where the error was caught: a traceback would show the request, with its secrets.
        raise Unavailable(problem)

    def close(self):
        """Close all connections."""
        self._client.close()


def _read(response):
    deadline = time.monotonic() + MAX_SECONDS
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > MAX_BYTES:
            raise Unavailable("Amazon's answer is too large to be read.")
        if time.monotonic() > deadline:
            raise Unavailable("Amazon did not complete its answer in time.")
    return bytes(body)
