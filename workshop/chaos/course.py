"""The course of one seed: chaos for a while, then peace, then the verdict."""
import random
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import odoo
from odoo import SUPERUSER_ID, api

from ..simulator import REFRESH_TOKEN, Simulator
from ..simulator.urls import PUBLISHED_PLANS
from .jobs import (
    deliveries_job,
    is_linked,
    orders_job,
    put_marketplaces_back,
    read_all_anew,
    relink,
    tell_in_feeds_above,
)
from .losses import (
    all_findings,
    is_any_parcel_failed,
    is_any_product_missing,
    is_anything_due,
)
from .moments import PLACES, Moment, full_pool, kill
from .office import HABITS, people_work
from .servers import Servers
from .shop import LivelyShop
from .trouble import Trouble
from .workers import Task
from .world import World

ROUNDS = 10
# By how much servers' clocks are wrong, in seconds.
SKEWS = (0, 1, 60, 300, 3600)
# When the scheduled actions run until nothing is due any more, in minutes: pauses grow.
UNTIL_NOTHING_IS_DUE = (10, 10, 180, 180, 24 * 60, 24 * 60, 24 * 60)
# Up to which number moments are drawn, by their place.
HOW_OFTEN = {
    'before statement': 600, 'before commit': 12, 'after commit': 12,
    'before call': 6, 'after call': 6,
}
# Waiting for Amazon's limits takes real time where jobs wait inside: these are lifted.
LIFTED_LIMITS = ('confirmShipment', 'getOrder')


@dataclass
class Result:
    """What came of a seed.

    :param list findings: what is not as it has to be, in sentences.
    :param Counter states: what became of the orders in the end, by the state of their rows.
    :param Counter trouble: what went wrong, and how often.
    :param Counter events: what happened on Amazon.
    :param Counter clicks: what people did in Odoo.
    :param float seconds: how long it took.
    """

    seed: int
    orders: int = 0
    parcels: int = 0
    findings: list = field(default_factory=list)
    states: Counter = field(default_factory=Counter)
    trouble: Counter = field(default_factory=Counter)
    events: Counter = field(default_factory=Counter)
    clicks: Counter = field(default_factory=Counter)
    seconds: float = 0


