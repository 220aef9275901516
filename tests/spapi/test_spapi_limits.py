import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from odoo.tests import BaseCase, tagged

from ...spapi import PUBLISHED_LIMITS, Throttled, TokenBucket
from ..contract import MODEL_FILES, MODELS, missing

NOON = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)


def after(seconds):
    return NOON + timedelta(seconds=seconds)


@tagged('-at_install', 'post_install')
class TestTokenBucket(BaseCase):

    def bucket(self, operation='searchOrders'):
        return TokenBucket.full(PUBLISHED_LIMITS[operation], NOON)

    def take(self, bucket, times, now=NOON):
        for _number in range(times):
            bucket = bucket.take(now)
        return bucket

    def test_full_bucket_allows_a_burst(self):
        empty = self.take(self.bucket(), 20)
        with self.assertRaises(Throttled) as caught:
            empty.take(NOON)
        # One call each 178.6 seconds is what Amazon grants.
        self.assertEqual(caught.exception.available_at.replace(microsecond=0), after(178))

    def test_call_is_allowed_when_it_was_said_to_be(self):
        for operation in PUBLISHED_LIMITS:
            for rate in (PUBLISHED_LIMITS[operation].rate, 7, 30):
                bucket = self.bucket(operation).with_rate(rate)
                bucket = self.take(bucket, bucket.burst)
                for _number in range(1000):
                    moment = bucket.next_token_at(bucket.updated)
                    with self.assertRaises(Throttled):
                        bucket.take(moment - timedelta(milliseconds=1))
                    bucket = bucket.take(moment)

    def test_bucket_that_was_rounded(self):
        almost = replace(self.bucket(), tokens=0.99999999)
        self.assertEqual(almost.take(NOON).tokens, 0)

    def test_calls_in_a_day(self):
        bucket = self.bucket()
        moment, calls = NOON, 0
        while moment < NOON + timedelta(days=1):
            bucket = bucket.take(moment)
            calls += 1
            moment = bucket.next_token_at(moment)
        self.assertEqual(calls, 20 + int(24 * 3600 * 0.0056))

    def test_it_holds_no_more_than_the_burst(self):
        much_later = NOON + timedelta(days=365)
        self.take(self.bucket(), 20, much_later)
        self.assertRaises(Throttled, self.take, self.bucket(), 21, much_later)

    def test_clock_that_was_ahead_freezes_nothing(self):
        for seconds in (6, 60, 3600, 365 * 24 * 3600):
            with self.subTest(seconds):
                empty = self.take(self.bucket(), 20, after(seconds))
                self.assertEqual(empty.next_token_at(NOON), NOON)
                left = empty.take(NOON)
                self.assertRaises(Throttled, left.take, after(178))
                left.take(after(179))
        self.assertEqual(self.take(self.bucket(), 1, after(-3600)).tokens, 19)

    def test_who_comes_a_moment_earlier_gains_nothing(self):
        """Otherwise the time between the two would be counted twice."""
        empty = self.take(self.bucket('confirmShipment'), 10)
        with self.assertRaises(Throttled):
            empty.take(after(-0.1))
        left = self.take(self.bucket('confirmShipment'), 1, after(-0.1))
        self.assertEqual(left.updated, NOON)

    def test_refused_by_amazon(self):
        bucket = self.bucket('getOrder').emptied(NOON)
        self.assertEqual(bucket.next_token_at(NOON), after(2))
        self.assertRaises(Throttled, bucket.take, after(1.9))
        bucket.take(after(2))

    def test_other_rate(self):
        bucket = self.take(self.bucket(), 20).with_rate(0.1)
        self.assertEqual(bucket.next_token_at(NOON), after(10))

    def test_next_call_is_now_if_there_is_one(self):
        self.assertEqual(self.bucket().next_token_at(after(5)), after(5))

    def test_throttled_says_when(self):
        self.assertIn("2026-11-24 12:00:00 UTC", str(Throttled(NOON)))

    def test_limits_are_those_that_amazon_publishes(self):
        if missing():
            self.skipTest(missing())
        for operation, limit in PUBLISHED_LIMITS.items():
            with self.subTest(operation):
                self.assertIn(f'| {limit.rate:g} | {limit.burst} |', usage_plans()[operation])


def usage_plans():
    """Return Amazon's descriptions of its operations, which contain their usage plans."""
    return {
        operation['operationId']: operation['description']
        for name in MODEL_FILES
        for methods in json.loads((MODELS / name).read_text(encoding='utf-8'))['paths'].values()
        for operation in methods.values()
        if 'operationId' in operation
    }
