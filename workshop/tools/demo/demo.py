"""Odoo with the addon beside a simulated Amazon, both on this machine."""
import contextlib
import shutil
import sys
import time

from .. import cache, locks
from ..console import step
from ..machine import database
from ..machine.odoo_server import Odoo, free_port
from ..processes import running
from .demo_database import DATABASE, DemoDatabase

# The connector does not ask Amazon about the last minutes. Events that the simulator dates back by
# this many seconds are seen by the next synchronization all the same.
EVENT_LAG = 240

START_TIMEOUT = 120  # seconds

GUIDE = """
  Odoo {series}   {odoo}   login admin, password admin
  Amazon      {amazon}   a simulated Seller Central
{no_pdf}
Four things to try
  1. Sales → Amazon → Amazon Orders: what Amazon reported of the last month, and what became of it.
     It begins with what is to be looked at: take that filter off to see all. Open the sales order
     of one: its customer, its lines, its delivery or the moves out of the Amazon location.
  2. In the simulated Seller Central, place an order and let it become unshipped. Then, in Odoo's
     developer mode ({odoo}/web?debug=1), open Sales → Amazon → Accounts →
     Demo Shop and click Sync Orders: there is a sales order with its delivery.
  3. In Inventory → Operations → Amazon: To Ship, choose UPS as carrier, type a tracking reference
     and Enter, select the row and validate it: within two minutes, it is "Synchronized with
     Amazon", and Seller Central shows the parcel. For a failure, type a wrong Amazon Carrier into
     the delivery method before: the delivery says why, and has a button Retry Amazon Sync.
  4. Cancel another order in Seller Central and click Sync Orders again: it is canceled in Odoo.
     Behind More… there, buyers cancel some pieces or ask to, and Amazon ships in steps. Cancel an
     order that Odoo has delivered, and Odoo asks you what to do.

Ctrl-C stops both. "make demo" continues with the same shop, "make clean" forgets it.
"""

NO_PDF = """
  Odoo makes PDF files with the program wkhtmltopdf, which was not found: install it (on Debian 12
  and Ubuntu the package wkhtmltopdf), or print documents from the browser, as pages.
"""


def demo(source, once=False):
    """Run the demo until it is interrupted.

    :param odoo_source.Source source: Odoo's source
    :param bool once: stop as soon as everything runs, to check or to measure it
    :raise Failure: if something can't be started, or ends by itself
    """
    busy = "The demo of this clone is running already, in another terminal."
    with (
        locks.only_one(f'demo {cache.CLONE_ID}', busy),
        locks.clone_in_use(),
        database.server(),
        simulator(cache.DEMO) as (amazon, amazon_url),
    ):
        odoo = Odoo(source)
        DemoDatabase(odoo).bring_up_to_date(amazon_url)
        with odoo_server(odoo, DATABASE, cache.DEMO) as (server, odoo_url):
            print(GUIDE.format(
                series=source.series, odoo=odoo_url, amazon=amazon_url,
                no_pdf='' if shutil.which('wkhtmltopdf') else NO_PDF), flush=True)
            if not once:
                _wait(amazon, server)


@contextlib.contextmanager
def simulator(folder):
    """Run the simulated Amazon with the demo's shop for the length of a ``with`` block.

    :param pathlib.Path folder: for what happens in the shop, which it goes on with, and for its log
    :return: the program, and its address
    :raise Failure: if it can't be started
    """
    port = free_port(8070)
    url = f'http://127.0.0.1:{port}'
    command = [
        sys.executable, '-m', 'workshop.simulator', '--demo', f'--port={port}',
        f'--state={folder / "amazon.json"}', f'--event-lag={EVENT_LAG}',
    ]
    log = folder / 'amazon.log'
    with running("The simulated Amazon", command, log, cwd=cache.REPOSITORY) as server:
        with step("Starting the simulated Amazon"):
            server.wait_until_it_answers(url, START_TIMEOUT)
        yield server, url


@contextlib.contextmanager
def odoo_server(odoo, database_name, folder, jobs=1):
    """Run Odoo for the length of a ``with`` block.

    :param Odoo odoo: which
    :param str database_name: the database that it serves
    :param pathlib.Path folder: for its log
    :param int jobs: how many scheduled actions it works on at once
    :return: the program, and its address
    :raise Failure: if it can't be started
    """
    port = free_port(8069)
    url = f'http://127.0.0.1:{port}'
    command = odoo.command(
        f'--database={database_name}', f'--http-port={port}', f'--max-cron-threads={jobs}')
    log = folder / 'odoo.log'
    with running("Odoo", command, log, **odoo.process_settings()) as server:
        with step("Starting Odoo"):
            server.wait_until_it_answers(f'{url}/web/login', START_TIMEOUT)
        yield server, url


def _wait(*servers):
    try:
        while True:
            for server in servers:
                server.check()
            time.sleep(1)
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
