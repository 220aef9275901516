"""The demo's database: made once, kept in step with the addon and the simulator."""
import json

from . import cache, database, repository
from .console import step
from .odoo_server import module_loaded
from .processes import run_logged

DATABASE = f'{cache.ADDON}_{cache.CLONE_ID}_demo'
MEMORY = cache.DEMO / 'database.json'  # what the database was made from; absent while unfinished


class DemoDatabase:
    """The database behind ``make demo``."""

    def __init__(self, odoo):
        self.odoo = odoo

    def bring_up_to_date(self, amazon_url):
        """Make the database, or what changed in it since the last demo.

        :param str amazon_url: where the simulator runs
        :raise Failure: if Odoo fails to
        """
        memory = json.loads(MEMORY.read_text()) if MEMORY.exists() else {}
        now = {'amazon_url': amazon_url, 'addon': _fingerprint_of_the_addon()}
        if not memory or not database.exists(DATABASE):
            MEMORY.unlink(missing_ok=True)
            self._make(amazon_url)
        else:
            if now['addon'] != memory['addon']:
                self._load_addon("Updating the addon", '--update')
            if now['amazon_url'] != memory['amazon_url']:
                self._run_shop_script(
                    "Telling Odoo where the simulated Amazon is now", f'move(env, {amazon_url!r})')
        MEMORY.write_text(json.dumps(now))

    def _make(self, amazon_url):
        template = self.odoo.template_database()
        with step("Creating the demo's database"):
            database.create(DATABASE, template)
        self._load_addon("Installing the addon", '--init')
        self._run_shop_script(
            "Making the demo shop and fetching its orders", f'set_up(env, {amazon_url!r})')

    def _load_addon(self, what, option):
        command = self.odoo.command(
            f'--database={DATABASE}', f'{option}={cache.ADDON}', '--stop-after-init', '--no-http',
            '--max-cron-threads=0')
        with step(what) as progress:
            run_logged(command, cache.DEMO / 'addon.log', progress, module_loaded,
                       **self.odoo.process_settings())

    def _run_shop_script(self, what, call):
        """Call a function of ``demo_shop.py`` in an Odoo shell."""
        command = self.odoo.command(
            f'--database={DATABASE}', '--no-http', '--max-cron-threads=0', subcommand=['shell'])
        script = f'from odoo.addons.{cache.ADDON}.tools import demo_shop\ndemo_shop.{call}\n'
        with step(what) as progress:
            run_logged(command, cache.DEMO / 'shop.log', progress, script=script,
                       **self.odoo.process_settings())


def _fingerprint_of_the_addon():
    """Return what changes when the addon does, without what Odoo does not load."""
    files = repository.files(without={'benchmarks', 'simulator', 'tests', 'tools'})
    return cache.short_hash(*(f'{path} {path.read_bytes()}' for path in files))
