"""How Odoo is run, and the template database with what the addon depends on."""
import ast
import configparser
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

from .. import cache, examples, locks
from ..build import addon_build
from ..console import Failure, step
from ..processes import run_logged
from . import database

ODOO_BIN = Path(__file__).with_name('odoo_bin.py')


class Odoo:
    """An Odoo source tree, ready to be run with this clone of the addon."""

    def __init__(self, source):
        """
        :param odoo_source.Source source: where it is, and which series
        """
        self.source = source
        self.config = cache.WORK / 'odoo.conf'
        self._write_config()

    def _write_config(self):
        own = addon_build.linked(self.source.series)
        examples_of_series = own / cache.ADDON / examples.FOLDER.relative_to(cache.REPOSITORY)
        addons_path = [own, examples_of_series, *self.source.addons_folders()]
        config = configparser.ConfigParser(interpolation=None)
        config['options'] = {
            'addons_path': ','.join(map(str, addons_path)),
            'data_dir': cache.ODOO_DATA,
            'screenshots': cache.WORK / 'screenshots',
            'http_interface': '127.0.0.1',
            'list_db': 'False',
            'without_demo': 'True' if self.source.series == '19.0' else 'all',
            'db_sslmode': os.environ.get('PGSSLMODE', 'prefer'),
        }
        with self.config.open('w') as file:
            config.write(file)

    def command(self, *arguments, subcommand=(), under=()):
        """Return the command line that runs Odoo.

        :param str arguments: Odoo's options
        :param list subcommand: such as ``['shell']``
        :param list under: Python's options that run Odoo under another module's control
        """
        return [sys.executable, *under, str(ODOO_BIN), *subcommand, f'--config={self.config}',
                *arguments]

    def process_settings(self):
        """Return :class:`subprocess.Popen`'s keyword arguments for Odoo."""
        environment = {
            **os.environ,
            'PYTHONPATH': str(self.source.path),
            # Where Odoo, when it restarts itself, looks for the "python" that it runs on.
            'PATH': os.pathsep.join(
                [os.path.dirname(sys.executable), os.environ.get('PATH', os.defpath)]),
            'PYTHONUNBUFFERED': '1',
            # Odoo's commands create this folder even if the configuration names another.
            'XDG_DATA_HOME': str(cache.USER_DATA),
            'TZ': 'UTC',
        }
        return {'env': environment, 'cwd': cache.WORK}

    def template_database(self, *other_modules):
        """Return the name of a database with all that the addon depends on, made once.

        :param str other_modules: what else is in it
        :raise Failure: if Odoo can't make it
        """
        depends = manifest()['depends']
        server = os.environ.get('PGHOST'), os.environ.get('PGPORT')
        identity = cache.short_hash(
            self.source.path, self._revision(), depends, server, *other_modules)
        name = f'{cache.ADDON}_template_{identity}'
        smaller_one = self.template_database() if other_modules else 'template0'
        with locks.one_after_the_other('template database'):
            if not database.exists(name):
                self._make_template(name, smaller_one, other_modules or depends)
        return name

    def _make_template(self, name, template, modules):
        unfinished = f'{name}_unfinished'
        with step(f"Making a database with {', '.join(modules)} (once)") as progress:
            database.create(unfinished, template)
            run_logged(
                self.command(f'--database={unfinished}', f'--init={",".join(modules)}',
                             '--stop-after-init', '--no-http', '--max-cron-threads=0'),
                cache.LOGS / 'template.log', progress, module_loaded, **self.process_settings())
            database.rename(unfinished, name)

    def _revision(self):
        """Return what changes when Odoo's source is updated: its commit, or its release file."""
        head = subprocess.run(['git', '-C', str(self.source.path), 'rev-parse', 'HEAD'],
                              capture_output=True, text=True)
        if (self.source.path / '.git').exists() and not head.returncode:
            return head.stdout.strip()
        return (self.source.path / 'odoo' / 'release.py').read_text(encoding='utf-8')


def manifest():
    """Return the addon's manifest as a dict."""
    return ast.literal_eval((cache.REPOSITORY / '__manifest__.py').read_text(encoding='utf-8'))


def module_loaded(line):
    """Return which module a line of Odoo's log says is loaded, with its place in the queue."""
    found = re.search(r'Loading module (\w+) \((\d+/\d+)\)', line)
    return found and f'{found[2]} {found[1]}'


def free_port(*preferred):
    """Return the first port on 127.0.0.1 that is free, of the preferred ones if possible."""
    for port in (*preferred, 0):
        with socket.socket() as candidate:
            candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                candidate.bind(('127.0.0.1', port))
            except OSError:
                continue
            return candidate.getsockname()[1]
    raise Failure("No free port was found on 127.0.0.1.")
