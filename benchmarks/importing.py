"""Importing orders, against plain Odoo that makes the same orders."""
import time
from collections import defaultdict

from ..simulator import Simulator
from . import sellers, shop
from .amazon import amazon
from .figure import Figure, Row, ratios
from .floor import Floor
from .statements import Count

TITLE = "Import of orders that you ship, against plain Odoo making and confirming the same orders"
CHANNEL = 'MERCHANT'
ORDERS = 1000
BATCH = 50
# One by one takes so long for each order that a part of them tells as much.
SHARE_ONE_BY_ONE = 5

REMARK = (
    "Each order is a new customer's, of two items with shipping. The import is the account's "
    "scheduled job, from Amazon over HTTP to the confirmed sales order with its delivery; the "
    "simulated Amazon keeps its published limits, in a process of its own. Plain Odoo gets the "
    "same customers and orders as values that are ready made: create, action_confirm, commit. The "
    "three take turns in one process, on one database; statements are SQL statements of that "
    "process."
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
    """Speeds and statements of one import and two ways to write it by hand, run by run."""

    def __init__(self, lab, amazon_, channel):
        self.lab = lab
        self._amazon = amazon_
        self._channel = channel
        self._invented = Simulator(seed='floor').shop
        self._speeds = defaultdict(list)  # orders a second
        self._statements = defaultdict(list)  # an order

    def warm_up(self):
        """Do everything once, so that nobody pays for what is cached."""
        self._import(BATCH)
        self._by_hand(BATCH, BATCH)
        self._by_hand(2, 1)
        self._speeds.clear()
        self._statements.clear()

    def run(self):
        """Measure each way once."""
        orders = self.lab.count(ORDERS)
        self._import(orders)
        self._by_hand(orders, BATCH)
        self._by_hand(max(orders // SHARE_ONE_BY_ONE, 1), 1)

    def _import(self, orders):
        database = self.lab.database
        account_id = shop.new_backlog(database, self._amazon, orders, self._channel)
        self._measure('import', orders, lambda: shop.synchronise(database, account_id))
        shop.check_imported(database, account_id, orders)
        with database.transaction() as env:
            shop.set_back(env['amazon.account'].browse(account_id))
        self._measure('reread', orders, lambda: shop.synchronise(database, account_id))

    def _by_hand(self, count, batch):
        orders = sellers.place_orders(self._invented, count, self._channel)
        with self.lab.database.transaction() as env:
            floor = Floor(env)
            batches = [orders[start:start + batch] for start in range(0, count, batch)]
            is_delivered = self._channel == 'AMAZON'
            self._measure(batch, count, lambda: [
                floor.make(env, orders, is_delivered) for orders in batches
            ])

    def _measure(self, what, orders, work):
        with Count() as count:
            start = time.perf_counter()
            work()
            seconds = time.perf_counter() - start
        self._speeds[what].append(orders / seconds)
        self._statements[what].append(count.statements / orders)

    def rows(self):
        """Return what was measured, the goals first."""
        speeds, statements = self._speeds, self._statements
        return [
            Row("Import against plain Odoo, one by one", ratios(speeds['import'], speeds[1]),
                at_least=3),
            Row("Import against plain Odoo, in batches of 50",
                ratios(speeds['import'], speeds[BATCH]), at_least=1.2),
            Row("Reading orders again that have not changed, against importing them",
                ratios(speeds['reread'], speeds['import']), at_least=50),
            Row("Import", speeds['import'], 'orders/s'),
            Row("Plain Odoo, one by one", speeds[1], 'orders/s'),
            Row("Plain Odoo, in batches of 50", speeds[BATCH], 'orders/s'),
            Row("Reading again", speeds['reread'], 'orders/s'),
            Row("Import", statements['import'], 'statements an order'),
            Row("Plain Odoo, one by one", statements[1], 'statements an order'),
            Row("Plain Odoo, in batches of 50", statements[BATCH], 'statements an order'),
            Row("Reading again", statements['reread'], 'statements an order'),
        ]
