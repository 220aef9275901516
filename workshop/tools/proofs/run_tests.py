"""Run the addon's tests in Odoo's own test runner, on fresh databases, on all cores."""
import contextlib
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from .. import cache, examples, locks
from ..console import step
from ..machine import database
from ..machine.odoo_server import Odoo, free_port
from ..processes import end_what_runs_line_by_line, run_line_by_line
from . import coverage_of_the_addon
from .progress_of_tests import Display, Progress, counts

IGNORED_LOG_RECORDS = [
    # A file that Debian leaves out of its package of Odoo, and that is still listed there.
    r'selfie_segmentation\.js',
    # A browser opens connections that it has no use for, after all; later series ignore that, too.
    r'werkzeug: .*Request timed out: TimeoutError',
    # Whoever copies a database closes all connections to it; Odoo's bus opens its own again.
    r'(?s)bus\.models\.bus: Bus\.loop error.*InterfaceError: connection already closed',
    # Python's complaint, once, when it compiles other people's code; in ours ruff finds them.
    r'py\.warnings: .*invalid escape sequence',
]
# Tests that need other databases name them after the one they run on.
PROCESS_ID = re.compile(r'[_-](\d+)(?:_[a-z_]+)?$')
MOST_AT_ONCE = 4  # each has an Odoo of its own: beyond that, memory is scarcer than cores


@dataclass(frozen=True)
class Run:
    """Some of the tests, and what the database has that they run on."""

    name: str
    tags: str
    other_modules: tuple = ()
    examples: tuple = ()

    @property
    def database(self):
        """Name of its database."""
        return _database_name(self.name, os.getpid())

    @property
    def log(self):
        """Path of Odoo's log."""
        return _log(self.name, os.getpid())


# What the addon does beside modules that it does not depend on.
BESIDE_OTHER_MODULES = Run(
    'beside', 'beside_other_modules',
    ('l10n_eu_oss', 'product_expiry', 'sale_mrp', 'stock_dropshipping', 'stock_picking_batch'))
# What other modules send to customers, and not to Amazon's buyers.
BESIDE_MAILING_MODULES = Run(
    'mailing', 'beside_mailing_modules',
    ('event_sale', 'mass_mailing', 'project', 'sale_loyalty', 'website_sale'))
# What integrators build on it.
BESIDE_EXAMPLES = Run('examples', 'beside_examples', examples=examples.names())
BESIDE = (BESIDE_OTHER_MODULES, BESIDE_MAILING_MODULES, BESIDE_EXAMPLES)


def runs(tags=None, at_once=1):
    """Return what to run.

    :param str tags: Odoo's ``--test-tags``; by default all tests of the addon
    :param int at_once: how many runs there can be beside each other
    :rtype: list[Run]
    """
    if not tags:
        return [*_parts(at_once), *BESIDE]
    beside = [run for run in BESIDE if run.tags in tags]
    return [Run(
        'chosen', tags, sum((run.other_modules for run in beside), ()),
        sum((run.examples for run in beside), ()),
    )]


def _parts(count):
    """Divide the tests by their files.

    The first part is whatever the others are not, so that none can be forgotten.
    """
    files = sorted(
        path.relative_to(cache.REPOSITORY).as_posix()
        for path in (cache.REPOSITORY / 'tests').rglob('test_*.py'))
    parts = [[f'/{cache.ADDON}/{path}' for path in files[number::count]]
             for number in range(1, count)]
    rest = [f'/{cache.ADDON}', *(f'-{path}' for part in parts for path in part)]
    return [Run(f'part_{number}', ','.join(tags)) for number, tags in enumerate([rest, *parts], 1)]


def run_tests(source, tags=None, coverage=False):
    """Run the tests and show their counts.

    :param odoo_source.Source source: Odoo's source
    :param str tags: as :func:`runs` takes them
    :param bool coverage: show how much of the addon the tests run
    :return: the exit code: 1 if a test failed, none ran, or Odoo's log has a warning
    :raise Failure: if they can't be run
    """
    display = Display()
    at_once = min(_cores(), MOST_AT_ONCE)
    to_do = [(run, Progress(display)) for run in runs(tags, at_once)]
    with locks.clone_in_use(), database.server():
        _remove_what_ended_runs_left()
        odoo = Odoo(source)
        if coverage:
            coverage_of_the_addon.forget()
        with contextlib.ExitStack() as stack:
            for run, _progress in to_do:
                stack.enter_context(_fresh_database(run, odoo))
            codes = _at_once(at_once, lambda one: _carry_out(*one, odoo, coverage), to_do)
    if coverage:
        coverage_of_the_addon.report()
    complaints = [
        complaint for (run, progress), code in zip(to_do, codes, strict=True)
        if (complaint := _complaint_about(run, progress, code))
    ]
    for complaint in complaints:
        print(complaint)
    print(counts([progress for _run, progress in to_do]))
    return 1 if complaints else 0


def _cores():
    if hasattr(os, 'sched_getaffinity'):  # not everywhere
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _at_once(count, function, arguments):
    """Return what a function returns for each argument, some of them at once.

    :raise BaseException: what interrupts that; then no program is left behind.
    """
    with ThreadPoolExecutor(count) as pool:
        try:
            return list(pool.map(function, arguments))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            end_what_runs_line_by_line()
            raise


@contextlib.contextmanager
def _fresh_database(run, odoo):
    try:
        template = odoo.template_database(*run.other_modules)
        others = f" with {', '.join(run.other_modules)}" if run.other_modules else ""
        with step(f"Creating a fresh database{others}"):
            database.create(run.database, template)
        yield
    finally:
        database.drop(run.database)


def _carry_out(run, progress, odoo, coverage):
    """Run some tests, and return Odoo's exit code."""
    command = odoo.command(
        f'--database={run.database}', f'--init={",".join([cache.ADDON, *run.examples])}',
        f'--test-tags={run.tags}',
        '--stop-after-init', f'--http-port={free_port()}', '--max-cron-threads=0',
        under=coverage_of_the_addon.options_to_run() if coverage else [])
    return run_line_by_line(command, run.log, progress.take_note, **odoo.process_settings())


def _complaint_about(run, progress, code):
    """Show the errors and warnings of a run's log, and return a sentence if all is not well."""
    if _has_errors(run.log):
        complaint = "Odoo's log has errors or warnings (shown above)."
    elif code:
        complaint = f"Odoo ended with code {code}."
    elif not progress.ran:
        complaint = "No test ran."
    else:
        return None
    return f"{complaint} Odoo's log: {run.log}"


def _has_errors(log):
    import click
    from checklog_odoo.checklog import do_checklog

    try:
        do_checklog(str(log), IGNORED_LOG_RECORDS, echo=False)
    except click.ClickException:
        return True
    return False


def _database_name(run, pid):
    return f'{cache.ADDON}_{cache.CLONE_ID}_test_{run}_{pid}'


def _log(run, pid):
    return cache.WORK / f'test-{run}-{pid}.log'


def _remove_what_ended_runs_left():
    """Drop the databases of killed runs of this clone, and remove the logs of failed ones."""
    for name in database.names_like(_database_name('%', '%')):
        if not _is_running(name):
            database.drop(name)
    for log in cache.WORK.glob('test-*.log'):
        if not _is_running(log.stem):
            log.unlink()


def _is_running(name):
    """Return whether the process runs that a database or a log is named after."""
    with contextlib.suppress(PermissionError):  # somebody else's
        try:
            os.kill(int(PROCESS_ID.search(name)[1]), 0)
        except ProcessLookupError:
            return False
    return True
