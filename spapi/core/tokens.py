"""Access tokens of Login with Amazon.

See https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api.
"""
import threading
import time
from dataclasses import dataclass, field

from . import const
from .answers import read_json
from .errors import Rejected, Unauthorized, Unavailable, during
from .transport import MAX_SECONDS

# Amazon's tokens last an hour. One is not used in its last minute: it may take that long to arrive.
LIFETIME = 3600
MARGIN = 60

# What errors call the request for a token: it is no operation with a name of Amazon's.
OPERATION = 'token'

# The errors of OAuth (RFC 6749, section 5.2): why there is no token for these credentials.
_UNAUTHORIZED = frozenset({'invalid_client', 'unauthorized_client', 'invalid_grant'})
_OTHER_REFUSALS = frozenset({'invalid_request', 'invalid_scope', 'unsupported_grant_type'})


@dataclass(frozen=True)
class AccessToken:
    """What Amazon wants to see with each call.

    :param float expires: when it must no longer be used (POSIX time).
    :param bool is_fresh: whether it was asked for just now, rather than found in the cache.
    """

    value: str = field(repr=False)
    expires: float
    is_fresh: bool = field(default=False, compare=False)


class TokenCache:
    """The access tokens of a process, by a digest of all that they depend on. Thread-safe."""

    def __init__(self):
        self._lock = threading.Lock()
        self._tokens = {}
        self._locks = {}

    def get(self, digest, ask, patience):
        """Return a token that is good still; ask for one, once for all threads, if there is none.

        :param str digest: of the credentials.
        :param callable ask: returns a new token.
        :param float patience: how many seconds to wait while another thread asks.
        :rtype: AccessToken
        :raise Unavailable: if that takes longer.
        """
        with self._lock:
            lock = self._locks.setdefault(digest, threading.Lock())
        if not lock.acquire(timeout=patience):
            raise Unavailable("Login with Amazon did not answer another job in time.")
        try:
            return self._good_token(digest) or self._new_token(digest, ask)
        finally:
            lock.release()

    def forget(self, digest, token=None):
        """Let go of a token.

        :param str digest: of the credentials.
        :param AccessToken token: only if it is this one; another thread may have got a new one.
        """
        with self._lock:
            if token is None or self._tokens.get(digest) == token:
                self._tokens.pop(digest, None)

    def _good_token(self, digest):
        token = self._tokens.get(digest)
        return token if token and token.expires > time.time() else None

    def _new_token(self, digest, ask):
        token = ask()
        now = time.time()
        with self._lock:
            self._tokens[digest] = token
            self._tokens = {key: kept for key, kept in self._tokens.items() if kept.expires > now}
        return AccessToken(token.value, token.expires, is_fresh=True)


CACHE = TokenCache()


class AccessTokens:
    """The access tokens that credentials give a right to."""

    def __init__(self, credentials, lwa_url, transport, deadline):
        """
        :param Credentials credentials: who asks.
        :param str lwa_url: where tokens come from.
        :param Transport transport: what sends the requests.
        :param Deadline deadline: of the requests that the tokens are for.
        """
        self._credentials = credentials
        self._lwa_url = lwa_url
        self._transport = transport
        self._deadline = deadline
        self._digest = credentials.digest(lwa_url)

    def get(self):
        """Return a token, of the process's cache if possible.

        :rtype: AccessToken
        :raise Unauthorized: 'invalid_client', 'unauthorized_client' or 'invalid_grant'.
        :raise Unavailable: if Login with Amazon gives no answer that can be used, or no time is
            left.
        :raise Rejected: if it refuses the request for another reason.
        """
        with during(OPERATION):
            patience = self._deadline.seconds_left(at_most=MAX_SECONDS)
            return CACHE.get(self._digest, self._ask, patience)

    def forget(self, token=None):
        """Let go of the cached token.

        :param AccessToken token: only if it is this one.
        """
        CACHE.forget(self._digest, token)

    def _ask(self):
        credentials = self._credentials
        content = ask_login_with_amazon(self._transport, self._lwa_url, {
            'grant_type': 'refresh_token',
            'client_id': credentials.client_id,
            'client_secret': credentials.client_secret,
            'refresh_token': credentials.refresh_token,
        })
        return AccessToken(_value(content), time.time() + _lifetime(content))


def ask_login_with_amazon(transport, lwa_url, form):
    """Ask for tokens.

    :param Transport transport: what sends the request.
    :param str lwa_url: where tokens come from.
    :param dict form: what is asked for, and who asks.
    :return: the content of a good answer.
    :rtype: dict
    :raise AmazonError: see `AccessTokens.get`.
    """
    answer = transport.request(
        'POST', lwa_url, data=form,
        headers={'user-agent': const.USER_AGENT, 'accept': 'application/json'},
    )
    with during(OPERATION, answer):
        content = _read(answer)
        if answer.status != 200:
            raise _refusal(content.get('error'), content.get('error_description'))
        return content


def _read(answer):
    if answer.status != 200 and not 400 <= answer.status < 429:
        raise Unavailable(
            f"Login with Amazon is not available at the moment (HTTP {answer.status})."
        )
    content = read_json(answer.body)
    if not isinstance(content, dict):
        raise Unavailable("Login with Amazon's answer is not readable.")
    return content


def _refusal(code, description):
    """Return the error that stands for one of OAuth's."""
    if not isinstance(code, str):
        return Unavailable("Login with Amazon's answer is not readable.")
    if code == 'invalid_request':
        code = _reason_of_invalid_request(str(description))
    if code in _UNAUTHORIZED:
        return Unauthorized(code)
    if code in _OTHER_REFUSALS:
        # The description is not shown: it may quote the request.
        return Rejected('LoginWithAmazon', "no access token is given for these credentials.")
    return Unavailable("Login with Amazon's answer is not readable.")


def _reason_of_invalid_request(description):
    """A credential that can't be one at all: the description names the parameter."""
    if 'refresh_token' in description:
        return 'invalid_grant'
    return 'invalid_client' if 'client_' in description else 'invalid_request'


def _value(content):
    value = content.get('access_token')
    if not isinstance(value, str) or not value or not value.isascii() or not value.isprintable():
        raise Unavailable("Login with Amazon's answer lacks an access token.")
    return value


def _lifetime(content):
    seconds = content.get('expires_in')
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        seconds = LIFETIME
    return min(seconds, LIFETIME) - MARGIN
