import logging
from datetime import datetime, timezone

from psycopg2.errors import SerializationFailure

from odoo import fields, models

from ...lib.series import Constraint
from ...lib.transient import is_transaction_lost, named
from ...spapi import PUBLISHED_LIMITS, TokenBucket

_logger = logging.getLogger(__name__)

MAX_TRIES = 5


class AmazonRateLimit(models.Model):
    """How many calls of one operation Amazon still allows one seller's application.

    Amazon counts by seller, application and operation
    (https://developer-docs.amazon.com/sp-api/docs/usage-plans-and-rate-limits): so does this table,
    for all workers and over restarts.
    """

    _name = 'amazon.rate.limit'
    _description = "Amazon Rate Limit"
    _log_access = False
    _rec_name = 'operation'

    key = fields.Char(required=True, help="Digest of the seller and the application.")
    operation = fields.Char(required=True)
    rate = fields.Float(digits=(16, 8), required=True, help="Calls a second.")
    burst = fields.Integer(required=True)
    tokens = fields.Float(digits=(16, 8), required=True, help="Calls allowed when last counted.")
    updated = fields.Float(
        digits=(20, 6), required=True,
        help="When last counted, by the database's clock (POSIX time).",
    )

    _unique_operation = Constraint('unique(key, operation)', "An operation is counted once.")

    def _limiter(self, key):
        """Return the limiter that a client asks before each call.

        :param str key: digest of the seller and the application.
        :rtype: DatabaseLimiter
        """
        return DatabaseLimiter(self.env.registry, key)


class DatabaseLimiter:
    """The limiter that `spapi` asks, kept in the database.

    It commits in a cursor of its own: a call that was made stays counted, whatever becomes of the
    transaction that made it. All servers count by the database's clock: their own may differ.
    """

    def __init__(self, registry, key):
        self._registry = registry
        self._key = key
        self._rates = {}  # as last seen in the database: Amazon announces each with each answer

    def acquire(self, operation):
        """Take one call from the bucket.

        :param str operation: Amazon's name of the operation.
        :raise Throttled: if none is left; says when the next one is.
        """
        self._update(operation, lambda bucket, now: bucket.take(now))

    def left(self, operation):
        """Return how many calls are left in the bucket.

        :param str operation: Amazon's name of the operation.
        :rtype: float
        """
        return self._update(operation, lambda bucket, now: bucket.counted(now)).tokens

    def available_at(self, operation, spare):
        """Return when a call may be made that leaves others in the bucket.

        :param str operation: Amazon's name of the operation.
        :param int spare: how many calls are to be left.
        :return: the present time, if it may be made at once (aware UTC).
        :rtype: datetime
        """
        bucket = self._update(operation, lambda bucket, now: bucket.counted(now))
        return bucket.next_token_at(bucket.updated, spare)

    def learn(self, operation, rate):
        """Take over the rate that Amazon announced; if not now, then with the next answer.

        :param str operation: Amazon's name of the operation.
        :param float rate: calls a second.
        """
        if self._rates.get(operation) == rate:
            return
        try:
            self._update(operation, lambda bucket, now: bucket.with_rate(rate))
        except Exception as error:
            if not is_transaction_lost(error):
                raise
            # Amazon's answer is worth more than its rate.
            _logger.info("The rate of %s was not noted: %s.", operation, named(error))

    def exhausted(self, operation):
        """Take note that Amazon refused a call.

        :param str operation: Amazon's name of the operation.
        :return: when the next call may be made (aware UTC).
        :rtype: datetime
        """
        bucket = self._update(operation, lambda bucket, now: bucket.emptied(now))
        return bucket.next_token_at(bucket.updated)

    def _update(self, operation, change):
        for tries_left in reversed(range(MAX_TRIES)):
            try:
                with self._registry.cursor() as cr:
                    now = cr.now().replace(tzinfo=timezone.utc)
                    before = self._lock_bucket(cr, operation, now)
                    after = change(before, now)
                    if after != before:
                        self._save_bucket(cr, operation, after)
                    self._rates[operation] = after.rate
                    return after
            except SerializationFailure:
                if not tries_left:
                    raise

    def _lock_bucket(self, cr, operation, now):
        found = self._find_bucket(cr, operation)
        if not found:
            self._make_bucket(cr, operation, now)
            found = self._find_bucket(cr, operation)
        tokens, updated, rate, burst = found
        return TokenBucket(
            tokens=float(tokens),
            updated=datetime.fromtimestamp(float(updated), timezone.utc),
            rate=float(rate),
            burst=burst,
        )

    def _find_bucket(self, cr, operation):
        cr.execute(
            """
            SELECT tokens, updated, rate, burst
              FROM amazon_rate_limit
             WHERE key = %s AND operation = %s
               FOR UPDATE
            """,
            [self._key, operation],
            log_exceptions=False,
        )
        return cr.fetchone()

    def _make_bucket(self, cr, operation, now):
        limit = PUBLISHED_LIMITS[operation]
        cr.execute(
            """
            INSERT INTO amazon_rate_limit (key, operation, rate, burst, tokens, updated)
                 VALUES (%s, %s, %s, %s, %s, %s)
            ON CONFLICT DO NOTHING
            """,
            [self._key, operation, limit.rate, limit.burst, limit.burst, now.timestamp()],
        )

    def _save_bucket(self, cr, operation, bucket):
        cr.execute(
            """
            UPDATE amazon_rate_limit
               SET tokens = %s, updated = %s, rate = %s
             WHERE key = %s AND operation = %s
            """,
            [bucket.tokens, bucket.updated.timestamp(), bucket.rate, self._key, operation],
        )
