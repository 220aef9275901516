"""The cache folder: the only place outside of the repository that the tools write to."""
import contextlib
import hashlib
import os
from pathlib import Path

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
    with contextlib.suppress(FileExistsError):
        link.symlink_to(REPOSITORY)
    return addons
