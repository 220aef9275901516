"""The virtual environment in the cache: Odoo's requirements and the connector's."""
import os
import re
import shutil
import sys

from . import cache, locks
from .console import Failure, step
from .processes import run_logged

PINS = cache.REPOSITORY / 'tools' / 'requirements.txt'

# Odoo's requirements that need a C compiler and headers, or that our own pins replace.
LEFT_OUT = {
    'python-ldap',  # only auth_ldap uses it
    'gevent',
    'greenlet',
}
RENAMED = {'psycopg2': 'psycopg2-binary'}


def continue_inside(source, arguments):
    """Go on with the virtual environment's Python, made first if need be.

    :param pathlib.Path source: Odoo's source
    :param list arguments: the tools' command line
    :raise Failure: if it can't be made
    """
    odoo_requirements = without_compiler((source / 'requirements.txt').read_text())
    folder = _folder_for(odoo_requirements)
    if sys.prefix == str(folder):
        return
    python = folder / 'bin' / 'python'
    with locks.one_after_the_other('Python environment'):
        if not (folder / 'complete').exists():
            _make(folder, python, odoo_requirements)
    os.execve(python, [python, '-m', 'tools', *arguments], _variables())


def _variables():
    """Return environment variables for all that runs inside.

    Compiled Python goes to the cache: neither the repository nor Odoo's source is written to.
    """
    variables = {**os.environ, 'PYTHONPYCACHEPREFIX': str(cache.CACHE / 'pycache')}
    variables.pop('PYTHONDONTWRITEBYTECODE', None)
    return variables


def without_compiler(requirements):
    """Return Odoo's requirements so that they install from wheels, without compiler or headers.

    :param str requirements: text of Odoo's ``requirements.txt``
    """
    lines = []
    for line in requirements.splitlines():
        name = re.match(r'[\w.-]*', line)[0]
        if name.lower() in LEFT_OUT:
            continue
        lines.append(RENAMED.get(name.lower(), name) + line[len(name):])
    return '\n'.join(lines) + '\n'


def _folder_for(odoo_requirements):
    """Return a folder of its own for each set of pins: a changed pin never meets old packages."""
    python = f'{sys.version_info[0]}.{sys.version_info[1]}'
    return cache.CACHE / f'venv-{python}-{cache.short_hash(PINS.read_text(), odoo_requirements)}'


def _make(folder, python, odoo_requirements):
    shutil.rmtree(folder, ignore_errors=True)
    log = cache.LOGS / 'pip.log'
    with step("Making a Python environment") as progress:
        try:
            run_logged([sys.executable, '-m', 'venv', str(folder)], log, progress)
        except Failure as failure:
            raise Failure(
                f"{failure}\nPython could not make a virtual environment: install its venv module "
                "(on Debian and Ubuntu the package python3-venv) and run the command again."
            ) from None
    requirements = folder / 'odoo-requirements.txt'
    requirements.write_text(odoo_requirements)
    pip = [str(python), '-m', 'pip', 'install', '--requirement', str(PINS), '--requirement',
           str(requirements)]
    with step("Installing what Odoo and the connector need") as progress:
        try:
            run_logged(pip, log, progress, _collected, env={
                **_variables(),
                'PIP_CACHE_DIR': str(cache.CACHE / 'pip'),
                'PIP_DISABLE_PIP_VERSION_CHECK': '1',
            })
        except Failure as failure:
            raise Failure(
                f"{failure}\npip could not install the packages: check the network (and pip's "
                "proxy or index settings), then run the command again."
            ) from None
    (folder / 'complete').touch()


def _collected(line):
    found = re.match(r'(Collecting|Installing) (\S+)', line)
    return found and found[0]
