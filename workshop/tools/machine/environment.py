"""The virtual environment in the cache: what Odoo and the connector need, in locked versions."""
import os
import re
import shutil
import sys

from .. import cache
from ..console import Failure, step
from ..locks import one_after_the_other
from ..processes import run_logged
from ..python_version import SUPPORTED
from ..series import ALL, DEFAULT
from . import uv

REQUIREMENTS = cache.REPOSITORY / 'workshop' / 'tools' / 'requirements'


def continue_inside(series, source, arguments):
    """Go on with the virtual environment's Python, made first if need be.

    :param str series: of Odoo
    :param source: Odoo's source (:class:`.odoo_source.Source`), if the command needs it
    :param list arguments: the tools' command line
    :raise Failure: if it can't be made
    """
    if is_inside(series):
        return
    folder = _folder_for(series)
    with one_after_the_other('Python environment'):
        if not _is_complete(folder):
            _make(folder, _lock_file(series))
    _go_on_in(folder, series, source, arguments)


def continue_inside_any(arguments):
    """Go on with an environment that there is, of whatever series and Python; else make one.

    :param list arguments: the tools' command line
    :raise Failure: as :func:`continue_inside` does
    """
    names = sorted(ALL, key=lambda name: name != DEFAULT)
    if any(map(is_inside, names)):
        return
    for version in (sys.version_info[:2], *SUPPORTED):
        for name in names:
            if _is_complete(_folder_for(name, version)):
                return _go_on_in(_folder_for(name, version), name, None, arguments)
    continue_inside(DEFAULT, None, arguments)


def _is_complete(folder):
    return (folder / 'complete').exists() and _python(folder).exists()


def _go_on_in(folder, series, source, arguments):
    python = _python(folder)
    os.execve(python, [python, '-m', 'workshop.tools', *arguments], _variables(series, source))


def _python(folder):
    return folder / 'bin' / 'python'


def is_inside(series):
    """Return whether this is the virtual environment's Python already."""
    return sys.prefix == str(_folder_for(series))


def update_lock_files():
    """Make each series' lock file anew from what it needs: for all Pythons and systems at once.

    :raise Failure: if no versions suit each other
    """
    for inputs in sorted(REQUIREMENTS.glob('*.0.in')):
        target = inputs.with_suffix('.txt')
        with step(f"Locking {target.name}") as progress:
            _run(progress, [
                uv.find_or_fetch(), 'pip', 'compile', '--quiet', '--upgrade', '--universal',
                '--python-version=3.10', '--no-header', '--no-annotate', '--no-emit-index-url',
                inputs, REQUIREMENTS / 'common.in', '--output-file', target])


def _variables(series, source):
    """Return environment variables for all that runs inside.

    Compiled Python goes to the cache: neither the repository nor Odoo's source is written to.
    """
    variables = {
        **os.environ,
        'PYTHONPYCACHEPREFIX': str(cache.COMPILED),
        'AMAZON_CONNECTOR_SERIES': series,
    }
    if source:
        variables['ODOO_SRC'] = str(source.path)
    for name in ('ODOO', 'PYTHONDONTWRITEBYTECODE'):
        variables.pop(name, None)
    return variables


def _lock_file(series):
    return REQUIREMENTS / f'{series}.txt'


def _folder_for(series, version=None):
    """Return a folder of its own for each set of versions: a new one never meets old packages.

    :param tuple version: of Python, this one's by default
    """
    python = '{}.{}'.format(*version or sys.version_info)
    versions = _lock_file(series).read_text(encoding='utf-8')
    return cache.CACHE / f'venv-{python}-{cache.short_hash(versions)}'


def _make(folder, lock_file):
    program = uv.find_or_fetch()
    shutil.rmtree(folder, ignore_errors=True)
    with step("Fetching the Python packages (about 90 MB, once)") as progress:
        _run(progress, [program, 'venv', '--python', sys.executable, folder])
        _run(progress, [program, 'pip', 'sync', '--python', _python(folder), lock_file])
    (folder / 'complete').touch()


def _run(progress, command):
    log = cache.LOGS / 'uv.log'
    try:
        run_logged(list(map(str, command)), log, progress, _fetched, env=uv.variables())
    except Failure as failure:
        raise Failure(
            f"{failure}\nuv could not install the packages: check the network, then run the "
            "command again.") from None


def _fetched(line):
    found = re.match(r'(Downloading|Downloaded|Building|Built|Installed) .*', line.strip())
    return found and found[0]
