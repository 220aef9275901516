"""Measure one figure, inside Odoo: in the shell of `workshop/tools/proofs/bench.py`."""
import importlib

from . import results, table
from .figures import FIGURES
from .lab import Lab
from .machine import describe

BUSY = 1.0  # processes at work


def run(name, database_name, runs, scale, load, is_kept):
    """Measure a figure, show its table and keep its values.

    :param str name: one of :data:`FIGURES`
    :param str database_name: a fresh database with the addon
    :param int runs: how often each value is measured
    :param float scale: the part of the standard numbers of orders that is measured
    :param float load: how many processes were at work before all this began
    :param bool is_kept: whether the values are to be kept in the results
    """
    module = importlib.import_module(f'.{FIGURES[name]}', __package__)
    lab = Lab(database_name, runs, scale)
    figure = module.measure(lab)
    print('\n'.join(['', *table.lines(module.TITLE, figure)]))
    if load > BUSY:
        print(f"  The machine had other work to do (load {load:.1f}): do not trust the times.")
    if is_kept:
        with lab.database.transaction() as env:
            machine = {**describe(env), 'load': round(load, 2)}
        results.merge(name, module.TITLE, figure, machine)
