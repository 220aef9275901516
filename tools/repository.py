"""The files of the repository."""
from . import cache


def files(pattern='*', without=frozenset()):
    """Return the repository's files in a fixed order, hidden ones left out.

    :param str pattern: of the file's name
    :param set without: folders at the top that are left out too
    :rtype: list
    """
    found = []
    for path in sorted(cache.REPOSITORY.rglob(pattern)):
        parts = path.relative_to(cache.REPOSITORY).parts
        is_hidden = any(part.startswith(('.', '__pycache__')) for part in parts)
        if path.is_file() and not is_hidden and parts[0] not in without:
            found.append(path)
    return found
