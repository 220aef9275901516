"""What people wait for: pages of a database that has a hundred thousand orders."""
import contextlib
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from odoo import api

from .. import shop
from ..figure import Figure, Row
from ..full_shop import FullShop
from ..statements import Count
from .many_rows import ManyRows
from .pages_asked import LISTS, Request, requests_of, requests_of_dashboard, specification_of
from .virtual_shop import local_amazon

TITLE = "The user's second: pages, with 100,000 Amazon orders in the database"
SEEDS = 1000  # rows of the inbox that are copied
FEW = 10_000
MANY = 100_000
ACCOUNTS = 20
KINDS = {
    'filter': "slowest filter", 'group': "slowest grouping", 'search': "slowest search",
    'number': "slowest number",
}

REMARK = (
    "A thousand rows of the inbox were made with Odoo and the simulated Amazon (sales orders with "
    "deliveries, parcels that Amazon was told of, FBA moves; eight in ten rows are orders that are "
    "none of Odoo's) and copied in SQL with all that hangs on them: there are 100,000, with 20,000 "
    "sales orders, and 10,000 that are not Amazon's; some percent of them wait for a person. All "
    "are of one account; the dashboard shows it among twenty. A page is what the web client asks "
    "the server for, with the fields of the view and the count, as a user with all rights; the "
    "first time, which fills caches, does not count. Of filters, groupings, searches and numbers "
    "the slowest is shown."
)


def measure(lab):
    """Measure each page with few rows, then with many."""
    with lab.database.transaction() as env:
        shop.set_up(env)
    with local_amazon() as amazon:
        rows = ManyRows(lab.database, lab.count(MANY) // SEEDS)
        full_shop = FullShop(lab.database, amazon)
        full_shop.fill()
        full_shop.add_accounts(ACCOUNTS - 1)
        measured = {}
        for number in (FEW, MANY):
            rows.multiply(max(lab.count(number) // SEEDS, 2))
            measured[number] = _measure_all(lab, full_shop.account_id)
    return Figure(list(_rows(measured[FEW], measured[MANY])), REMARK)


@dataclass(frozen=True)
class Measured:
    """What a request took, each time.

    :param list seconds: how long
    :param list statements: how many of SQL
    """

    request: Request
    seconds: list
    statements: list


def _measure_all(lab, account_id):
    with _user_environment(lab.database) as env:
        requests = [
            *_requests_of_account(env, account_id),
            *requests_of_dashboard(env, account_id),
            *(request for page in LISTS for request in requests_of(env, page)),
        ]
    return [_measure(lab, request) for request in requests]


@contextlib.contextmanager
def _user_environment(database):
    """Give the environment of a user with all rights on Amazon, without anything cached."""
    with database.transaction() as env:
        yield api.Environment(env.cr, env.ref('base.user_admin').id, {'lang': 'en_US'})


def _requests_of_account(env, account_id):
    arch = etree.fromstring(env['amazon.account'].get_view(view_type='form')['arch'])
    specification = specification_of(env, 'amazon.account', arch)

    def account(env):
        return env['amazon.account'].browse(account_id)

    return [
        Request("Account, with its counters", 'open', "",
                lambda env: account(env).web_read(specification)),
        Request("Sync Orders, nothing to do", 'click', "",
                lambda env: account(env).action_sync_orders()),
        Request("Scheduled job for deliveries, nothing to do", 'click', "",
                lambda env: account(env).sudo()._cron_sync_pickings()),
    ]


def _measure(lab, request):
    seconds, statements = [], []
    for _run in range(1 + lab.runs):
        with _user_environment(lab.database) as env, Count() as count:
            start = time.perf_counter()
            request.ask(env)
            seconds.append(time.perf_counter() - start)
        statements.append(count.statements)
    return Measured(request, seconds[1:], statements[1:])


def _rows(with_few, with_many):
    groups = defaultdict(list)
    for many in with_many:
        groups[many.request.page, many.request.kind].append(many)
    for (page, kind), requests in groups.items():
        slowest = max(requests, key=lambda measured: statistics.median(measured.seconds))
        name = page
        if kind in KINDS:
            name += f", {KINDS[kind]} of {len(requests)}: {slowest.request.what}"
        yield Row(name, slowest.seconds, 's', at_most=1)
    pairs = list(zip(with_few, with_many, strict=True))
    yield Row(
        "Most statements of a page", [max(max(many.statements) for _few, many in pairs)])
    # One more counts the rows, where there are more than the page shows.
    yield Row(
        "Most statements that a page takes more, of ten times the rows",
        [max(
            statistics.median(many.statements) - statistics.median(few.statements)
            for few, many in pairs
        )], at_most=1)
