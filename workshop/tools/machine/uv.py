"""uv, which makes Python environments in seconds: brought into the cache, from PyPI.

Written so that older Pythons can read it, for it may have to bring a newer one.
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .. import cache, locks
from ..console import Failure, step
from . import debian

VERSION = '0.13.9'
OF_THE_NETWORK = re.compile(
    r'UV_(DEFAULT_INDEX|INDEX|EXTRA_INDEX|FIND_LINKS|NO_INDEX|KEYRING|CONFIG_FILE|HTTPS?_|ALL_PROXY'
    r'|NO_PROXY|REQUEST_|UPLOAD_|OFFLINE|NATIVE_TLS|SYSTEM_CERTS|INSECURE_HOST|CONCURRENT_'
    r'|PYTHON_DOWNLOADS|(PYTHON|PYPY)_INSTALL_MIRROR)')


def find_or_fetch():
    """Return the path of uv's program: the cache's own, else one on PATH, else brought by pip.

    One on PATH has to be as new as the one that pip would bring.

    :raise Failure: if there is none; says what to do
    """
    folder = cache.CACHE / f'uv-{VERSION}'
    own = folder / 'bin' / 'uv'
    with locks.one_after_the_other('program uv'):
        if own.exists():
            return own
        other = _on_path()
        if other:
            return other
        work = folder.with_name(folder.name + '.unfinished')
        cache.remove_unfinished('uv-*')
        work.mkdir(parents=True)
        try:
            with step("Fetching uv, which makes Python environments (25 MB, once)"):
                _fetch(work)
            (work / 'uv').rename(folder)
        finally:
            shutil.rmtree(str(work), ignore_errors=True)
    return own


def _on_path():
    """Return the path of a uv that works and is not older than the one that is known to."""
    program = shutil.which('uv')
    if not program:
        return None
    try:
        done = subprocess.run([program, '--version'], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.match(r'uv (\d+\.\d+\.\d+)', done.stdout.decode(errors='replace'))
    return Path(program) if found and _numbers(found[1]) >= _numbers(VERSION) else None


def _numbers(version):
    return [int(number) for number in version.split('.')]


def variables():
    """Return the environment variables that uv runs with: it writes to the cache only.

    Of the user's own for uv, those stay that say how to reach packages, not which ones.
    """
    settings = {
        **{name: value for name, value in os.environ.items()
           if not name.startswith('UV_') or OF_THE_NETWORK.match(name)},
        'UV_CACHE_DIR': str(cache.CACHE / 'uv'),
        'UV_PYTHON_INSTALL_DIR': str(cache.CACHE / 'python'),
        'UV_SYSTEM_CERTS': '1',  # those that the machine trusts, as pip does
    }
    # Who has set up pip with an index of packages of their own has set it up for uv, too.
    index = os.environ.get('PIP_INDEX_URL') or _index_of_pip()
    if index:
        settings.setdefault('UV_DEFAULT_INDEX', index)
    return settings


def _index_of_pip():
    done = subprocess.run([sys.executable, '-m', 'pip', 'config', 'get', 'global.index-url'],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout.decode().strip()


def _fetch(work):
    """Put uv into a folder, with whatever pip there is.

    :raise Failure: if there is none, or it can't
    """
    log = work / 'pip.log'
    for make_pip in (_pip_of_python, _pip_of_an_environment, _pip_of_debian):
        pip = make_pip(work)
        if pip is None:
            continue
        with log.open('w') as output:
            code = subprocess.call(
                [*map(str, pip), 'install', '--disable-pip-version-check', '--no-cache-dir',
                 '--target', str(work / 'uv'), f'uv=={VERSION}'],
                stdout=output, stderr=subprocess.STDOUT)
        if code:
            raise Failure(log.read_text(errors='replace') + (
                "\npip could not fetch uv from PyPI: check the network (and pip's proxy or index "
                "settings), then run the command again."))
        return
    raise Failure(
        "Python's pip was not found, which fetches what Odoo needs. Install it (on Debian and "
        "Ubuntu the package python3-pip), or install uv, and run the command again.")


def _pip_of_python(_work):
    return _working([sys.executable, '-m', 'pip'])


def _pip_of_an_environment(work):
    """Return pip as Python itself brings it into a virtual environment, if it does."""
    code = subprocess.call([sys.executable, '-m', 'venv', str(work / 'venv')],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return None if code else _working([work / 'venv' / 'bin' / 'python', '-m', 'pip'])


def _pip_of_debian(work):
    """Return pip from Debian's package, which need not be installed for that."""
    if debian.why_not():
        return None
    debian.fetch(['python3-pip-whl'], work / 'debian', 'stable')
    wheels = list((work / 'debian').glob('usr/share/python-wheels/pip-*.whl'))
    return _working([sys.executable, wheels[0] / 'pip']) if wheels else None


def _working(pip):
    code = subprocess.call([*map(str, pip), '--version'], stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
    return None if code else pip
