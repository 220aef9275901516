"""Which of the orders that Amazon shows late are read, and how long that takes."""
import datetime
import statistics

from ...simulator import Item
from .. import shop
from ..figure import Figure, Row
from .virtual_shop import INTERVAL, local_amazon
from .virtual_time import VirtualTime

TITLE = "Orders that Amazon shows late, with the date that they had"
CHANGES_A_DAY = (200, 5000)
LATENESS = {
    '5 minutes': datetime.timedelta(minutes=5),
    '1 hour': datetime.timedelta(hours=1),
    '12 hours': datetime.timedelta(hours=12),
    '40 hours': datetime.timedelta(hours=40),
}
LATE_ONES = 40  # of each
DAY = datetime.timedelta(days=1)
# Some days before the late ones, so that the last two are full.
DAYS_BEFORE = 2
DAYS_WITH_LATE_ONES = 1
# No second look goes back further.
DAYS_AFTER = 2

REMARK = (
    "The time is virtual, and Amazon keeps its limits. The orders change evenly; those "
    "that are late are spread over one day among them. Minutes count from when Amazon shows the "
    "order until it is in Odoo's inbox; shares are of all that came late. The orders are pending "
    "ones, so that nothing is measured but how they are read."
)


def measure(lab):
    """Measure a shop of each size once: it takes five days of virtual time."""
    with lab.database.transaction() as env:
        shop.set_up(env)
    with local_amazon() as amazon:
        return Figure([
            row
            for changes in CHANGES_A_DAY
            for row in _rows(changes, LateShop(lab.database, amazon, lab.count(changes)).run())
        ], REMARK)


def _rows(changes, waits):
    for name, minutes in waits.items():
        what = f"{changes:,} changes a day, late by {name}"
        read = [wait for wait in minutes if wait is not None]
        yield Row(f"{what}: read", [100 * len(read) / len(minutes)], '%', at_least=100)
        if read:
            yield Row(f"{what}: after, median", [statistics.median(read)], 'minutes')
            yield Row(f"{what}: after, at most", [max(read)], 'minutes')


class LateShop:
    """A shop whose orders come evenly, but for those that Amazon shows late."""

    def __init__(self, database, amazon, changes):
        """
        :param Database database: where its account is made
        :param LocalAmazon amazon: where its orders are
        :param int changes: how many orders change in a day
        """
        self._database = database
        self._time = VirtualTime()
        with self._time.flowing():
            self._account_id = shop.new_backlog(database, amazon, 0)
            self._shop = amazon.simulator.sellers[-1].shop
            self._begin = self._time.now()
        self._places = iter(self._plan(changes))
        self._next_place = next(self._places)
        self._late = {name: [] for name in LATENESS}

    def run(self):
        """Let the days go by.

        :return: for each lateness, how many minutes each order took; None if it was not read
        :rtype: dict[str, list[float | None]]
        """
        end = self._begin + (DAYS_BEFORE + DAYS_WITH_LATE_ONES + DAYS_AFTER) * DAY
        found = {}
        while self._time.now_is() < end:
            with self._time.flowing():
                self._catch_up()
                with self._database.transaction() as env:
                    env['amazon.account'].browse(self._account_id)._cron_sync_orders()
                self._look(found)
            self._time.leap_to(self._time.now_is() + INTERVAL)
        return {
            name: [self._minutes(order, found.get(order.order_id)) for order in orders]
            for name, orders in self._late.items()
        }

    def _plan(self, changes):
        """Return when orders change, and how late each is, in the order of time."""
        days = DAYS_BEFORE + DAYS_WITH_LATE_ONES + DAYS_AFTER
        plan = [(self._begin + DAY * number / changes, '') for number in range(days * changes)]
        first = self._begin + DAYS_BEFORE * DAY
        for name in LATENESS:
            plan += [
                (first + DAYS_WITH_LATE_ONES * DAY * number / LATE_ONES, name)
                for number in range(LATE_ONES)
            ]
        return [*sorted(plan), (datetime.datetime.max, '')]

    def _catch_up(self):
        """Place the orders that are due by now."""
        with self._shop.batch():
            while self._next_place[0] <= self._time.now():
                moment, name = self._next_place
                order = self._shop.place('US', status='PENDING', items=[Item('MUG-0')],
                                         updated=moment)
                if name:
                    self._shop.hide(order.order_id, LATENESS[name])
                    self._late[name].append(order)
                self._next_place = next(self._places)

    def _look(self, found):
        """Note when late orders are there for the first time."""
        missing = [
            order.order_id for orders in self._late.values() for order in orders
            if order.order_id not in found
        ]
        if missing:
            with self._database.transaction() as env:
                rows = env['amazon.order'].search([('amazon_order_ref', 'in', missing)])
                found.update(dict.fromkeys(rows.mapped('amazon_order_ref'), self._time.now()))

    @staticmethod
    def _minutes(order, moment):
        return moment and (
            moment - order.hidden_until.replace(tzinfo=None)).total_seconds() / 60
