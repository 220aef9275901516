"""What orders cost that come when there are many already, and what a large backlog takes."""
import re
import time
from collections import defaultdict
from pathlib import Path

from .. import sellers, shop
from ..amazon import amazon, forked
from ..figure import Figure, Row, ratios
from ..scans import rows_scanned
from ..statements import Count
from ..transactions import WatchedDatabase

TITLE = "Growth: many orders in the database, and a large backlog"
FEW = 1000
BACKLOG = 10_000
BACKLOGS = 2  # what there are many of, afterwards
SAMPLE = 250
BATCH = 50

REMARK = (
    "Two databases, one with 1,000 imported orders and one with 20,000, import 250 more in turns. "
    "The 20,000 are two backlogs of 10,000, each imported by a worker process of its own in as "
    "many runs of the scheduled job as it takes; Amazon's limit of calls is lifted, for it would "
    "last hours. The idle worker has synchronized an account without orders before; its memory, "
    "and the highest that it reached with the backlog, are the kernel's VmRSS and VmHWM."
)


def measure(lab):
    """Measure a database that has few orders beside one that has many."""
    with lab.database.transaction() as env:
        shop.set_up(env)
    few = lab.database.duplicate('few')
    with amazon() as amazon_:
        amazon_.do(sellers.lift_limit, 'searchOrders')
        workers = [_import_backlog(lab, amazon_) for _ in range(BACKLOGS)]
        shop.synchronize(few, shop.new_backlog(few, amazon_, lab.count(FEW)))
        samples = _compare(lab, amazon_, {'few': few, 'many': lab.database})
    return Figure([*_rows_of_growth(samples), *_rows_of_backlog(workers)], REMARK)


def _rows_of_growth(samples):
    few, many = samples['few'], samples['many']
    return [
        Row("Time an order, with 20,000 orders there against 1,000",
            ratios(many['seconds'], few['seconds']), at_most=1.1),
        Row("Statements an order, with 20,000 orders there against 1,000",
            ratios(many['statements'], few['statements']), at_most=1.1),
        Row("Rows read without an index, 1,000 orders there", few['scanned'], 'an order'),
        Row("Rows read without an index, 20,000 orders there", many['scanned'], 'an order'),
    ]


def _rows_of_backlog(workers):
    return [
        Row("Memory of the worker over the idle worker, backlog of 10,000",
            [worker['memory'] for worker in workers], 'MB', at_most=60),
        Row("The idle worker", [worker['idle'] for worker in workers], 'MB'),
        Row("Longest transaction", [worker['transaction'] for worker in workers], 's'),
        Row("Longest time the account was locked", [worker['lock'] for worker in workers], 's'),
        Row("Import of the backlog", [worker['speed'] for worker in workers], 'orders/s'),
    ]


# === MANY ORDERS THERE === #

def _compare(lab, amazon_, databases):
    samples = {name: defaultdict(list) for name in databases}
    for database in databases.values():
        database.execute('ANALYZE')
        shop.synchronize(database, shop.new_backlog(database, amazon_, BATCH))
    orders = lab.count(SAMPLE)
    for _run in range(lab.runs):
        for name, database in databases.items():
            account_id = shop.new_backlog(database, amazon_, orders)
            for what, value in _sample(database, account_id).items():
                samples[name][what].append(value / orders)
            shop.check_imported(database, account_id, orders)
    return samples


def _sample(database, account_id):
    """Measure an import.

    :rtype: dict[str, float]
    """
    scanned_before = rows_scanned(database)
    with Count() as count:
        start = time.perf_counter()
        shop.synchronize(database, account_id)
        seconds = time.perf_counter() - start
    return {
        'seconds': seconds,
        'statements': count.statements,
        'scanned': (rows_scanned(database) - scanned_before).total(),
    }


# === A BACKLOG === #

def _import_backlog(lab, amazon_):
    """Have a new process import a backlog.

    :return: what it measured of itself
    :rtype: dict[str, float]
    """
    orders = lab.count(BACKLOG)
    idle_id = shop.new_backlog(lab.database, amazon_, 0)
    account_id = shop.new_backlog(lab.database, amazon_, orders)
    with forked(_work, lab.database.name, idle_id, account_id) as (_process, connection):
        measured = connection.recv()
    shop.check_imported(lab.database, account_id, orders)
    return {**measured, 'speed': orders / measured['seconds']}


def _work(connection, database_name, idle_id, account_id):
    database = WatchedDatabase(database_name)
    shop.synchronize(database, idle_id)
    idle = _memory('VmRSS')
    start = time.perf_counter()
    with database.watched():
        shop.synchronize(database, account_id)
    connection.send({
        'seconds': time.perf_counter() - start,
        'idle': idle,
        'memory': _memory('VmHWM') - idle,
        'transaction': database.longest_transaction,
        'lock': database.longest_lock,
    })


def _memory(kind):
    """Return how much memory the process has or had.

    :param str kind: ``VmRSS`` for now, ``VmHWM`` for the highest there was
    :return: MB
    """
    kilobytes = re.search(rf'{kind}:\s+(\d+) kB', Path('/proc/self/status').read_text())[1]
    return int(kilobytes) / 1024
