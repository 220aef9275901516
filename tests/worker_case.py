import subprocess
import sys

from odoo.tools import config

from .common import CommittedCase

# What a worker has to be told to find the same Odoo and database: its option, by our setting.
OPTIONS = {
    'addons-path': 'addons_path',
    'data-dir': 'data_dir',
    'db_host': 'db_host',
    'db_port': 'db_port',
    'db_user': 'db_user',
    'db_password': 'db_password',
}


def odoo_shell(*options):
    """Return the command line of an Odoo shell that reads what to do from its input.

    :param str options: Odoo's.
    :rtype: list[str]
    """
    return [
        sys.executable, '-m', 'odoo', 'shell', '--no-http', '--log-level=error', *odoo_options(),
        *options,
    ]


def odoo_options():
    """Return the options that have another Odoo find the same database server.

    :rtype: list[str]
    """
    return [
        f'--{option}={_as_text(config[key])}' for option, key in OPTIONS.items() if config[key]
    ]


def _as_text(setting):
    """Return a setting as an option says it; since 19.0, several values are a list."""
    return ','.join(setting) if isinstance(setting, list) else setting


class WorkerCase(CommittedCase):
    """An account whose jobs run in processes of their own, which can be killed."""

    def start_worker(self, job):
        """Start a job of the account in a process of its own.

        :param str job: the method of the account.
        :rtype: subprocess.Popen
        """
        worker = subprocess.Popen(
            odoo_shell(f'--database={self.registry.db_name}'),
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
        )
        worker.stdin.write(f"env['amazon.account'].browse({self.account_id}).{job}()\n")
        worker.stdin.close()
        return worker
