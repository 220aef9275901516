from datetime import timedelta

from odoo.tests import BaseCase, tagged

from ...workshop.benchmarks.measures.call_patterns import (
    Replay,
    all_with_tokens,
    call_for_each,
    feed_for_each,
    list_and_items,
    list_items_and_address,
)
from ...workshop.benchmarks.measures.virtual_time import VirtualTime


@tagged('-at_install', 'post_install')
class TestBenchmarkCalls(BaseCase):
    """What the call patterns of others come to follows from Amazon's limits alone."""

    def replay(self, pattern, count):
        replay = Replay()
        pattern(replay, count)
        return replay.calls.total(), replay.minutes()

    def test_items_of_a_thousand_orders_take_half_an_hour(self):
        calls, minutes = self.replay(list_and_items, 1000)
        self.assertEqual(calls, 1010)
        # Thirty calls at once, then one in two seconds.
        self.assertAlmostEqual(minutes, 970 * 2 / 60, delta=0.5)

    def test_addresses_are_asked_for_meanwhile(self):
        calls, minutes = self.replay(list_items_and_address, 1000)
        self.assertEqual(calls, 2010)
        self.assertAlmostEqual(minutes, 970 * 2 / 60, delta=0.5)

    def test_tokens_treble_the_calls(self):
        calls, _minutes = self.replay(all_with_tokens, 200)
        self.assertEqual(calls, 3 * (2 + 2 * 200))

    def test_parcels(self):
        calls, minutes = self.replay(call_for_each, 1000)
        self.assertEqual(calls, 1000)
        self.assertAlmostEqual(minutes, 990 / 2 / 60, delta=0.1)
        calls, minutes = self.replay(feed_for_each, 20)
        self.assertEqual(calls, 40)
        # Fifteen at once, then one in two minutes; then Amazon has to work.
        self.assertAlmostEqual(minutes, 5 / 0.0083 / 60 + 5, delta=0.1)

    def test_virtual_time_leaps_to_the_next_look_of_a_cron_worker(self):
        time = VirtualTime()
        begin = time.now()
        time.leap_to(begin - timedelta(hours=1))
        self.assertEqual(time.minutes(), 0)
        time.leap_to(begin + timedelta(minutes=178, seconds=30))
        self.assertEqual(time.minutes(), 179)
