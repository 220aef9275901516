"""Several accounts and several workers."""
import statistics
import time

from .. import shop
from ..amazon import amazon
from ..figure import Figure, Row, ratios
from . import workers

TITLE = "Breadth: several accounts, several cron workers"
ORDERS = 500  # of each of two accounts
ACCOUNTS = 20
SMALL_BACKLOG = 50
LARGE_BACKLOG = 1000
GIVE_UP = 1200  # seconds
PAUSE = 0.2  # seconds
SAME = [0, 0]  # assortments of two sellers
DIFFERENT = [1, 2]

REMARK = (
    "Workers are processes that run Odoo's own loop of scheduled jobs. One worker imports 500 "
    "orders of each of two sellers, then two workers do so with new ones; all ship from one "
    "warehouse. PostgreSQL and the simulated Amazon work on the same cores. Of the twenty sellers, "
    "who sell the same products, the first has 1,000 orders and the others have 50 each, with two "
    "workers: measured is when the first order of each is imported. In a queue, the last waits "
    "twice as long as the median."
)


def measure(lab):
    """Measure two workers against one, and twenty accounts."""
    with lab.database.transaction() as env:
        shop.set_up(env, assortments=1 + max(DIFFERENT))
    with amazon() as amazon_:
        trial = Trial(lab, amazon_)
        trial.run([50, 50], DIFFERENT, number_of_workers=1)
        return Figure([
            *_rows_of_two(lab, trial, DIFFERENT, "sellers of different products"),
            *_rows_of_two(lab, trial, SAME, "sellers of the same products"),
            *_rows_of_twenty(lab, trial),
        ], REMARK)


def _rows_of_two(lab, trial, assortments, whose):
    orders = lab.count(ORDERS)
    speeds = {number: [] for number in (1, 2)}
    shares = []
    for _run in range(lab.runs):
        for number, values in speeds.items():
            trial.run([orders, orders], assortments, number)
            values.append(2 * orders / trial.seconds)
        shares.append(trial.share_of_amazon)
    return [
        Row(f"Two workers against one, {whose}", ratios(speeds[2], speeds[1]), at_least=1.7),
        Row(f"One worker, {whose}", speeds[1], 'orders/s'),
        Row(f"Two workers, {whose}", speeds[2], 'orders/s'),
        Row(f"Part of a core taken by the simulated Amazon, {whose}", shares),
    ]


def _rows_of_twenty(lab, trial):
    backlogs = [lab.count(LARGE_BACKLOG), *[lab.count(SMALL_BACKLOG)] * (ACCOUNTS - 1)]
    unfairness, longest = [], []
    for _run in range(lab.runs):
        trial.run(backlogs, [0] * ACCOUNTS, 2)
        waits = trial.seconds_until_first.values()
        unfairness.append(max(waits) / statistics.median(waits))
        longest.append(max(waits))
    return [
        Row("Twenty sellers: the longest wait for a first order against the median", unfairness,
            at_most=2.5),
        Row("Twenty sellers: the longest wait for a first order", longest, 's'),
    ]


class Trial:
    """Accounts with a backlog each, and workers that import it."""

    def __init__(self, lab, amazon_):
        self._database = lab.database
        self._amazon = amazon_
        self.seconds = None
        self.seconds_until_first = {}
        self.share_of_amazon = None

    def run(self, backlogs, assortments, number_of_workers):
        """Have workers import the backlogs of new accounts.

        :param list backlogs: the number of orders of each account
        :param list assortments: what each account sells
        :param int number_of_workers: how many workers
        """
        orders = {
            shop.new_backlog(self._database, self._amazon, backlog, assortment=assortment): backlog
            for backlog, assortment in zip(backlogs, assortments, strict=True)
        }
        with self._database.transaction() as env:
            env['ir.cron'].search([]).active = False
        worked_before = self._amazon.seconds_at_work()
        with workers.at_work(self._database, number_of_workers):
            self._let_work(orders)
        worked = self._amazon.seconds_at_work() - worked_before
        self.share_of_amazon = worked / self.seconds

    def _let_work(self, orders):
        """Let the scheduled jobs begin and watch until all is imported."""
        self.seconds_until_first = {}
        with self._database.transaction() as env:
            env['amazon.account'].browse(orders).orders_cron_id.active = True
        start = time.perf_counter()
        imported = {}
        while imported != orders:
            time.sleep(PAUSE)
            self.seconds = time.perf_counter() - start
            imported = self._imported(list(orders))
            for account_id in imported:
                self.seconds_until_first.setdefault(account_id, self.seconds)
            if self.seconds > GIVE_UP:
                raise AssertionError(f"Of {orders} orders by account, only {imported} came.")

    def _imported(self, account_ids):
        return dict(self._database.execute(
            """
            SELECT account_id, count(*)
              FROM amazon_order
             WHERE account_id = ANY(%s) AND state = 'imported'
             GROUP BY account_id
            """,
            account_ids,
        ))
