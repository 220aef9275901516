"""The files of the repository."""
import os
from pathlib import Path

from . import cache

BUILT = 'dist'  # by `make addon`


def files(pattern='*', without=frozenset()):
    """Return the repository's files in a fixed order, hidden ones left out.

    :param str pattern: of the file's name
    :param set without: folders and files that are left out too, by their paths in the repository
    :rtype: list
    """
    found = []
    for folder, folders, names in os.walk(cache.REPOSITORY):
        left_out = {cache.REPOSITORY / path for path in without | {BUILT}}
        folders[:] = [
            name for name in folders
            if not name.startswith('.') and name != '__pycache__'
            and Path(folder, name) not in left_out
        ]
        found += [
            path for path in (Path(folder, name) for name in names)
            if path.match(pattern) and path.is_file()
            and not path.name.startswith('.') and path not in left_out
        ]
    return sorted(found)