class Course:
    """What happens in one seed.

    :param int seed: what chance starts from.
    :param int size: how many orders there are at most.
    :param Nursery nursery: where workers come from.
    :param DatabaseServer server: of the database, in which nothing happened yet.
    :param Registry registry: of the database.
    :param Stage stage: where the simulated Amazon is put up.
    """

    def __init__(self, seed, size, nursery, server, registry, stage):
        self._rng = random.Random(f'chaos {seed}')
        self._nursery = nursery
        self._server = server
        self._registry = registry
        self._amazon = stage.amazon = Simulator(seed=seed)
        self._refresh_token = REFRESH_TOKEN
        self._is_revoked = False
        self._is_any_late = False
        self._ahead = 0
        self._result = Result(seed)
        self.story = []
        size = self._rng.randint(size // 2, size)
        self._shop = LivelyShop(
            self._amazon.shop, random.Random(f'shop {seed}'), size)
        self._trouble = Trouble(self._amazon, self._shop, random.Random(f'trouble {seed}'))
        self._servers = Servers(seed)
        self._draw_circumstances()

    def _draw_circumstances(self):
        """Choose what is the same for the whole course."""
        rng = self._rng
        self._skews = [rng.choice(SKEWS) * rng.uniform(-1, 1) for _ in range(2)]
        self._job_seconds = rng.choice([120, 120, 120, 10])
        self._amazon.feeds.duration = timedelta(minutes=rng.choice([0, 0, 5, 30]))
        self._feed_threshold = rng.choice([0, 3, 100])
        is_throttled = rng.random() < 0.2
        self._amazon.shop.largest_page = 100 if is_throttled else rng.choice([5, 10, 20, 100])
        for operation in LIFTED_LIMITS if is_throttled else PUBLISHED_PLANS:
            self._amazon.limits.set(operation, rate=1000, burst=1000)

    def run(self):
        """Let it happen.

        :rtype: Result
        """
        started = time.monotonic()
        self._work(self._task(tell_in_feeds_above, parcels=self._feed_threshold))
        self._shop.open_rush(self._rng.randint(10, 80))
        for number in range(ROUNDS):
            self._tell(f"Round {number + 1}")
            self._round()
        self._make_peace()
        self._come_to_an_end()
        self._judge("")
        self._read_all_anew()
        self._judge(" (after all was read anew)")
        self._result.orders = len(self._amazon.shop)
        self._result.parcels = len(self._amazon.shop.notices)
        self._result.trouble += self._trouble.counts
        self._result.events = self._shop.deeds
        self._result.seconds = round(time.monotonic() - started, 2)
        return self._result

    # === CHAOS === #

    def _round(self):
        rng = self._rng
        self._pass_time(minutes=rng.choice([1, 4, 12, 12, 45, 120]))
        self._shop.go_on(rng.randint(5, 40))
        self._trouble.brew(rng.randint(2, 8), is_slow=(
            self._job_seconds == 10 and rng.random() < 0.1))
        if rng.random() < 0.04:
            self._tell("The seller takes the consent back.")
            self._trouble.revoke(self._refresh_token)
            self._is_revoked = True
        elif not self._is_true(is_linked) and rng.random() < 0.7:
            self._relink()
        for tasks in self._shifts():
            self._work(*tasks)
            self._pass_time(minutes=rng.choice([0, 0, 3]))

    def _shifts(self):
        """Yield what workers do at once, one shift after the other.

        :rtype: Iterator[list[Task]]
        """
        rng = self._rng
        jobs = rng.choice([
            [[orders_job], [deliveries_job]],
            [[orders_job, deliveries_job]],
            [[orders_job, orders_job], [deliveries_job]],
            [[orders_job], [deliveries_job, deliveries_job]],
            [[deliveries_job], [orders_job]],
            [[deliveries_job], [deliveries_job], [deliveries_job]],
        ])
        people = rng.randrange(len(jobs))
        [deed] = rng.choices([self._server.database_restart, full_pool, kill], [15, 15, 70])
        for number, functions in enumerate(jobs):
            tasks = [
                self._job(function, self._moment(deed) if rng.random() < 0.5 else None)
                for function in functions
            ]
            tasks = self._servers.instead_of(tasks)
            if number == people:
                tasks.append(self._people())
            yield tasks

    def _moment(self, deed):
        place = self._rng.choice(list(PLACES))
        # Many moments come early: most runs are short.
        return Moment(place, 1 + int(HOW_OFTEN[place] * self._rng.random() ** 2), deed)

    def _people(self):
        deeds = self._rng.choices(
            list(HABITS), list(HABITS.values()), k=self._rng.randint(3, 7))
        task = self._task(people_work, seed=self._rng.random(), deeds=deeds)
        if self._rng.random() < 0.1:
            return replace(task, moment=self._moment(kill))
        return task

    def _task(self, function, **arguments):
        return Task(function, self._server.database, arguments, self._ahead)

    def _job(self, function, moment=None):
        """Return a run of a scheduled action, on a machine whose clock is not right."""
        return replace(
            self._task(function), skew=self._rng.choice(self._skews),
            moment=moment, seconds=self._job_seconds)

    # === PEACE === #

    def _make_peace(self):
        self._tell("Peace")
        self._trouble.end()
        self._is_any_late = self._shop.show_all()
        self._work(self._task(put_marketplaces_back))
        if self._is_revoked or not self._is_true(is_linked):
            self._relink()

    def _come_to_an_end(self):
        """Have nothing happen any more but what is due, and what people do about failures."""
        passed = 0
        for minutes in UNTIL_NOTHING_IS_DUE:
            self._pass_time(minutes=minutes)
            passed += minutes
            self._work(self._job(orders_job))
            self._work(self._job(deliveries_job))
            if self._is_true(is_any_parcel_failed):
                self._work(self._task(people_work, seed=0, deeds=['tell_amazon_of_all_again']))
            if self._is_true(is_any_product_missing):
                self._work(self._task(people_work, seed=0, deeds=['enter_the_missing_product']))
            if not self._is_true(is_anything_due) and passed >= self._minutes_of_patience():
                break
        self._pass_time(minutes=10)
        self._work(self._job(orders_job))

    def _minutes_of_patience(self):
        """Return how long a second look may take to begin, and to find what was late."""
        return 200 if self._is_any_late else 0

    def _read_all_anew(self):
        # Whatever the course's clock says: it began today.
        since = datetime.utcnow().replace(microsecond=0) - timedelta(days=1)
        self._work(self._task(read_all_anew, since=since))
        self._come_to_an_end()

    def _relink(self):
        lwa = self._amazon.lwa
        self._refresh_token = lwa.authorize(self._amazon.application, self._amazon.seller)
        self._tell("The administrator links the account again.")
        self._is_revoked = False
        self._work(self._task(relink, refresh_token=self._refresh_token))

    # === INSIDE === #

    def _pass_time(self, minutes):
        self._ahead += minutes * 60
        self._amazon.clock.advance(minutes * 60)

    def _work(self, *tasks):
        for report in self._nursery.run(*tasks):
            task = report.task
            befell = f" [{task.moment}]" if task.moment else ""
            self._tell(f"  {task}{befell}: {report.ending or report.result or 'done'}")
            self._count(report)

    def _count(self, report):
        """Keep of a report what belongs to the result."""
        result, task = self._result, report.task
        if report.is_mishap:
            result.findings.append(f"A worker ended badly: {task}: {report.ending}")
        elif report.ending:
            result.trouble[f'worker: {report.ending}'] += 1
            if task.moment and task.moment.deed == self._server.database_restart:
                result.trouble['database restart'] += 1
        if report.is_hit:
            result.trouble[task.moment.deed.__name__.replace('_', ' ')] += 1
        if task.function is people_work and report.result:
            result.clicks += report.result

    def _tell(self, sentence):
        self.story.append(sentence)

    @contextmanager
    def _odoo(self):
        odoo.sql_db.close_all()  # A restart of the database may have ended them.
        with self._registry.check_signaling().cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def _is_true(self, question):
        with self._odoo() as env:
            return question(env)

    def _judge(self, when):
        with self._odoo() as env:
            self._result.states = Counter(env['amazon.order'].search([]).mapped('state'))
            self._result.findings += [
                finding + when for finding in all_findings(World(env, self._amazon.shop))
            ]
