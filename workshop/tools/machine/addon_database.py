"""A database that has the addon: made, brought up to date and used by Odoo's own programs."""
import sys

from .. import cache
from ..console import step
from ..processes import run_line_by_line, run_logged
from . import database
from .odoo_server import module_loaded


class AddonDatabase:
    """A database with the addon, and with nothing else than what the addon depends on."""

    def __init__(self, odoo, name, logs):
        """Name a database that need not be there yet.

        :param Odoo odoo: what it is made and used by
        :param str name: the database
        :param pathlib.Path logs: folder for the programs' output
        """
        self.odoo = odoo
        self.name = name
        self._logs = logs

    def make(self, what):
        """Make it, in place of one that there may be.

        :param str what: the database in words, to show what is being made
        :raise Failure: if Odoo can't
        """
        template = self.odoo.template_database()
        with step(f"Creating {what}"):
            database.create(self.name, template)
        self._load_addon("Installing the addon", '--init')

    def update(self):
        """Let Odoo load what changed in the addon."""
        self._load_addon("Updating the addon", '--update')

    def _load_addon(self, what, option):
        command = self.odoo.command(
            f'--database={self.name}', f'{option}={cache.ADDON}', '--stop-after-init', '--no-http',
            '--max-cron-threads=0')
        with step(what) as progress:
            run_logged(command, self._logs / 'addon.log', progress, module_loaded,
                       **self.odoo.process_settings())

    def run_quietly(self, what, module, call):
        """Call a function in an Odoo shell, and show its output only if it fails.

        :param str what: what the call does, in words
        :param str module: a module of the addon, such as ``workshop.tools.demo.demo_shop``
        :param str call: an expression in the module's names; ``env`` is the shell's environment
        :raise Failure: if it fails
        """
        with step(what) as progress:
            run_logged(self._shell(), self._logs / 'script.log', progress,
                       script=_script(module, call), **self.odoo.process_settings())

    def run(self, module, call):
        """Call a function in an Odoo shell, and show what it prints, line by line.

        :param str module: a module of the addon, such as ``workshop.benchmarks.table``
        :param str call: as :meth:`run_quietly` takes it
        :return: the exit code
        """
        return run_line_by_line(
            self._shell('--log-level=warn'), self._logs / 'script.log', _show,
            script=_script(module, call), **self.odoo.process_settings())

    def _shell(self, *options):
        return self.odoo.command(
            f'--database={self.name}', '--no-http', '--max-cron-threads=0', *options,
            subcommand=['shell'])


def _script(module, call):
    package, _, name = f'odoo.addons.{cache.ADDON}.{module}'.rpartition('.')
    return f'from {package} import {name}\n{name}.{call}\n'


def _show(line):
    sys.stdout.write(line)
    sys.stdout.flush()
