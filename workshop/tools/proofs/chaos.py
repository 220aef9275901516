"""Throw every kind of fault at the connector, seed by seed, and see whether anything is lost."""
import contextlib
import json
import os
import re
import shutil
import subprocess
import time

from .. import cache, locks
from ..console import Failure, last_lines, step
from ..machine.addon_database import AddonDatabase
from ..machine.embedded_postgresql import Cluster
from ..machine.odoo_server import Odoo
from ..processes import running
from . import chaos_results

FOLDER = cache.WORK / 'chaos'
DATABASE = f'{cache.ADDON}_{cache.CLONE_ID}_chaos'
SEEDS = '1-20'
SIZE = 200


def chaos(source, seeds=None, jobs=None, size=None):
    """Go through seeds that were not gone through yet with this code, and tell how all ended.

    Each job has a database server of its own, which it may kill.

    :param odoo_source.Source source: Odoo's source
    :param str seeds: such as ``7`` or ``1-1000``
    :param int jobs: how many seeds at once; as many as there are cores by default
    :param int size: how many orders a shop has at most
    :return: the exit code: 1 if a seed failed
    :raise Failure: if they can't be run
    """
    wanted = numbers(seeds or SEEDS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with locks.clone_in_use(), locks.only_one(f'chaos {cache.CLONE_ID}', "Chaos runs already."):
        results = chaos_results.Results(FOLDER, size or SIZE)
        left = wanted if len(wanted) == 1 else [seed for seed in wanted if seed not in results]
        if left:
            _go_through(source, left, min(jobs or os.cpu_count(), len(left)), results)
    return results.conclude(wanted)


def numbers(seeds):
    """Return the seeds that a text names.

    :param str seeds: such as ``7`` or ``1-1000``
    :rtype: list
    :raise Failure: if it is none
    """
    found = re.fullmatch(r'(\d+)(?:-(\d+))?', seeds)
    named = range(int(found[1]), int(found[2] or found[1]) + 1) if found else ()
    if not named:
        raise Failure("SEEDS is a number, such as 7, or a range, such as 1-1000.")
    return list(named)


def _go_through(source, seeds, jobs, results):
    _prepare(source)
    with contextlib.ExitStack() as stack:
        programs = [
            stack.enter_context(_job(source, f'job-{number}', seeds[number::jobs], results.size))
            for number in range(jobs)
        ]
        outputs = [Output(program.log) for program in programs]
        while any([output.read_on(results) for output in outputs]) or _is_any_at_work(programs):
            time.sleep(1)


def _is_any_at_work(programs):
    """Return whether a program has still something to do.

    :raise Failure: if one has not
    """
    codes = [program.process.poll() for program in programs]
    for program, code in zip(programs, codes, strict=True):
        if code:
            raise Failure(
                f"{last_lines(program.log)}\n{program.name} ended by itself; its log: "
                f"{program.log}")
    return None in codes


class Output:
    """What a program prints into a file: results, each a line of JSON."""

    def __init__(self, path):
        self._file = path.open()
        self._rest = ''

    def read_on(self, results):
        """Add the results that were printed meanwhile.

        :return: whether there were any
        """
        *lines, self._rest = (self._rest + self._file.read()).split('\n')
        found = [json.loads(line) for line in lines if line.startswith('{')]
        for result in found:
            results.add(result)
        return bool(found)


def _prepare(source):
    """Make a database server with a database that has the addon, to be copied for each job."""
    cluster = Cluster(FOLDER / 'prepared')
    if not cluster.data.exists():
        cluster.make()
    if not cluster.is_running():
        cluster.start()
    try:
        os.environ.update(cluster.environment())
        AddonDatabase(Odoo(source), DATABASE, FOLDER).make("a database for chaos")
    finally:
        cluster.stop()


def _copy_of_the_cluster(name):
    cluster = Cluster(FOLDER / name)
    with step(f"Copying the database server for {name}"):
        if cluster.data.exists() and cluster.is_running():
            cluster.stop()
        shutil.rmtree(cluster.folder, ignore_errors=True)
        # PostgreSQL's files belong to who runs it.
        subprocess.run(['cp', '-a', str(FOLDER / 'prepared'), str(cluster.folder)], check=True)
    return cluster


@contextlib.contextmanager
def _job(source, name, seeds, size):
    """Go through seeds one after the other, in a program that runs beside the tools."""
    cluster = _copy_of_the_cluster(name)
    odoo = Odoo(source)
    settings = odoo.process_settings()
    settings['env'] |= cluster.environment()
    command = odoo.command(
        '--no-http', '--max-cron-threads=0', '--log-level=warn', f'--logfile={FOLDER / name}.log',
        subcommand=['shell'])
    arguments = (DATABASE, f'{DATABASE}_{name}', seeds, size, str(FOLDER), str(cluster.folder))
    script = f'from odoo.addons.{cache.ADDON}.workshop.chaos.series import run\nrun{arguments}\n'
    cluster.start()
    try:
        with running(f"Chaos ({name})", command, FOLDER / f'{name}-output.log', script,
                     **settings) as program:
            yield program
    finally:
        cluster.stop()
