"""Run the addon's tests in Odoo's own test runner, on a fresh database."""
import os
import re
import subprocess

from . import cache, database
from .console import step
from .odoo_server import Odoo, free_port

IGNORED_LOG_RECORDS = []


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


def run_tests(source, tags=None):
    """Run the tests and show their counts.

    :param pathlib.Path source: Odoo's source
    :param str tags: Odoo's ``--test-tags``; by default all tests of the addon
    :return: the exit code: 1 if a test failed, none ran, or Odoo's log has a warning
    :raise Failure: if they can't be run
    """
    log = cache.CLONE / 'test.log'
    progress = Progress()
    with database.server():
        _drop_left_databases()
        odoo = Odoo(source)
        template = odoo.template_database()
        name = _database_name(os.getpid())
        try:
            with step("Creating a fresh database"):
                database.create(name, template)
            code = _run(odoo, name, tags or f'/{cache.ADDON}', log, progress)
        finally:
            database.drop(name)
    complaint = _complaint_about(log) or _verdict(code, progress)
    if complaint:
        print(f"{complaint} Odoo's log: {log}")
    print(progress.counts())
    return 1 if complaint else 0


def _run(odoo, name, tags, log, progress):
    command = odoo.command(
        f'--database={name}', f'--init={cache.ADDON}', f'--test-tags={tags}', '--stop-after-init',
        f'--http-port={free_port()}', '--max-cron-threads=0')
    with log.open('w') as output, subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace',
        stdin=subprocess.DEVNULL, **odoo.process_settings(),
    ) as process:
        try:
            for line in process.stdout:
                output.write(line)
                progress.take_note(line)
        except BaseException:
            process.terminate()
            raise
    return process.returncode


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


def _drop_left_databases():
    """Drop what killed runs of this clone have left."""
    for name in database.names_like(_database_name('%')):
        try:
            os.kill(int(name.rpartition('_')[2]), 0)
        except ProcessLookupError:
            database.drop(name)
