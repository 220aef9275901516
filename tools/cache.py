"""The cache folder: the only place outside of the repository that the tools write to."""
import contextlib
import fcntl
import hashlib
import os
import shutil
from pathlib import Path

from .console import Failure

REPOSITORY = Path(__file__).resolve().parent.parent
ADDON = 'amazon_connector'

CACHE = Path(os.environ.get('XDG_CACHE_HOME') or Path.home() / '.cache').absolute() / ADDON
ODOO = CACHE / 'odoo-17.0'
POSTGRESQL = CACHE / 'postgresql'
USER_DATA = CACHE / 'data'  # instead of the user's data folder
ODOO_DATA = USER_DATA / 'Odoo'  # Odoo's file stores and sessions
LOGS = CACHE / 'logs'


def short_hash(*parts):
    """Return eight hexadecimal digits that stand for the parts."""
    return hashlib.sha256('\0'.join(map(str, parts)).encode()).hexdigest()[:8]


CLONE_ID = short_hash(REPOSITORY)  # keeps two clones of the repository apart
CLONE = CACHE / f'clone-{CLONE_ID}'
DEMO = CLONE / 'demo'


def linked_addon():
    """Return a folder in which the repository has the addon's name, as Odoo wants it.

    The link is not inside the repository, where Odoo's file walks would run in a circle.
    """
    addons = CLONE / 'addons'
    addons.mkdir(parents=True, exist_ok=True)
    link = addons / ADDON
    if not link.is_symlink():
        link.symlink_to(REPOSITORY)
    return addons


def forget_clone():
    """Remove what the cache has of this clone; it is made anew when needed."""
    shutil.rmtree(CLONE)


@contextlib.contextmanager
def alone_in_clone(what):
    """Keep other runs of this clone from doing the same at the same time.

    :raise Failure: if one does already
    """
    CLONE.mkdir(parents=True, exist_ok=True)
    with (CLONE / f'{what}.lock').open('w') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure(f"The {what} is running already; end that one first (Ctrl-C).") from None
        yield


@contextlib.contextmanager
def only_one_at_a_time(what):
    """Wait until no other run of the tools does the same."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{what.replace(' ', '-')}.lock").open('w') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Another run is busy with this machine's {what}; waiting for it …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
