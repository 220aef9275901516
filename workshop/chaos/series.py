"""A series of seeds in one database, inside Odoo: in the shell of `tools/proofs/chaos.py`."""
import json
from pathlib import Path

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from ..simulator import Simulator, serve
from ..tools.machine import database
from .course import Course
from .database_server import DatabaseServer
from .workers import Nursery
from .world import furnish


class Stage:
    """Where Amazon is simulated: another one for each seed, at the same address."""

    def __init__(self):
        self.amazon = Simulator()

    def __call__(self, environ, start_response):
        return self.amazon(environ, start_response)


def run(template, name, seeds, size, stories, cluster=None):
    """Go through seeds, and print the result of each as a line of JSON.

    :param str template: a database with the addon, which nobody uses.
    :param str name: the database to work in; it is made anew for each seed.
    :param list seeds: numbers.
    :param int size: how many orders a shop has at most.
    :param str stories: folder for what happened in each seed that failed.
    :param str cluster: folder of the database server if nobody else uses it.
    """
    server = DatabaseServer(name, cluster and Path(cluster))
    stage = Stage()
    pristine = f'{name}_pristine'
    try:
        server.make_anew(template)
        registry = Registry(name)
        with serve(stage) as url, registry.cursor() as cr:
            furnish(api.Environment(cr, SUPERUSER_ID, {}), url)
        registry.signal_changes()
        odoo.sql_db.close_all()
        database.create(pristine, template=name)
        nursery = Nursery()
        with serve(stage, port=int(url.rpartition(':')[2])):
            for seed in seeds:
                server.make_anew(pristine)
                course = Course(seed, size, nursery, server, registry, stage)
                result = course.run()
                _keep_story(Path(stories) / f'seed-{seed}.txt', course, result)
                print(json.dumps(vars(result)), flush=True)
        nursery.close()
    finally:
        for leftover in (name, pristine):
            database.drop(leftover)


def _keep_story(path, course, result):
    """Write down what happened in a seed that failed."""
    if result.findings:
        path.write_text('\n'.join([*course.story, "", *result.findings, ""]))
