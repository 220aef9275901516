"""How large a file and a folder may become: beyond that, nobody finds anything."""
from collections import Counter

from .. import cache, repository

MOST_LINES = 400
MOST_FILES = 25
# Tests of one thing are one story; they may be longer, never endless.
MOST_LINES_OF_TESTS = 700


def complaints():
    """Return the Python files that are too long, and the folders that have too many of them.

    :rtype: list[str]
    """
    paths = repository.files('*.py')
    lengths = {path: len(path.read_text(encoding='utf-8').splitlines()) for path in paths}
    folders = Counter(path.parent for path in paths)
    return [
        f"{_name(path)} has {length} lines; {_most_lines(path)} are enough"
        for path, length in lengths.items() if length > _most_lines(path)
    ] + [
        f"{_name(folder)} has {count} Python files; {MOST_FILES} are enough"
        for folder, count in folders.items() if count > MOST_FILES
    ]


def _name(path):
    return path.relative_to(cache.REPOSITORY).as_posix()


def _most_lines(path):
    return MOST_LINES_OF_TESTS if _name(path).startswith('tests/') else MOST_LINES
