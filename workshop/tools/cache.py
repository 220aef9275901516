"""The cache folder: the only place outside of the repository that the tools write to."""
import hashlib
import os
import shutil
from pathlib import Path

from .console import Failure

REPOSITORY = Path(__file__).resolve().parents[2]
ADDON = 'amazon_connector'


def _of_the_user():
    try:
        return Path(os.environ.get('XDG_CACHE_HOME') or Path.home() / '.cache').absolute()
    except RuntimeError:
        raise Failure("This user has no home folder: set HOME or XDG_CACHE_HOME to a folder where "
                      "the tools can keep what they fetch.") from None


CACHE = _of_the_user() / ADDON
POSTGRESQL = CACHE / 'postgresql'
USER_DATA = CACHE / 'data'  # instead of the user's data folder
ODOO_DATA = USER_DATA / 'Odoo'  # Odoo's file stores and sessions
LOGS = CACHE / 'logs'
COMPILED = CACHE / 'pycache'


def short_hash(*parts):
    """Return eight hexadecimal digits that stand for the parts."""
    return hashlib.sha256(os.fsencode('\0'.join(map(str, parts)))).hexdigest()[:8]


# What belongs to this clone of the repository, and in it to each series of Odoo.
CLONE_HASH = short_hash(REPOSITORY)  # keeps two clones of the repository apart
CLONE = CACHE / f'clone-{CLONE_HASH}'
SERIES = os.environ.get('AMAZON_CONNECTOR_SERIES', '17.0')  # by machine/environment.py
CLONE_ID = f"{CLONE_HASH}_{SERIES.replace('.', '')}"
WORK = CLONE / SERIES
DEMO = WORK / 'demo'


def remove_unfinished(pattern):
    """Remove what killed fetches have left, of other versions too.

    :param str pattern: of the names of what is fetched, all of it under the lock that is held
    """
    for path in CACHE.glob(f'{pattern}.unfinished'):
        shutil.rmtree(str(path), ignore_errors=True)
