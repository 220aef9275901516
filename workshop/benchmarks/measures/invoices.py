"""Invoicing what was shipped, against Odoo's own Create Invoices on the same orders."""
import time
from collections import defaultdict

from .. import sellers, shop
from ..amazon import amazon
from ..figure import Figure, Row, ratios
from ..statements import Count

TITLE = "Invoices of shipped orders, against Odoo's own Create Invoices on the same orders"
ORDERS = 1000
WARM_UP = 100
ODOOS = "Odoo's own, created and posted"
OURS = "an invoice each, created and posted"
COLLECTIVE = "collective invoices, created and posted"
MOST_ORDERS = 500  # on one of them

REMARK = (
    "Orders of two items with shipping and a tax within the prices, which Amazon has shipped. "
    "Odoo's own is what Create Invoices and Confirm do with all orders of a page of 80 selected, "
    "page by page; that is taken back, and the account's scheduled job does the same orders. "
    "Collective invoices are measured on as many other orders. In one process, on one database."
)


def measure(lab):
    """Measure how orders that Amazon has shipped are invoiced."""
    with lab.database.transaction() as env:
        shop.set_up(env)
        tax_products(env)
    with amazon() as amazon_:
        comparison = Comparison(lab, amazon_)
        comparison.run(WARM_UP)
        comparison.forget()
        for _run in range(lab.runs):
            comparison.run(lab.count(ORDERS))
    return Figure(comparison.rows(), REMARK)


def tax_products(env):
    """Have prices include a tax, so that invoices have lines for it."""
    tax = env['account.tax'].create({
        'name': "VAT", 'amount': 25, 'type_tax_use': 'sale', 'price_include': True,
    })
    products = env['product.product'].search([('default_code', 'in', sellers.skus(0))])
    (products + env['product.product']._amazon_default('shipping')).taxes_id = tax


class Comparison:
    """Speeds and statements of invoicing by the scheduled job, and as people do."""

    page = 80  # orders that Odoo's list shows

    def __init__(self, lab, amazon_):
        self._database = lab.database
        self._amazon = amazon_
        self.forget()

    def forget(self):
        self._speeds = defaultdict(list)  # orders a second
        self._statements = defaultdict(list)  # an order
        self._longest = []

    def run(self, orders):
        """Measure each way once.

        :param int orders: how many.
        """
        account_id = self._shipped(orders)
        self._measure(ODOOS, orders, lambda: self._invoice_as_people_do(account_id))
        self._measure(OURS, orders, lambda: self._work(account_id))
        self._check(account_id, orders, invoices=orders)
        account_id = self._shipped(orders, invoice_private='daily')
        self._work(account_id)
        self._end_the_day(account_id)
        self._measure(COLLECTIVE, orders, lambda: self._work(account_id))
        self._check(account_id, orders, invoices=-(-orders // MOST_ORDERS))

    def _shipped(self, orders, **choices):
        account_id = shop.new_backlog(self._database, self._amazon, orders, 'AMAZON')
        shop.synchronize(self._database, account_id)
        shop.check_imported(self._database, account_id, orders)
        with self._database.transaction() as env:
            env['amazon.account'].browse(account_id).write({
                'invoice_when': 'posted', 'invoices_since': '2020-01-01', **choices,
            })
        return account_id

    def _end_the_day(self, account_id):
        with self._database.transaction() as env:
            env['sale.order'].search([
                ('amazon_account_id', '=', account_id), ('amazon_collect_day', '!=', False),
            ]).amazon_invoice_next_attempt = False

    def _invoice_as_people_do(self, account_id):
        with self._database.transaction() as env:
            orders = env['sale.order'].search([('amazon_account_id', '=', account_id)])
            for start in range(0, len(orders), self.page):
                orders[start:start + self.page]._create_invoices().action_post()
                env.flush_all()
            env.cr.rollback()

    def _work(self, account_id):
        with self._database.transaction() as env:
            account = env['amazon.account'].browse(account_id)
            while True:
                account._cron_make_invoices()
                if not env['sale.order']._due_to_invoice(account, 1) and (
                    not env['sale.order']._due_to_collect(account, 1)
                ):
                    return

    def _check(self, account_id, orders, invoices):
        with self._database.transaction() as env:
            done = env['sale.order'].search([
                ('amazon_account_id', '=', account_id), ('invoice_status', '=', 'invoiced'),
            ])
            made = done.invoice_ids.filtered(lambda invoice: invoice.state == 'posted')
            if (len(done), len(made)) != (orders, invoices):
                raise AssertionError(
                    f"{len(done)} of {orders} orders are on {len(made)} invoices instead of "
                    f"{invoices}.")

    def _measure(self, what, orders, work):
        with Count() as count:
            start = time.perf_counter()
            work()
            seconds = time.perf_counter() - start
        self._speeds[what].append(orders / seconds)
        self._statements[what].append(count.statements / orders)

    def rows(self):
        """Return what was measured, the goals first."""
        speeds = self._speeds
        return [
            *(
                Row(f"{what.capitalize()}, against Odoo's own",
                    ratios(speeds[what], speeds[ODOOS]), at_least=2)
                for what in (OURS, COLLECTIVE)
            ),
            *(Row(f"Speed: {what}", runs, 'orders/s') for what, runs in speeds.items()),
            *(Row(f"SQL: {what}", runs, 'statements an order')
              for what, runs in self._statements.items()),
        ]
