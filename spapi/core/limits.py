"""How often Amazon may be asked.

Amazon keeps a token bucket for each seller, application and operation:
https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits
"""
import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from .errors import Throttled

# A call that is due but for this part of it is due: who keeps buckets may round them.
ROUNDING = 1e-6
# Who looks at a bucket at the same time as others may come a moment earlier than they.
SAME_TIME = timedelta(seconds=5)


@dataclass(frozen=True)
class Limit:
    """What Amazon publishes for an operation.

    :param float rate: calls a second that a bucket gains.
    :param int burst: calls that a full bucket holds.
    """

    rate: float
    burst: int


class Limiter(Protocol):
    """What is asked before each call, and told after it. Operations have Amazon's names."""

    def acquire(self, operation: str) -> None:
        """Take one call from the operation's bucket.

        :raise Throttled: if there is none; says when the next one is.
        """

    def learn(self, operation: str, rate: float) -> None:
        """Take over the rate (calls a second) that Amazon announced."""

    def exhausted(self, operation: str) -> datetime:
        """Take note that Amazon refused a call: the bucket is empty.

        :return: when the next call may be made (aware UTC).
        """


@dataclass(frozen=True)
class TokenBucket:
    """How many calls are allowed at a time. A value: its methods return another one.

    :param float tokens: calls that were allowed when it was last looked at.
    :param datetime updated: when that was (aware UTC).
    :param float rate: calls a second that it gains.
    :param int burst: calls that it holds at most.
    """

    tokens: float
    updated: datetime
    rate: float
    burst: int

    @classmethod
    def full(cls, limit, now):
        """Return the bucket of an operation that was not called for long.

        :param Limit limit: Amazon's limit of the operation.
        :param datetime now: the present time (aware UTC).
        :rtype: TokenBucket
        """
        return cls(limit.burst, now, limit.rate, limit.burst)

    def take(self, now):
        """Return what is left after one call.

        :param datetime now: the present time (aware UTC).
        :rtype: TokenBucket
        :raise Throttled: if no call is allowed; says when the next one is.
        """
        tokens = self._tokens_at(now)
        if tokens < 1 - ROUNDING:
            raise Throttled(self.next_token_at(now))
        return replace(self, tokens=max(tokens - 1, 0.0), updated=self._looked_at(now))

    def counted(self, now):
        """Return the bucket with what it has gained until now.

        :param datetime now: the present time (aware UTC).
        :rtype: TokenBucket
        """
        return replace(self, tokens=self._tokens_at(now), updated=now)

    def emptied(self, now):
        """Return the bucket as Amazon sees it when it refuses a call.

        :param datetime now: the present time (aware UTC).
        :rtype: TokenBucket
        """
        return replace(self, tokens=0.0, updated=now)

    def with_rate(self, rate):
        """Return the bucket with another rate.

        :param float rate: calls a second.
        :rtype: TokenBucket
        """
        return replace(self, rate=rate)

    def next_token_at(self, now, spare=0):
        """Return when the next call is allowed.

        :param datetime now: the present time (aware UTC).
        :param int spare: how many calls are to be left after it.
        :return: `now` if it is allowed at once (aware UTC).
        :rtype: datetime
        """
        missing = max(1 + spare - self._tokens_at(now), 0.0)
        return now + timedelta(microseconds=math.ceil(missing / self.rate * 1_000_000))

    def _tokens_at(self, now):
        if self._is_of_another_clock(now):
            # Nobody knows how many there are: one is tried, and Amazon's answer tells.
            return max(self.tokens, 1.0)
        seconds = max((now - self.updated).total_seconds(), 0.0)
        return min(self.tokens + seconds * self.rate, float(self.burst))

    def _looked_at(self, now):
        return now if self._is_of_another_clock(now) else max(now, self.updated)

    def _is_of_another_clock(self, now):
        """Return whether it was looked at in the future: by a clock that was ahead, or set back."""
        return self.updated - now > SAME_TIME
