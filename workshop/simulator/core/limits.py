"""Amazon's usage plans: a token bucket for each seller, application and operation.

See https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits-in-the-sp-api.
"""
from dataclasses import dataclass

from .errors import quota_exceeded


@dataclass(frozen=True)
class Plan:
    """How many calls a second come back to a bucket, and how many it holds."""

    rate: float
    burst: int


class Limits:
    """The usage plans in force and the buckets that callers draw from.

    :param Clock clock: The time.
    :param dict plans: The published plans, by operation.
    """

    def __init__(self, clock, plans):
        self.enabled = True
        self._clock = clock
        self._default_plans = dict(plans)
        self._seller_plans = {}
        self._buckets = {}

    def set(self, operation, rate, burst, seller=None):
        """Grant other limits than the published ones.

        :param str operation: The operation.
        :param float rate: Calls a second.
        :param int burst: Calls at once.
        :param Seller seller: The seller they are for; all sellers if absent.
        """
        if seller is None:
            self._default_plans[operation] = Plan(rate, burst)
        else:
            self._seller_plans[seller.seller_id, operation] = Plan(rate, burst)

    def rate(self, grant, operation):
        """Return the rate as Amazon writes it into `x-amzn-RateLimit-Limit`.

        :param Grant grant: On whose behalf the call is.
        :param str operation: The operation.
        :return: Calls a second.
        :rtype: str
        """
        return f'{self._plan(grant, operation).rate:g}'

    def take(self, grant, operation):
        """Count a call.

        :param Grant grant: On whose behalf it is.
        :param str operation: The operation.
        :raise ApiError: 429, if the bucket is empty.
        """
        if not self.enabled:
            return
        plan = self._plan(grant, operation)
        key = grant.seller.seller_id, grant.application.client_id, operation
        now = self._clock.now()
        calls, last = self._buckets.get(key, (plan.burst, now))
        elapsed = max((now - last).total_seconds(), 0)
        calls = min(calls + elapsed * plan.rate, plan.burst)
        if calls < 1:
            self._buckets[key] = calls, now
            raise quota_exceeded()
        self._buckets[key] = calls - 1, now

    def _plan(self, grant, operation):
        own = self._seller_plans.get((grant.seller.seller_id, operation))
        return own or self._default_plans[operation]
