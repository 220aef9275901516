"""Pack the addon for a series of Odoo: a folder, and a zip for those who install by hand."""
import shutil
from pathlib import Path

from . import addon_build, cache, series

# What proves and builds the addon; no shop needs it.
NOT_SHIPPED = {
    'Makefile', 'benchmarks', 'chaos', 'doc', 'fuzz', 'pyproject.toml', 'simulator',
    'tests', 'tools',
}


def pack(name, into=None):
    """Write the folder ``amazon_connector`` and a zip of it.

    :param str name: the series
    :param str into: the folder for both; by default ``dist/<series>`` in the repository
    :raise Failure: if there is no such series, or the addon can't be made for it
    """
    series.check(name)
    folder = Path(into).absolute() if into else cache.REPOSITORY / 'dist' / name
    addon_build.write(name, folder / cache.ADDON, NOT_SHIPPED)
    archive = shutil.make_archive(
        str(folder / f'{cache.ADDON}-{name}'), 'zip', root_dir=folder, base_dir=cache.ADDON)
    print(f"{folder / cache.ADDON}\n{archive}")
