"""The cache folder: the only place outside of the repository that the tools write to."""
import hashlib
import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
ADDON = 'amazon_connector'

CACHE = Path(os.environ.get('XDG_CACHE_HOME') or Path.home() / '.cache').absolute() / ADDON
POSTGRESQL = CACHE / 'postgresql'
USER_DATA = CACHE / 'data'  # instead of the user's data folder
ODOO_DATA = USER_DATA / 'Odoo'  # Odoo's file stores and sessions
LOGS = CACHE / 'logs'


def short_hash(*parts):
    """Return eight hexadecimal digits that stand for the parts."""
    return hashlib.sha256('\0'.join(map(str, parts)).encode()).hexdigest()[:8]


# What belongs to this clone of the repository, and in it to each series of Odoo.
CLONE_HASH = short_hash(REPOSITORY)  # keeps two clones of the repository apart
CLONE = CACHE / f'clone-{CLONE_HASH}'
SERIES = os.environ.get('AMAZON_CONNECTOR_SERIES', '17.0')  # set by tools/environment.py
CLONE_ID = f"{CLONE_HASH}_{SERIES.replace('.', '')}"
WORK = CLONE / SERIES
DEMO = WORK / 'demo'
