"""Throw every kind of fault at the connector, seed by seed, and see whether anything is lost."""
import json
import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

from . import cache, chaos_results, locks
from .addon_database import AddonDatabase
from .console import Failure, step
from .embedded_postgresql import Cluster
from .odoo_server import Odoo
from .processes import run_line_by_line

FOLDER = cache.CLONE / 'chaos'
DATABASE = f'{cache.ADDON}_{cache.CLONE_ID}_chaos'
SEEDS = '1-20'
SIZE = 200


def chaos(source, seeds=None, jobs=None, size=None):
    """Go through seeds that were not gone through yet with this code, and tell how all ended.

    Each job has a database server of its own, which it may kill.

    :param pathlib.Path source: Odoo's source
    :param str seeds: such as ``7`` or ``1-1000``
    :param int jobs: how many seeds at once; as many as there are cores by default
    :param int size: how many orders a shop has at most
    :return: the exit code: 1 if a seed failed
    :raise Failure: if they can't be run
    """
    wanted = _numbers(seeds or SEEDS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with locks.clone_in_use(), locks.only_one(f'chaos {cache.CLONE_ID}', "Chaos runs already."):
        results = chaos_results.Results(FOLDER, size or SIZE)
        left = wanted if len(wanted) == 1 else [seed for seed in wanted if seed not in results]
        if left:
            _go_through(source, left, min(jobs or os.cpu_count(), len(left)), results)
    return results.conclude(wanted)


def _numbers(seeds):
    found = re.fullmatch(r'(\d+)(?:-(\d+))?', seeds)
    if not found:
        raise Failure("SEEDS is a number, such as 7, or a range, such as 1-1000.")
    first, last = int(found[1]), int(found[2] or found[1])
    return list(range(first, last + 1))


def _go_through(source, seeds, jobs, results):
    _prepare(source)
    servers = [_copy_of_the_cluster(f'job-{number}') for number in range(jobs)]
    with ThreadPoolExecutor(jobs) as pool:
        work = [
            pool.submit(_job, source, server, seeds[number::jobs], results)
            for number, server in enumerate(servers)
        ]
    codes = [job.result() for job in work]
    if any(codes):
        raise Failure(f"A job ended by itself; the logs are in {FOLDER}.")


def _prepare(source):
    """Make a database server with a database that has the addon, to be copied for each job."""
    cluster = Cluster(FOLDER / 'prepared')
    if not cluster.data.exists():
        cluster.create()
    if not cluster.is_running():
        cluster.start()
    try:
        os.environ.update(cluster.environment())
        AddonDatabase(Odoo(source), DATABASE, FOLDER).create("a database for chaos")
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


def _job(source, cluster, seeds, results):
    """Go through seeds one after the other, and return the exit code."""
    odoo = Odoo(source)
    name = cluster.folder.name
    settings = odoo.process_settings()
    settings['env'] |= cluster.environment()
    call = f'run({DATABASE!r}, {seeds}, {results.size}, {str(FOLDER)!r}, {str(cluster.folder)!r})'
    cluster.start()
    try:
        return run_line_by_line(
            odoo.command('--no-http', '--max-cron-threads=0', '--log-level=warn',
                         f'--logfile={FOLDER / name}.log', subcommand=['shell']),
            FOLDER / f'{name}-output.log', lambda line: _take_note(line, results),
            script=f'from odoo.addons.{cache.ADDON}.chaos.series import run\n{call}\n', **settings)
    finally:
        cluster.stop()


def _take_note(line, results):
    if line.startswith('{'):
        results.add(json.loads(line))
