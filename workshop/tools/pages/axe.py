"""axe-core, which finds on a page what not everybody can see, hear or reach.

It is fetched by npm (https://github.com/dequelabs/axe-core, MPL-2.0), and not a part of this.
"""
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from .. import cache, locks
from ..console import Failure

VERSION = '4.10.3'
SECONDS_TO_FETCH = 120


def find_or_fetch():
    """Return the path of what a page loads.

    :rtype: pathlib.Path
    :raise Failure: if it can't be fetched
    """
    target = cache.CACHE / f'axe-core-{VERSION}.js'
    with locks.one_after_the_other('axe-core'):
        if not target.exists():
            _fetch(target)
    return target


def _fetch(target):
    if not (npm := shutil.which('npm')):
        raise Failure("npm, which fetches axe-core, is not installed.")
    with tempfile.TemporaryDirectory(dir=cache.CACHE) as folder:
        try:
            subprocess.run(
                [npm, 'pack', f'axe-core@{VERSION}', '--silent'], cwd=folder, check=True,
                stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS_TO_FETCH)
        except (subprocess.SubprocessError, OSError) as error:
            raise Failure(f"npm can't fetch axe-core: {error}") from None
        [package] = Path(folder).glob('*.tgz')
        with tarfile.open(package) as archive:
            content = archive.extractfile('package/axe.min.js').read()
        unfinished = Path(folder, 'axe.js')
        unfinished.write_bytes(content)
        unfinished.rename(target)
