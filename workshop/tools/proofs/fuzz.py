"""Try what broken and hostile answers do to the connector."""
import random

from .. import cache, locks
from ..machine import database
from ..machine.addon_database import AddonDatabase
from ..machine.odoo_server import Odoo

DATABASE = f'{cache.ADDON}_{cache.CLONE_ID}_fuzz'
LOGS = cache.WORK / 'fuzz'


def fuzz(source, count, seed=None, case=None):
    """Try cases on a fresh database, and show what came of them.

    :param odoo_source.Source source: Odoo's source
    :param int count: how many
    :param int seed: what they are chosen by; a new one by default
    :param str case: the only one to try, by its name
    :return: the exit code: 1 if one of them did what none may do
    :raise Failure: if they can't be tried
    """
    if seed is None:
        seed = random.randrange(10**6)
    busy = "Another terminal tries hostile answers with this clone already."
    with locks.only_one(f'fuzz {cache.CLONE_ID}', busy), locks.clone_in_use(), database.server():
        addon = AddonDatabase(Odoo(source), DATABASE, LOGS)
        try:
            addon.make("a database")
            print(f"Seed {seed}", flush=True)
            return addon.run('workshop.fuzz.run', f'run(env, {count}, {seed}, {case!r})')
        finally:
            database.drop(DATABASE)
