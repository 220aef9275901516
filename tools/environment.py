"""The virtual environment in the cache: what Odoo and the connector need, in locked versions."""
import os
import re
import shutil
import sys

from . import cache, uv
from .console import Failure, step
from .locks import one_after_the_other
from .processes import run_logged

REQUIREMENTS = cache.REPOSITORY / 'tools' / 'requirements'


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
    python = folder / 'bin' / 'python'
    with one_after_the_other('Python environment'):
        if not (folder / 'complete').exists():
            _make(folder, python, _lock_file(series))
    os.execve(python, [python, '-m', 'tools', *arguments], _variables(series, source))


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
        'PYTHONPYCACHEPREFIX': str(cache.CACHE / 'pycache'),
        'AMAZON_CONNECTOR_SERIES': series,
    }
    if source:
        variables['ODOO_SRC'] = str(source.path)
    for name in ('ODOO', 'PYTHONDONTWRITEBYTECODE'):
        variables.pop(name, None)
    return variables


def _lock_file(series):
    return REQUIREMENTS / f'{series}.txt'


def _folder_for(series):
    """Return a folder of its own for each set of versions: a new one never meets old packages."""
    python = f'{sys.version_info[0]}.{sys.version_info[1]}'
    versions = _lock_file(series).read_text(encoding='utf-8')
    return cache.CACHE / f'venv-{python}-{cache.short_hash(versions)}'


def _make(folder, python, lock_file):
    program = uv.find_or_fetch()
    shutil.rmtree(folder, ignore_errors=True)
    with step("Fetching the Python packages (about 90 MB, once)") as progress:
        _run(progress, [program, 'venv', '--python', sys.executable, folder])
        _run(progress, [program, 'pip', 'sync', '--python', python, lock_file])
    (folder / 'complete').touch()


def _run(progress, command):
    log = cache.LOGS / 'uv.log'
    try:
        run_logged(list(map(str, command)), log, progress, _fetched, env=uv.variables())
    except Failure as failure:
        raise Failure(
            f"{failure}\nuv could not install the packages: check the network and the disk, then "
            "run the command again.") from None


def _fetched(line):
    found = re.match(r'(Downloading|Downloaded|Building|Built|Installed) .*', line.strip())
    return found and found[0]
