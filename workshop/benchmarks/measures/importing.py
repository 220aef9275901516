"""Importing orders, against plain Odoo that makes the same orders."""
import time
from collections import defaultdict
from typing import NamedTuple

from ...simulator import Simulator
from .. import sellers, shop
from ..amazon import amazon
from ..figure import Figure, Row, ratios
from ..statements import Count
from .floor import Floor

TITLE = "Import of orders that you ship, against plain Odoo making and confirming the same orders"
CHANNEL = 'MERCHANT'
ORDERS = 1000
BATCH = 50
IMPORT = "import"
REREADING = "reading again"


class Way(NamedTuple):
    """A way to make the same orders by hand.

    One by one takes so long for each order that a share of them tells as much.
    """

    name: str
    batch: int
    goal: float | None = None
    share: float = 1
    context: dict = {}


BY_HAND = [
    Way("plain Odoo, one by one", 1, goal=3, share=0.2),
    Way("plain Odoo, in batches of 50", BATCH, goal=1.2),
    Way("the same without chatter", BATCH, context={'tracking_disable': True}),
]

REMARK = (
    "Each order is a new customer's, of two items with shipping. The import is the account's "
    "scheduled job, from Amazon over HTTP to the confirmed sales order with its delivery; the "
    "simulated Amazon keeps its published limits, in a process of its own. Plain Odoo gets the "
    "same customers and orders as values that are ready made: create, action_confirm, commit. "
    "Without chatter is with tracking_disable in the context. They take turns in one process, on "
    "one database; statements and processor time are those of that process."
)


def measure(lab):
    """Measure the import of orders that the merchant ships."""
    return Figure(compare(lab, CHANNEL), REMARK)


def compare(lab, channel):
    """Have the import and plain Odoo take turns.

    :param Lab lab: where
    :param str channel: as :meth:`Shop.place` takes it
    :return: the rows
    :rtype: list[Row]
    """
    with lab.database.transaction() as env:
        shop.set_up(env)
    with amazon() as amazon_:
        comparison = Comparison(lab, amazon_, channel)
        comparison.warm_up()
        for _run in range(lab.runs):
            comparison.run()
    return comparison.rows()


class Comparison:
    """Speeds and statements of one import and of several ways to write it by hand, run by run."""

    standard = ORDERS
    by_hand = BY_HAND

    def __init__(self, lab, amazon_, channel=None):
        self.lab = lab
        self._amazon = amazon_
        self._channel = channel
        self._invented = Simulator(seed='floor').shop
        self._speeds = defaultdict(list)  # orders a second
        self._statements = defaultdict(list)  # an order
        self._processor = defaultdict(list)  # milliseconds an order

    def warm_up(self):
        """Do everything once, so that nobody pays for what is cached."""
        self._import(BATCH)
        for way in self.by_hand:
            self._by_hand(way, way.batch)
        for values in (self._speeds, self._statements, self._processor):
            values.clear()

    def run(self):
        """Measure each way once."""
        orders = self.lab.count(self.standard)
        self._import(orders)
        for way in self.by_hand:
            self._by_hand(way, max(1, round(orders * way.share)))

    def new_backlog(self, orders):
        """Make an account that has so many orders waiting for it, and return its id."""
        return shop.new_backlog(self.lab.database, self._amazon, orders, self._channel)

    def _invent(self, count):
        return sellers.place_orders(self._invented, count, self._channel)

    def _import(self, orders):
        database = self.lab.database
        account_id = self.new_backlog(orders)
        self._measure(IMPORT, orders, lambda: shop.synchronize(database, account_id))
        shop.check_imported(database, account_id, orders)
        with database.transaction() as env:
            shop.set_back(env['amazon.account'].browse(account_id))
        self._measure(REREADING, orders, lambda: shop.synchronize(database, account_id))

    def _by_hand(self, way, count):
        orders = self._invent(count)
        batches = [orders[start:start + way.batch] for start in range(0, count, way.batch)]
        with self.lab.database.transaction() as env:
            floor = Floor(env, way.context)
            self._measure(way.name, count, lambda: [floor.make(orders) for orders in batches])

    def _measure(self, what, orders, work):
        with Count() as count:
            start, processor_start = time.perf_counter(), time.process_time()
            work()
            seconds = time.perf_counter() - start
            processor_seconds = time.process_time() - processor_start
        self._speeds[what].append(orders / seconds)
        self._processor[what].append(1000 * processor_seconds / orders)
        self._statements[what].append(count.statements / orders)

    def rows(self):
        """Return what was measured, the goals first."""
        speeds = self._speeds
        return [
            *(
                Row(f"Import against {way.name}", ratios(speeds[IMPORT], speeds[way.name]),
                    at_least=way.goal)
                for way in self.by_hand
            ),
            Row("Reading orders again that have not changed, against importing them",
                ratios(speeds[REREADING], speeds[IMPORT]), at_least=50),
            *(Row(f"Speed: {what}", runs, 'orders/s') for what, runs in speeds.items()),
            *(Row(f"SQL: {what}", runs, 'statements an order')
              for what, runs in self._statements.items()),
            *(Row(f"Odoo's part: {what}", runs, 'ms of a processor an order')
              for what, runs in self._processor.items()),
        ]
