import datetime
import http.client
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from freezegun import freeze_time

from odoo.tests import tagged

from ...workshop.simulator import serve
from .simulator_case import LONG_AGO, ORDERS, SimulatorCase


@tagged('-at_install', 'post_install')
class TestClock(SimulatorCase):

    def test_frozen_time_is_followed(self):
        with freeze_time('2026-03-01 12:00:00') as frozen:
            self.access_token = self.get_access_token()
            order = self.shop.place()
            self.assertEqual(self.fetch(order)['createdTime'], '2026-03-01T12:00:00.000Z')
            self.assertEqual(self.found(), [])
            frozen.tick(121)
            self.assertEqual(self.found(), [order.order_id])
            self.assertEqual(self.search().json['lastUpdatedBefore'], '2026-03-01T12:00:01.000Z')

    def test_clock_can_be_moved_in_frozen_time_too(self):
        with freeze_time('2026-03-01 12:00:00'):
            self.simulator.clock.advance(90)
            wire = self.fetch_new()
        self.assertEqual(wire['createdTime'], '2026-03-01T12:01:30.000Z')

    def fetch_new(self):
        self.access_token = self.get_access_token()
        return self.fetch(self.shop.place())

    def test_frozen_buckets_refill_when_time_goes_on(self):
        self.simulator.limits.enabled = True
        self.simulator.limits.set('searchOrders', rate=0.1, burst=1)
        with freeze_time('2026-03-01 12:00:00') as frozen:
            self.access_token = self.get_access_token()
            self.assertEqual(self.search().status_code, 200)
            self.assertEqual(self.search().status_code, 429)
            frozen.tick(10)
            self.assertEqual(self.search().status_code, 200)


@tagged('-at_install', 'post_install')
class TestThreads(SimulatorCase):

    def test_callers_and_events_at_the_same_time(self):
        """Every answer is good, and nothing is lost, while orders come in."""
        self.shop.event_lag = datetime.timedelta(minutes=4)

        def call(url):
            connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
            try:
                connection.request(
                    'GET', f'{ORDERS}?lastUpdatedAfter={LONG_AGO}',
                    headers={'x-amz-access-token': self.access_token})
                return connection.getresponse().status
            finally:
                connection.close()

        with serve(self.simulator) as url, ThreadPoolExecutor(8) as pool:
            calls = [pool.submit(call, url) for _number in range(40)]
            orders = [pool.submit(self.shop.place) for _number in range(40)]
            statuses = {future.result() for future in calls}
            placed = {future.result().order_id for future in orders}
        self.assertEqual(statuses, {200})
        self.assertEqual(self.simulator.calls['searchOrders'], 40)
        self.assertEqual(set(self.found()), placed)
        self.assertEqual(len(placed), 40)
