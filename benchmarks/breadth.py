"""Several accounts and several workers."""
import statistics
import time

from . import shop, workers
from .amazon import amazon
from .figure import Figure, Row, ratios

TITLE = "Breadth: several accounts, several cron workers"
ORDERS = 500  # of each of two accounts
ACCOUNTS = 20
SMALL_BACKLOG = 50
LARGE_BACKLOG = 1000
GIVE_UP = 900  # seconds
PAUSE = 0.2  # seconds

REMARK = (
    "Workers are processes that run Odoo's own loop of scheduled jobs. Two sellers sell the same "
    "products from one warehouse; one worker imports 500 orders of each, then two workers do so "
    "with new ones. PostgreSQL and the simulated Amazon work on the same cores. Of the twenty "
    "accounts, the first has 1,000 orders and the others have 50 each, with two workers: measured "
    "is when the first order of each is imported. In a queue, the last waits twice as long as the "
    "median."
)


def measure(lab):
    """Measure two workers against one, and twenty accounts."""
    with lab.database.transaction() as env:
        shop.set_up(env)
    with amazon() as amazon_:
        trial = Trial(lab, amazon_)
        trial.run([50, 50], number_of_workers=1)
        speeds = {number: [] for number in (1, 2)}
        shares, unfairness, longest = [], [], []
        orders = lab.count(ORDERS)
        for _run in range(lab.runs):
            for number, values in speeds.items():
                trial.run([orders, orders], number)
                values.append(2 * orders / trial.seconds)
            shares.append(trial.share_of_amazon)
        for _run in range(lab.runs):
            backlogs = [lab.count(LARGE_BACKLOG), *[lab.count(SMALL_BACKLOG)] * (ACCOUNTS - 1)]
            trial.run(backlogs, 2)
            firsts = trial.seconds_until_first.values()
            unfairness.append(max(firsts) / statistics.median(firsts))
            longest.append(max(firsts))
    return Figure([
        Row("Two workers against one, two accounts", ratios(speeds[2], speeds[1]), at_least=1.7),
        Row("One worker", speeds[1], 'orders/s'),
        Row("Two workers", speeds[2], 'orders/s'),
        Row("Part of a core that the simulated Amazon took beside two workers", shares),
        Row("Twenty accounts: the longest wait for a first order against the median", unfairness,
            at_most=2.5),
        Row("Twenty accounts: the longest wait for a first order", longest, 's'),
    ], REMARK)


class Trial:
    """Accounts with a backlog each, and workers that import it."""

    def __init__(self, lab, amazon_):
        self._database = lab.database
        self._amazon = amazon_
        self.seconds = None
        self.seconds_until_first = {}
        self.share_of_amazon = None

    def run(self, backlogs, number_of_workers):
        """Have workers import the backlogs of new accounts.

        :param list backlogs: the number of orders of each account
        :param int number_of_workers: how many workers
        """
        orders = {
            shop.new_backlog(self._database, self._amazon, backlog): backlog
            for backlog in backlogs
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
