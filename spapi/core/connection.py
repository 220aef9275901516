import contextlib
import math

from . import const
from .answers import check_status, read_answer
from .deadline import Deadline
from .errors import Throttled, Unauthorized, during
from .tokens import AccessTokens
from .transport import Transport


class Connection:
    """How a seller's calls reach the Selling Partner API, whatever they are about."""

    def __init__(self, credentials, endpoints, marketplace_ref, limiter, seconds=None):
        """
        :param Credentials credentials: who asks, and for which seller.
        :param Endpoints endpoints: where Amazon is asked.
        :param str marketplace_ref: the seller's home marketplace (Amazon's id).
        :param Limiter limiter: what keeps the calls within Amazon's limits.
        :param float seconds: how long Amazon may be waited for from now on, by all calls together;
            None, if that does not matter. After that, calls raise `Unavailable` without asking.
            What is under way by then is given up when its present wait, for a connection or for a
            part of the answer, is over.
        """
        self._endpoints = endpoints
        self._marketplace_ref = marketplace_ref
        self._limiter = limiter
        self._deadline = Deadline(seconds)
        self._transport = Transport(endpoints, self._deadline)
        self._tokens = AccessTokens(
            credentials, endpoints.lwa_url, self._transport, self._deadline
        )

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        """Close the connections."""
        self._transport.close()

    @contextlib.contextmanager
    def _ask(self, operation, api_class, call, key, kind, status=200):
        """Make a call and give what is in the answer to a block that reads it.

        Errors that leave the block tell of the call and its answer.

        :param str key: where the result is.
        :param type kind: what the result is.
        :return: a context manager; its value is as `read_answer` returns it.
        """
        answer = self._call(operation, api_class, call, status)
        with during(operation, answer):
            yield read_answer(answer, key, kind)

    def _call(self, operation, api_class, call, status):
        """Make a call; once more with a new access token, if a cached one is refused.

        :param str operation: Amazon's name of it.
        :param type api_class: whose requests.
        :param callable call: makes the request.
        :param int status: the HTTP status that Amazon's model has for a success.
        :return: a good answer.
        :rtype: Answer
        """
        with during(operation):
            token = self._tokens.get()
            try:
                return self._send(operation, api_class, call, status, token)
            except Unauthorized:
                self._tokens.forget(token)
                if token.is_fresh:
                    raise
            return self._send(operation, api_class, call, status, self._tokens.get())

    def _send(self, operation, api_class, call, status, token):
        api = api_class(
            self._endpoints.api_url, self._marketplace_ref, token.value, self._transport
        )
        self._deadline.check()  # A call that cannot be made is not to be counted.
        self._limiter.acquire(operation)
        answer = call(api)
        rate = _announced_rate(answer)
        if rate:
            self._limiter.learn(operation, rate)
        with during(operation, answer):
            if answer.status == 429:
                raise Throttled(self._limiter.exhausted(operation))
            check_status(answer, status)
        return answer


def _announced_rate(answer):
    try:
        rate = float(answer.headers[const.RATE_HEADER])
    except (KeyError, ValueError):
        return None
    return rate if math.isfinite(rate) and rate > 0 else None
