"""Importing orders that are work, against plain Odoo that makes and delivers them."""
from .. import heavy_shop, shop
from ..amazon import amazon
from ..figure import Figure, Row
from ..transactions import WatchedDatabase
from .importing import BATCH, IMPORT, REREADING, Comparison, Way

TITLE = "Import of a heavy mix, against plain Odoo making and delivering the same orders"
ORDERS = 3000
BY_HAND = [
    Way("plain Odoo, one by one", 1, goal=3, share=0.05),
    Way("plain Odoo, in batches of 50", BATCH, share=0.2),
]
MOST_SECONDS = 5

REMARK = (
    "As the other imports, with orders of eight lines: one of five is a kit of three components, "
    "one of five has lots, twenty of each on stock. Amazon has shipped three orders of five, which "
    "plain Odoo delivers; the others are reserved. With Odoo's module mrp."
)


def measure(lab):
    """Measure the import of orders of many lines, kits and lots, most of them shipped by Amazon."""
    heavy_shop.set_up(lab.database)
    with amazon() as amazon_:
        comparison = HeavyComparison(lab, amazon_)
        comparison.warm_up()
        for _run in range(lab.runs):
            comparison.run()
    return Figure(comparison.rows(), REMARK)


class HeavyComparison(Comparison):
    """A :class:`Comparison` of heavy orders that also times the transactions of the import."""

    standard = ORDERS
    by_hand = BY_HAND

    def __init__(self, lab, amazon_):
        super().__init__(lab, amazon_)
        self._has_stock_at_amazon = False
        self._longest = []  # seconds

    def warm_up(self):
        warm = super().warm_up()
        self._longest.clear()
        return warm

    def new_backlog(self, orders):
        opened = self._amazon.do(heavy_shop.open_shop, orders)
        with self.lab.database.transaction() as env:
            account = shop.link_account(env, self._amazon, *opened, skus=())
            if not self._has_stock_at_amazon:
                heavy_shop.put_on_stock(env, account.location_id)  # which all accounts share
                self._has_stock_at_amazon = True
            return account.id

    def _invent(self, count):
        return heavy_shop.place_orders(self._invented, count)

    def _synchronize(self, account_id):
        database = WatchedDatabase(self.lab.database.name)
        with database.watched():
            shop.synchronize(database, account_id)
        return database.longest_transaction

    def _import(self, orders):
        account_id = self.new_backlog(orders)
        self._measure(IMPORT, orders, lambda: self._longest.append(self._synchronize(account_id)))
        shop.check_imported(self.lab.database, account_id, orders)
        with self.lab.database.transaction() as env:
            shop.set_back(env['amazon.account'].browse(account_id))
        self._measure(REREADING, orders, lambda: self._synchronize(account_id))

    def rows(self):
        return [*super().rows(), Row(
            "Longest transaction of the import", self._longest, 's', at_most=MOST_SECONDS)]
