import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from freezegun import freeze_time
from werkzeug.wrappers import Response

from odoo.tests import tagged

from ...spapi import Endpoints, SellingPartner, Unavailable
from ...workshop.simulator import faults
from .spapi_case import TOKEN_PATH, US, SpapiCase


@tagged('-at_install', 'post_install')
class TestDeadline(SpapiCase):
    """How long Amazon may let a job wait."""

    def setUp(self):
        super().setUp()
        # Not the contract checker: it reads an answer to its end.
        self.plain_url = self.serve(self.simulator)

    def hurry(self, seconds):
        """Connect for a limited time."""
        amazon = SellingPartner(
            self.credentials(),
            Endpoints(self.plain_url, self.plain_url + TOKEN_PATH),
            US,
            self.limiter,
            seconds,
        )
        self.addCleanup(amazon.close)
        return amazon

    def test_answers_are_not_waited_for_beyond_it(self):
        self.search(self.hurry(seconds=60))
        self.spoil(faults.slow(2))
        with self.assertRaisesRegex(Unavailable, "did not answer in time"):
            self.search(self.hurry(seconds=0.5))

    def test_all_calls_have_the_same(self):
        with freeze_time() as time:
            amazon = self.hurry(seconds=30)
            self.search(amazon)
            time.tick(timedelta(seconds=29))
            self.search(amazon)
            time.tick(timedelta(seconds=1))
            for call in (
                lambda: self.search(amazon),
                lambda: amazon.get_order('111-1111111-1111111'),
                amazon.marketplace_participations,
                amazon.check_credentials,
            ):
                with self.assertRaisesRegex(Unavailable, "no time left"):
                    call()
        self.assertEqual(self.simulator.calls, {'token': 1, 'searchOrders': 2})
        self.assertEqual(self.limiter.acquired, ['searchOrders'] * 2)

    def test_time_that_the_login_took_is_gone(self):
        with freeze_time() as time:
            self.spoil(faults.before_answer(lambda: time.tick(timedelta(seconds=30))), 'token')
            with self.assertRaisesRegex(Unavailable, "no time left"):
                self.search(self.hurry(seconds=30))
        self.assertEqual(self.simulator.calls, {'token': 1})
        # A call that is not made is not counted.
        self.assertEqual(self.limiter.acquired, [])

    def test_login_of_another_job_is_not_waited_for_beyond_it(self):
        is_asked, is_given_up = threading.Event(), threading.Event()

        def answer_late(call):
            is_asked.set()
            is_given_up.wait(10)
            return call.answer()

        self.spoil(answer_late, 'token')
        patient, hurried = self.hurry(seconds=60), self.hurry(seconds=0.5)
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(self.search, patient)
            is_asked.wait(10)
            with self.assertRaisesRegex(Unavailable, "another job in time"):
                self.search(hurried)
            self.assertFalse(answer.done())
            is_given_up.set()
            self.assertEqual(answer.result().headers, [])

    def test_without_one_there_is_always_time(self):
        with freeze_time() as time:
            amazon = self.hurry(seconds=None)
            time.tick(timedelta(days=1000))
            self.assertEqual(self.search(amazon).headers, [])

    def test_trickling_answers_are_given_up(self):
        def trickle(call):
            def drops():
                for _number in range(5):
                    yield b' '
                    time.tick(timedelta(seconds=pause))
                yield b'{"orders": []}'
            return Response(drops(), mimetype='application/json')

        self.search(self.hurry(seconds=None))
        # However long all calls may take: a single answer gets a minute.
        for seconds, pause, is_given_up in (
            (None, 11, False), (None, 13, True), (1000, 13, True), (20, 3, False), (20, 5, True),
        ):
            with self.subTest(seconds=seconds, pause=pause), freeze_time() as time:
                self.spoil(trickle)
                amazon = self.hurry(seconds)
                if is_given_up:
                    with self.assertRaisesRegex(Unavailable, "did not complete"):
                        self.search(amazon)
                else:
                    self.assertEqual(self.search(amazon).headers, [])
