"""Measure how fast the connector is, each figure on a fresh database."""
import contextlib
import os
from pathlib import Path

from .. import cache, locks
from ..console import Failure, step
from ..machine import database
from ..machine.addon_database import AddonDatabase
from ..machine.odoo_server import Odoo
from ..processes import run_line_by_line

DATABASE = f'{cache.ADDON}_{cache.CLONE_ID}_bench'
LOGS = cache.WORK / 'bench'
STANDARD_RUNS = 3


def bench(source, only=None, runs=None, scale=None):
    """Measure figures, show their tables and write ``workshop/benchmarks/results.json``.

    What is measured with fewer runs or orders than the standard is shown, but not written.

    :param odoo_source.Source source: Odoo's source
    :param str only: the figures' names, separated by commas; all by default
    :param int runs: how often each value is measured
    :param float scale: the part of the standard numbers of orders that is measured
    :return: the exit code: 1 if a figure could not be measured
    :raise Failure: if there is no such figure
    """
    names = _names(only)
    runs = runs or STANDARD_RUNS
    is_kept = scale is None and runs >= STANDARD_RUNS
    load = os.getloadavg()[0]
    with _ready(source) as odoo:
        codes = [
            _carry_out(
                odoo, 'run', f'run({name!r}, {{}}, {runs}, {scale or 1}, {load}, {is_kept})')
            for name in names
        ]
    return max(codes)


def profile(source, file, scale=None, only=None):
    """Write into a file where the time of an import goes.

    :param odoo_source.Source source: Odoo's source
    :param str file: where to
    :param float scale: the part of a thousand orders that is imported
    :param str only: ``heavy`` for the orders of the heavy mix
    :return: the exit code
    """
    path = str(Path(file).absolute())
    with _ready(source) as odoo:
        call = f'profile({{}}, {path!r}, {scale or 1}, is_heavy={only == "heavy"})'
        return _carry_out(odoo, 'profiling', call)


def _names(only):
    from ...benchmarks.figures import FIGURES

    names = only.split(',') if only else list(FIGURES)
    unknown = [name for name in names if name not in FIGURES]
    if unknown:
        raise Failure(
            f"There is nothing to measure by the name of {', '.join(unknown)}. "
            f"There is: {', '.join(FIGURES)}.")
    return names


@contextlib.contextmanager
def _ready(source):
    """Provide an Odoo, and a database with the addon that is copied for each measurement."""
    busy = "Another terminal measures with this clone already."
    with locks.only_one(f'bench {cache.CLONE_ID}', busy), locks.clone_in_use(), database.server():
        odoo = Odoo(source)
        _drop_databases()
        try:
            AddonDatabase(odoo, DATABASE, LOGS).make("the database to measure with")
            yield odoo
        finally:
            _drop_databases()


def _drop_databases():
    for name in database.names_like(f'{DATABASE}%'):
        database.drop(name)


def _carry_out(odoo, module, call):
    """Call a function of the benchmarks in an Odoo that holds no database open.

    :param Odoo odoo: what runs it
    :param str module: the module of the benchmarks
    :param str call: an expression in the module's names; ``{}`` in it becomes a fresh database
    :return: the exit code
    """
    name = f'{DATABASE}_lab'
    with step("Copying the database"):
        database.create(name, DATABASE)
    script = (f'from odoo.addons.{cache.ADDON}.workshop.benchmarks import {module}\n'
              f'{module}.{call.format(repr(name))}\n')
    command = odoo.command(
        '--no-http', '--max-cron-threads=0', '--log-level=warn', subcommand=['shell'])
    return run_line_by_line(
        command, LOGS / f'{module}.log', lambda line: print(line, end='', flush=True),
        script=script, **odoo.process_settings())
