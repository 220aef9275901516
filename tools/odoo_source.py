"""Odoo 17.0 Community's source: find it, or fetch it."""
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import cache, locks
from .console import Failure

REPOSITORY_URL = 'https://github.com/odoo/odoo'
BRANCH = '17.0'


def find_or_fetch():
    """Return the root of Odoo's source: ``ODOO_SRC``, else the cache's, cloned if need be.

    :return: the folder with Odoo's ``requirements.txt`` and its package ``odoo``
    :rtype: pathlib.Path
    :raise Failure: if it can't be fetched or isn't Odoo 17.0
    """
    if os.environ.get('ODOO_SRC'):
        source = Path(os.environ['ODOO_SRC']).absolute()
        check_series(source, "Set ODOO_SRC to the root of Odoo 17.0's source, or unset it.")
        return source
    with locks.one_after_the_other("download of Odoo"):
        if not cache.ODOO.exists():
            _clone(cache.ODOO)
    check_series(cache.ODOO, "Remove that folder, and Odoo is fetched anew.")
    return cache.ODOO


def addons_folders(source):
    """Return the folders to name in ``addons_path``: none for a release archive.

    GitHub has most addons in ``addons/``, the release archive has all in ``odoo/addons/``, where
    Odoo looks anyway.
    """
    return [source / 'addons'] if (source / 'addons').is_dir() else []


def series(source):
    """Return the series that a source tree declares, such as ``17.0``, or None if it isn't Odoo."""
    try:
        release = (source / 'odoo' / 'release.py').read_text()
    except OSError:
        return None
    found = re.search(r"^version_info = \((\d+), (\d+),", release, re.MULTILINE)
    return found and f'{found[1]}.{found[2]}'


def check_series(source, remedy):
    """Raise a failure that ends with the remedy, unless the folder has Odoo 17.0's source."""
    if not (source / 'requirements.txt').is_file() or series(source) is None:
        raise Failure(f"{source} is not the root of Odoo's source.\n{remedy}")
    if series(source) != BRANCH:
        raise Failure(f"{source} is Odoo {series(source)}; the connector needs {BRANCH}.\n{remedy}")


def _clone(target):
    """Clone under another name first: an interrupted clone is never taken for a whole one."""
    print(f"Fetching Odoo {BRANCH} (about 450 MB, once) …", flush=True)
    unfinished = target.with_name(target.name + '.unfinished')
    shutil.rmtree(unfinished, ignore_errors=True)
    command = ['git', 'clone', '--depth', '1', '--branch', BRANCH, REPOSITORY_URL, str(unfinished)]
    try:
        subprocess.run(command, check=True)
    except FileNotFoundError:
        raise Failure("git was not found: install git and run the command again.") from None
    except subprocess.CalledProcessError:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise Failure(
            f"Odoo {BRANCH} could not be cloned from {REPOSITORY_URL} (git's reason is above).\n"
            "Check the network and run the command again, or get the source in another way and set "
            f"ODOO_SRC to its folder, or put it at {target}."
        ) from None
    unfinished.rename(target)
