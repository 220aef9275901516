"""How long a job may go on before Odoo ends whoever runs it."""
import os
import resource
import threading
import time
from unittest.mock import patch

from freezegun import freeze_time

from odoo.service import server
from odoo.tests import BaseCase
from odoo.tools import config

from ...lib import budget
from ...lib.budget import job_seconds, scheduled_action

RESERVE = 15


class Multi:
    """As much of Odoo's server with worker processes as a worker asks for."""

    timeout = 120
    limit_request = 65536

    def __init__(self, cron_timeout):
        self.cron_timeout = cron_timeout

    @staticmethod
    def pipe_new():
        return os.pipe()


class Worker(server.WorkerCron):
    """A cron worker of Odoo's that does a test's work."""

    def _runloop(self):
        self.result = self._work_deep_down(5)

    def _work_deep_down(self, calls):
        # freezegun lets `threading` have the real time, as far as five calls down.
        return self._work_deep_down(calls - 1) if calls else self.work()


class Cursor:
    """What holds the scheduled actions of one turn."""


class TestBudget(BaseCase):

    def setUp(self):
        super().setUp()
        # What this process did before is not a worker's.
        self.startPatcher(patch.object(budget, '_turn', budget._Turn()))
        self.startPatcher(patch.object(resource, 'getrlimit', lambda _what: self.processor_limit))
        self.processor_limit = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        self.clock = freeze_time('2026-01-01 12:00:00')
        self.now = self.clock.start()
        self.addCleanup(self.clock.stop)

    def set_limits(self, **limits):
        options = {f'limit_time_{name}': limit for name, limit in limits.items()}
        self.startPatcher(patch.object(config, 'options', {**config.options, **options}))

    def in_worker(self, work, limit=120, age=3600):
        """Do something where a cron worker of Odoo's does its work: in a thread of its own."""
        worker = Worker(Multi(limit))
        self.addCleanup(worker.close)
        worker.work = work
        self.now.tick(age)
        thread = threading.Thread(target=worker._runloop)
        thread.start()
        thread.join()
        return worker.result

    def turn(self, seconds=0, cursor=None):
        with scheduled_action(cursor or Cursor()):
            result = job_seconds()
            self.now.tick(seconds)
        return result

    def test_watchdog_counts_from_before_the_worker_slept(self):
        # It slept for 70 seconds at most; it may have loaded Odoo for ten.
        self.assertEqual(self.in_worker(self.turn), (120 - 70 - 10 - RESERVE) / 2)

    def test_turn_right_after_another_one_has_more_time(self):
        def two_turns():
            self.turn()
            return self.turn()

        self.assertEqual(self.in_worker(two_turns), (120 - RESERVE) / 2)

    def test_turn_some_time_after_another_one(self):
        def two_turns():
            self.turn()
            self.now.tick(20)
            return self.turn()

        self.assertEqual(self.in_worker(two_turns), (120 - 20 - RESERVE) / 2)

    def test_worker_that_was_just_started_has_more_time(self):
        self.assertEqual(self.in_worker(self.turn, age=5), (120 - 5 - RESERVE) / 2)

    def test_scheduled_actions_of_one_turn_share_its_time(self):
        def three_actions():
            self.turn()
            cursor = Cursor()
            self.turn(30, cursor)
            self.turn(20, cursor)
            return self.turn(0, cursor)

        self.assertEqual(self.in_worker(three_actions), (120 - 30 - 20 - RESERVE) / 2)

    def test_nothing_is_begun_when_the_turn_is_nearly_over(self):
        self.assertEqual(self.in_worker(self.turn, limit=90), 0)

    def test_limit_of_the_processor_counts_too(self):
        self.set_limits(cpu=60)
        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = usage.ru_utime + usage.ru_stime
        self.processor_limit = (int(used) + 35, resource.RLIM_INFINITY)
        self.assertAlmostEqual(
            self.in_worker(self.turn, age=0), (35 - RESERVE) / 2, delta=2)

    def test_worker_without_a_watchdog_is_no_reason_to_go_on_for_ever(self):
        self.assertEqual(self.in_worker(self.turn, limit=None), (120 - RESERVE) / 2)

    def test_thread_has_its_time_from_when_it_began(self):
        self.set_limits(real_cron=100)
        thread = threading.current_thread()
        with patch.object(thread, 'start_time', time.time(), create=True):
            self.now.tick(40)
            self.assertEqual(job_seconds(), (100 - 40 - RESERVE) / 2)

    def test_short_limit_is_no_reason_to_do_nothing(self):
        self.set_limits(real_cron=10)
        self.assertEqual(job_seconds(), (10 - 2.5) / 2)
