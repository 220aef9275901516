"""Call patterns that are common among connectors, replayed on the simulated Amazon's limits.

No product is run here: a pattern is the calls that its documentation or its source shows, made one
after the other, each as soon as Amazon allows it. Their own work, the network and all retries count
as nothing, which is to their advantage.
"""
import datetime
from collections import Counter
from dataclasses import dataclass, field

from ...simulator import Simulator
from ...simulator.core.errors import ApiError
from ...simulator.lwa.behaviour import Grant

PAGE = 100
# How long the replays wait before they try again: shorter than any limit lets a call wait.
TRY_EVERY = 0.1  # seconds
# The usage plans of ordersV0.json and tokens_2021-03-01.json of amzn/selling-partner-api-models:
# calls a second, and at once. The simulator itself has those of the operations that it answers.
PLANS = {
    'getOrders': (0.0167, 20),
    'getOrderItems': (0.5, 30),
    'getOrderAddress': (0.5, 30),
    'createRestrictedDataToken': (1, 10),
}
# How long Amazon takes for a feed is not published: as long as for ours.
FEED_DURATION = datetime.timedelta(minutes=5)


class StandingClock:
    """A time that stands still unless it is moved."""

    def __init__(self):
        self._now = datetime.datetime.now(datetime.timezone.utc)

    def now(self):
        """Return the time, as the simulator's `Clock` does."""
        return self._now

    def advance(self, seconds):
        """Move the time on.

        :param float seconds: how far
        """
        self._now += datetime.timedelta(seconds=seconds)


@dataclass
class Replay:
    """The calls of a pattern, and the time that Amazon's limits make them last."""

    calls: Counter = field(default_factory=Counter)

    def __post_init__(self):
        self._simulator = Simulator(clock=StandingClock())
        for operation, plan in PLANS.items():
            self._simulator.limits.set(operation, *plan)
        self._grant = Grant('Atzr|replay', self._simulator.application, self._simulator.seller)
        self._begin = self._simulator.clock.now()

    def call(self, operation):
        """Make a call as soon as Amazon allows it."""
        while True:
            try:
                self._simulator.limits.take(self._grant, operation)
            except ApiError:
                self._simulator.clock.advance(TRY_EVERY)
            else:
                self.calls[operation] += 1
                return

    def wait(self, duration):
        """Wait for something else than a limit.

        :param datetime.timedelta duration: how long
        """
        self._simulator.clock.advance(duration.total_seconds())

    def minutes(self):
        """Return how many minutes it took."""
        return (self._simulator.clock.now() - self._begin).total_seconds() / 60


def list_and_items(replay, orders):
    """Read a list of orders (Orders API v0), then the items of each."""
    _read(replay, orders, ['getOrderItems'])


def list_items_and_address(replay, orders):
    """Read a list of orders (Orders API v0), then the items and the address of each."""
    _read(replay, orders, ['getOrderItems', 'getOrderAddress'])


def all_with_tokens(replay, orders):
    """Read the same, with an access token and a restricted data token before each call."""
    _read(replay, orders, ['getOrderItems', 'getOrderAddress'], has_tokens=True)


def _read(replay, orders, operations, has_tokens=False):
    def call(operation):
        if has_tokens:
            replay.calls['token'] += 1  # Login with Amazon has no published limit.
            replay.call('createRestrictedDataToken')
        replay.call(operation)

    for number in range(orders):
        if number % PAGE == 0:
            call('getOrders')
        for operation in operations:
            call(operation)


def feed_for_each(replay, parcels):
    """Confirm each shipment by a feed of its own; nobody looks at the reports."""
    for _parcel in range(parcels):
        replay.call('createFeedDocument')
        replay.call('createFeed')
    replay.wait(FEED_DURATION)


def call_for_each(replay, parcels):
    """Confirm each shipment by a call of its own."""
    for _parcel in range(parcels):
        replay.call('confirmShipment')


READING = {
    "v0: list, items": list_and_items,
    "v0: list, items, address": list_items_and_address,
    "v0: the same, two tokens before each call": all_with_tokens,
}
CONFIRMING = {
    "a feed for each": feed_for_each,
    "confirmShipment for each": call_for_each,
}
