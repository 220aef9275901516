"""Run the addon's tests in Odoo's own test runner, on fresh databases."""
import contextlib
import os
import re
from dataclasses import dataclass

from . import cache, coverage_of_the_addon, database, locks
from .console import step
from .odoo_server import Odoo, free_port
from .processes import run_line_by_line

IGNORED_LOG_RECORDS = [
    # Python's complaint, once, when it compiles other people's code; in ours ruff finds them.
    r'py\.warnings: .*invalid escape sequence',
]


@dataclass(frozen=True)
class Run:
    """Some of the tests, and what the database has that they run on."""

    tags: str
    other_modules: tuple = ()


# What the addon does beside modules that it does not depend on.
BESIDE_OTHER_MODULES = Run(
    'beside_other_modules',
    ('product_expiry', 'sale_mrp', 'stock_dropshipping', 'stock_picking_batch'))


class Progress:
    """What Odoo's log tells about the tests, line by line."""

    STARTED = re.compile(r' INFO \S+ \S+: Starting (\S+) \.\.\. ')
    SKIPPED = re.compile(r' INFO \S+ \S+: (skipped (\w+ \(\S+\)|\S+) : .*)')
    REPORTED = re.compile(r' INFO \S+ \S+: Report: (.*)')
    FAILED = re.compile(r' ERROR \S+ \S+: (?:FAIL|ERROR): (?:Subtest )?(\w+ \(\S+\)|\S+)')

    def __init__(self):
        self.started = set()
        self.skipped = set()
        self.failed = set()

    def take_note(self, line):
        """Count what a line of the log tells, and show it."""
        if found := self.STARTED.search(line):
            self.started.add(found[1])
            print(f"{len(self.started):4} {found[1]}", flush=True)
        elif found := self.SKIPPED.search(line):
            self.skipped.add(found[2])
            print(f"     {found[1].strip(' -')}", flush=True)
        elif found := self.REPORTED.search(line):
            print(f"     {found[1].rstrip()}", flush=True)
        elif found := self.FAILED.search(line):
            self.failed.add(found[1])
            print(f"     FAILED {found[1]}", flush=True)

    @property
    def ran(self):
        """The tests that were really run."""
        return self.started - self.skipped

    def counts(self):
        """Return the closing line."""
        passed = len(self.ran - self.failed)
        line = f"{passed} passed, {len(self.failed)} failed"
        return line + (f", {len(self.skipped)} skipped" if self.skipped else '')


def runs(tags=None):
    """Return what to run.

    :param str tags: Odoo's ``--test-tags``; by default all tests of the addon
    :rtype: list[Run]
    """
    if not tags:
        return [Run(f'/{cache.ADDON}'), BESIDE_OTHER_MODULES]
    is_beside = BESIDE_OTHER_MODULES.tags in tags
    return [Run(tags, BESIDE_OTHER_MODULES.other_modules if is_beside else ())]


def run_tests(source, tags=None, coverage=False):
    """Run the tests and show their counts.

    :param pathlib.Path source: Odoo's source
    :param str tags: as :func:`runs` takes them
    :param bool coverage: show how much of the addon the tests run
    :return: the exit code: 1 if a test failed, none ran, or Odoo's log has a warning
    :raise Failure: if they can't be run
    """
    progress = Progress()
    with locks.clone_in_use(), database.server():
        _remove_what_ended_runs_left()
        odoo = Odoo(source)
        if coverage:
            coverage_of_the_addon.forget()
        complaints = [_carry_out(run, odoo, progress, coverage) for run in runs(tags)]
    if coverage:
        coverage_of_the_addon.report()
    for complaint in filter(None, complaints):
        print(complaint)
    print(progress.counts())
    return 1 if any(complaints) else 0


def _carry_out(run, odoo, progress, coverage):
    """Run some tests on a database of their own, and return a complaint if all is not well."""
    log = _log('-'.join([*run.other_modules, str(os.getpid())]))
    name = _database_name(os.getpid())
    ran_before = progress.ran
    try:
        template = odoo.template_database(*run.other_modules)
        others = f" with {', '.join(run.other_modules)}" if run.other_modules else ""
        with step(f"Creating a fresh database{others}"):
            database.create(name, template)
        code = _run(odoo, name, run.tags, log, progress, coverage)
    finally:
        database.drop(name)
    complaint = _complaint_about(log) or _verdict(code, progress.ran - ran_before)
    return complaint and f"{complaint} Odoo's log: {log}"


def _run(odoo, name, tags, log, progress, coverage):
    command = odoo.command(
        f'--database={name}', f'--init={cache.ADDON}', f'--test-tags={tags}', '--stop-after-init',
        f'--http-port={free_port()}', '--max-cron-threads=0',
        under=coverage_of_the_addon.options_to_run() if coverage else [])
    return run_line_by_line(command, log, progress.take_note, **odoo.process_settings())


def _complaint_about(log):
    """Show the log's errors and warnings, and return a sentence if there are any."""
    import click
    from checklog_odoo.checklog import do_checklog

    try:
        do_checklog(str(log), IGNORED_LOG_RECORDS, echo=False)
    except click.ClickException:
        return "Odoo's log has errors or warnings (shown above)."
    return None


def _verdict(code, ran):
    if code:
        return f"Odoo ended with code {code}."
    if not ran:
        return "No test ran."
    return None


def _database_name(pid):
    return f'{cache.ADDON}_{cache.CLONE_ID}_test_{pid}'


def _log(name):
    return cache.CLONE / f'test-{name}.log'


def _remove_what_ended_runs_left():
    """Drop the databases of killed runs of this clone, and remove the logs of failed ones."""
    for name in database.names_like(_database_name('%')):
        if not _is_running(name.rpartition('_')[2]):
            database.drop(name)
    for log in cache.CLONE.glob(_log('*').name):
        if not _is_running(log.stem.rpartition('-')[2]):
            log.unlink()


def _is_running(pid):
    with contextlib.suppress(PermissionError):  # somebody else's
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return False
    return True
