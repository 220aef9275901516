"""The short form of `make chaos`: two seeds, of small shops."""
import json
import subprocess
import tempfile

from odoo.sql_db import close_all
from odoo.tests import BaseCase, get_db_name, tagged

from ...workshop.tools.machine import database
from ..worker_case import odoo_shell

SERIES = 'odoo.addons.amazon_connector.workshop.chaos.series'
SEEDS = [1, 2]
ORDERS = 30


@tagged('-at_install', 'post_install')
class TestChaos(BaseCase):
    """Everything goes wrong at once, in processes and a database of its own."""

    def test_nothing_is_lost(self):
        if not database.exists(get_db_name()):
            self.skipTest("the database is not one of make test")
        close_all()  # PostgreSQL copies a database that nobody uses.
        with tempfile.TemporaryDirectory() as folder:
            names = f'{get_db_name()!r}, "{get_db_name()}_chaos"'
            call = f'run({names}, {SEEDS}, {ORDERS}, {folder!r})'
            output = subprocess.run(
                odoo_shell(f'--logfile={folder}/odoo.log'), check=True, text=True,
                stdout=subprocess.PIPE,
                input=f'from {SERIES} import run\n{call}\n',
            ).stdout
        results = [json.loads(line) for line in output.splitlines()]
        self.assertEqual([result['seed'] for result in results], SEEDS)
        for result in results:
            self.assertEqual(result['findings'], [], f"seed {result['seed']}")
            self.assertGreater(result['orders'], ORDERS // 3)
