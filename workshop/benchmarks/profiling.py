"""Where the time goes of importing orders, and of reading them again."""
import cProfile
import io
import pstats
import re
import time
from collections import Counter, defaultdict
from pathlib import Path

from . import heavy_shop, shop
from .amazon import amazon
from .lab import Lab
from .measures.importing import BATCH, CHANNEL, ORDERS, Comparison
from .measures.importing_heavy import HeavyComparison
from .scans import rows_scanned
from .statements import heard

FUNCTIONS = 80  # shown of the profile
STATEMENTS = 60  # shown of the table
SCANS = 15  # tables shown
VERB_AND_TABLE = re.compile(
    r'\s*(?:WITH .*?)?(?:(SELECT)\b.*?\bFROM|(INSERT) INTO|(UPDATE)|(DELETE) FROM)\s+"?(\w+)',
    re.DOTALL | re.IGNORECASE)


def profile(database_name, path, scale, is_heavy):
    """Write profiles, and the SQL statements by verb and table, into a file.

    :param str database_name: a fresh database with the addon
    :param str path: the file
    :param float scale: the part of a thousand orders that is imported
    :param bool is_heavy: whether they are the orders of the heavy mix
    """
    lab = Lab(database_name, 1, scale)
    orders = lab.count(ORDERS)
    if is_heavy:
        heavy_shop.set_up(lab.database)
    else:
        with lab.database.transaction() as env:
            shop.set_up(env)
    with amazon() as amazon_:
        comparison = HeavyComparison(lab, amazon_) if is_heavy else (
            Comparison(lab, amazon_, CHANNEL))
        shop.synchronize(lab.database, comparison.new_backlog(BATCH))
        account_id = comparison.new_backlog(orders)
        texts = [_profile("imported", lab.database, account_id, orders)]
        shop.check_imported(lab.database, account_id, orders)
        with lab.database.transaction() as env:
            shop.set_back(env['amazon.account'].browse(account_id))
        texts.append(_profile("read again", lab.database, account_id, orders))
    Path(path).write_text('\n'.join(texts))
    print(f"{orders} orders profiled: {path}")


def _profile(what, database, account_id, orders):
    profiler, statements = cProfile.Profile(), Statements()
    scanned = rows_scanned(database)
    start = time.perf_counter()
    with heard(statements.hear):
        profiler.runcall(shop.synchronize, database, account_id)
    seconds = time.perf_counter() - start
    return (
        f"=== {orders} orders {what} in {seconds:.1f} s under the profiler ===\n\n"
        f"{statements.table(orders)}"
        f"{_scans(rows_scanned(database) - scanned, orders)}"
        f"{_functions(profiler)}"
    )


class Statements:
    """Counts and times of SQL statements by verb and table."""

    def __init__(self):
        self._counts = Counter()
        self._seconds = defaultdict(float)

    def hear(self, _cr, query, _parameters, _start, seconds):
        """Take note of a statement, as :func:`.statements.heard` calls it."""
        found = VERB_AND_TABLE.match(str(query))
        words = [word for word in found.groups() if word] if found else str(query).split()[:2]
        key = ' '.join(words)
        self._counts[key] += 1
        self._seconds[key] += seconds

    def table(self, orders):
        """Return the table as text, the most frequent first, per order."""
        lines = [f"{'statements an order':>20} {'ms an order':>12}"]
        lines += [
            f'{count / orders:20.2f} {1000 * self._seconds[key] / orders:12.3f}  {key}'
            for key, count in self._counts.most_common(STATEMENTS)
        ]
        total = sum(self._counts.values()), sum(self._seconds.values())
        lines.append(f'{total[0] / orders:20.2f} {1000 * total[1] / orders:12.3f}  all\n\n')
        return '\n'.join(lines)


def _scans(rows, orders):
    lines = [f"{'rows read without an index, an order':>36}"]
    lines += [f'{count / orders:36.1f}  {table}' for table, count in rows.most_common(SCANS)]
    return '\n'.join([*lines, '\n'])


def _functions(profiler):
    text = io.StringIO()
    functions = pstats.Stats(profiler, stream=text)
    for order in ('cumulative', 'tottime'):
        functions.sort_stats(order).print_stats(FUNCTIONS)
    return re.sub(r'/\S*/(?=(?:addons|odoo|site-packages|amazon_connector)/)', '', text.getvalue())
