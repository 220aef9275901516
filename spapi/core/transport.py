import os
import re
import ssl
import time
from dataclasses import dataclass, field, replace
from functools import lru_cache

import httpx

from . import const
from .errors import Unavailable, during

# How long to wait for a connection, for each part of an answer, and for the whole of it: a server
# that sends a byte now and then keeps within every timeout of a single read.
CONNECT_SECONDS = 10
READ_SECONDS = 30
MAX_SECONDS = 60
# A page of 100 orders has about 1 MiB. What is read of JSON or XML may take thirty times its size.
MAX_BYTES = 16 * 1024 * 1024

_REQUEST_ID = re.compile(r'[A-Za-z0-9+/=_.:-]{1,100}')


@dataclass(frozen=True)
class Answer:
    """What a server answered, not judged yet."""

    status: int
    headers: httpx.Headers = field(repr=False)
    body: bytes = field(repr=False, default=b'')

    @property
    def request_id(self):
        """Return Amazon's id of the answer; '' if it has none that looks like one.

        :rtype: str
        """
        ids = (self.headers.get(name, '') for name in const.REQUEST_ID_HEADERS)
        return next(filter(_REQUEST_ID.fullmatch, ids), '')


def _certificates(trust_env):
    files = os.environ.get('SSL_CERT_FILE'), os.environ.get('SSL_CERT_DIR')
    return _read_certificates(trust_env, *files)


@lru_cache(maxsize=4)
def _read_certificates(trust_env, *_files):
    """Read the certificates to trust, which takes longer than many a call, once for a process."""
    return httpx.create_ssl_context(trust_env=trust_env)


class Transport:
    """HTTP as Amazon is spoken to: in limited time and size, to nowhere else than asked.

    It stands in for the library's own transport, so `request` has the library's signature.
    """

    def __init__(self, endpoints, deadline):
        """
        :param Endpoints endpoints: where the requests will go.
        :param Deadline deadline: of all requests.
        :raise Unavailable: if the server's settings of proxies or certificates are not usable.
        """
        self._deadline = deadline
        self.is_on_this_machine = endpoints.is_on_this_machine
        # Secrets for this machine are not to be sent over the company's proxy.
        trust_env = not self.is_on_this_machine
        try:
            self._client = httpx.Client(
                follow_redirects=False, trust_env=trust_env, verify=_certificates(trust_env)
            )
        except (ImportError, OSError, ValueError, ssl.SSLError):
            raise Unavailable(
                "Amazon cannot be asked: the proxy or the certificates that the server's "
                "environment names cannot be used."
            ) from None

    def request(self, method, url, *, params=None, data=None, content=None, headers=None):
        """Send a request and return the whole answer, whatever its status.

        :rtype: Answer
        :raise Unavailable: if there is no complete answer, or no time left for one.
        """
        seconds = self._deadline.seconds_left(at_most=MAX_SECONDS)
        ends = time.monotonic() + seconds
        head = None
        try:
            with self._client.stream(
                method, url, params=params, data=data, content=content, headers=headers,
                timeout=_timeout(seconds),
            ) as response:
                head = Answer(response.status_code, response.headers)
                return replace(head, body=_read(response, ends))
        except httpx.TimeoutException:
            problem = "Amazon did not answer in time."
        except httpx.ConnectError:
            problem = "Amazon cannot be reached: no connection to its server."
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
            problem = "The connection to Amazon broke before its answer was complete."
        except Unavailable as error:
            problem = str(error)
        # Not where the error was caught: a traceback would show the request, with its secrets.
        with during('', head):
            raise Unavailable(problem)

    def close(self):
        """Close all connections."""
        self._client.close()


def _timeout(seconds):
    return httpx.Timeout(min(seconds, READ_SECONDS), connect=min(seconds, CONNECT_SECONDS))


def _read(response, ends):
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > MAX_BYTES:
            raise Unavailable("Amazon's answer is too large to be read.")
        if time.monotonic() > ends:
            raise Unavailable("Amazon did not complete its answer in time.")
    return bytes(body)
