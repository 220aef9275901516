"""How large functions, files and folders may become: beyond that, nobody finds anything."""
import ast
from collections import Counter

from .. import cache, repository

MOST_LINES = 400
MOST_FILES = 25
MOST_LINES_OF_FUNCTIONS = 60  # with what they say of themselves
# Tests of one thing are one story; they may be longer, never endless.
MOST_LINES_OF_TESTS = 700


def complaints():
    """Return what is too long, and the folders that have too many Python files.

    :rtype: list[str]
    """
    paths = repository.files('*.py')
    lengths = {path: len(path.read_text(encoding='utf-8').splitlines()) for path in paths}
    folders = Counter(path.parent for path in paths)
    return [
        complaint for path in paths if not _is_test(path) for complaint in _long_functions(path)
    ] + [
        f"{_name(path)} has {length} lines; {_most_lines(path)} are enough"
        for path, length in lengths.items() if length > _most_lines(path)
    ] + [
        f"{_name(folder)} has {count} Python files; {MOST_FILES} are enough"
        for folder, count in folders.items() if count > MOST_FILES
    ]


def _long_functions(path):
    for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
        if isinstance(node, ast.FunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > MOST_LINES_OF_FUNCTIONS:
                yield (f"{_name(path)}:{node.lineno}: {node.name} has {length} lines; "
                       f"{MOST_LINES_OF_FUNCTIONS} are enough")


def _name(path):
    return path.relative_to(cache.REPOSITORY).as_posix()


def _most_lines(path):
    return MOST_LINES_OF_TESTS if _is_test(path) else MOST_LINES


def _is_test(path):
    return _name(path).startswith('tests/')
