"""Odoo's cron workers, as many as are wanted, each a process of its own."""
import contextlib
import time

from odoo.addons.base.models import ir_cron

from ....lib.series import SINCE_19
from ..amazon import forked

PAUSE = 0.05  # seconds; Odoo's own workers are notified of jobs that have become due


@contextlib.contextmanager
def at_work(database, number):
    """Run cron workers for the length of a ``with`` block.

    :param Database database: whose scheduled jobs they run
    :param int number: how many workers
    """
    with contextlib.ExitStack() as stack:
        for _worker in range(number):
            _process, connection = stack.enter_context(forked(_work, database.name))
            connection.recv()
        yield


def _work(connection, database_name):
    connection.send('ready')
    while True:
        (ir_cron.IrCron if SINCE_19 else ir_cron.ir_cron)._process_jobs(database_name)
        time.sleep(PAUSE)
