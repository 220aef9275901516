"""The demo's database: made once, kept in step with the addon and the simulator."""
import json

from .. import cache, repository
from ..machine import database
from ..machine.addon_database import AddonDatabase

DATABASE = f'{cache.ADDON}_{cache.CLONE_ID}_demo'
MEMORY = cache.DEMO / 'database.json'  # what the database was made from; absent while unfinished


class DemoDatabase:
    """The database behind ``make demo``."""

    def __init__(self, odoo):
        self._database = AddonDatabase(odoo, DATABASE, cache.DEMO)

    def bring_up_to_date(self, amazon_url):
        """Make the database, or what changed in it since the last demo.

        :param str amazon_url: where the simulator runs
        :raise Failure: if Odoo fails to
        """
        memory = json.loads(MEMORY.read_text(encoding='utf-8')) if MEMORY.exists() else {}
        now = {'amazon_url': amazon_url, 'addon': _fingerprint_of_the_addon()}
        if not memory or not database.exists(DATABASE):
            MEMORY.unlink(missing_ok=True)
            self._make(amazon_url)
        else:
            if now['addon'] != memory['addon']:
                self._database.update()
            if now['amazon_url'] != memory['amazon_url']:
                self._database.run_quietly(
                    "Telling Odoo where the simulated Amazon is now",
                    'workshop.tools.demo.demo_shop', f'move(env, {amazon_url!r})')
        MEMORY.write_text(json.dumps(now), encoding='utf-8')

    def _make(self, amazon_url):
        self._database.make("the demo's database")
        self._database.run_quietly(
            "Making the demo shop and fetching its orders",
            'workshop.tools.demo.demo_shop', f'set_up(env, {amazon_url!r})')


def _fingerprint_of_the_addon():
    """Return what changes when the addon does, without what Odoo does not load."""
    files = repository.files(without={'tests', 'workshop'})
    return cache.short_hash(*(f'{path} {path.read_bytes()}' for path in files))
