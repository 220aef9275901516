"""Run the addon's tests in Odoo's own test runner, on a fresh database."""
import contextlib
import os
import re

from . import cache, coverage_of_the_addon, database, locks
from .console import step
from .odoo_server import Odoo, free_port
from .processes import run_line_by_line

IGNORED_LOG_RECORDS = [
    # Python's complaint, once, when it compiles other people's code; in ours ruff finds them.
    r'py\.warnings: .*invalid escape sequence',
]


class Progress:
    """What Odoo's log tells about the tests, line by line."""

    STARTED = re.compile(r' INFO \S+ \S+: Starting (\S+) \.\.\. ')
    SKIPPED = re.compile(r' INFO \S+ \S+: (skipped (\w+ \(\S+\)|\S+) : .*)')
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
        elif found := self.FAILED.search(line):
            self.failed.add(found[1])
            print(f"     FAILED {found[1]}", flush=True)

    def counts(self):
        """Return the closing line."""
        passed = len(self.started - self.failed - self.skipped)
        line = f"{passed} passed, {len(self.failed)} failed"
        return line + (f", {len(self.skipped)} skipped" if self.skipped else '')


def run_tests(source, tags=None, coverage=False):
    """Run the tests and show their counts.

    :param pathlib.Path source: Odoo's source
    :param str tags: Odoo's ``--test-tags``; by default all tests of the addon
    :param bool coverage: show how much of the addon the tests run
    :return: the exit code: 1 if a test failed, none ran, or Odoo's log has a warning
    :raise Failure: if they can't be run
    """
    log = _log(os.getpid())
    progress = Progress()
    with locks.clone_in_use(), database.server():
        _remove_what_ended_runs_left()
        odoo = Odoo(source)
        template = odoo.template_database()
        name = _database_name(os.getpid())
        try:
            with step("Creating a fresh database"):
                database.create(name, template)
            code = _run(odoo, name, tags or f'/{cache.ADDON}', log, progress, coverage)
        finally:
            database.drop(name)
    if coverage:
        coverage_of_the_addon.report()
    complaint = _complaint_about(log) or _verdict(code, progress)
    if complaint:
        print(f"{complaint} Odoo's log: {log}")
    print(progress.counts())
    return 1 if complaint else 0


def _run(odoo, name, tags, log, progress, coverage):
    command = odoo.command(
        f'--database={name}', f'--init={cache.ADDON}', f'--test-tags={tags}', '--stop-after-init',
        f'--http-port={free_port()}', '--max-cron-threads=0',
        under=coverage_of_the_addon.options('run') if coverage else [])
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


def _verdict(code, progress):
    if code:
        return f"Odoo ended with code {code}."
    if not progress.started - progress.skipped:
        return "No test ran."
    return None


def _database_name(pid):
    return f'{cache.ADDON}_{cache.CLONE_ID}_test_{pid}'


def _log(pid):
    return cache.CLONE / f'test-{pid}.log'


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
