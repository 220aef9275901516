"""Who may know whom: a room knows those before it in `ROOMS`, never one after it.

Python's imports are checked by import-linter (pyproject.toml). Odoo's models know each other by
their names as well: what a later room defines, an earlier one must not name.
"""
import ast
import re
from collections import defaultdict
from xml.etree import ElementTree

from .. import cache

ROOMS = ('account', 'order', 'delivery', 'fba', 'privacy')
FOLDERS = ('models', 'services', 'wizards')
FOLDERS_WITH_XML = ('data', 'views', 'wizards')
WORD = re.compile(r'[\w.]+')
# What other things are called, too.
COMMON_WORDS = {'code', 'location_id', 'quantity', 'reason'}


def complaints():
    """Return what a room names that only later ones define.

    :return: file, line and name of each
    :rtype: list[str]
    """
    files = {path: ast.parse(path.read_text(encoding='utf-8')) for path in _files()}
    homes = defaultdict(set)
    for path, tree in files.items():
        for name in set(_defined(tree)) - COMMON_WORDS:
            homes[name].add(_rank(path))
    named = {path: {(f':{line}', name) for line, name in _named(tree)}
             for path, tree in files.items()}
    named |= {path: {('', name) for name in _named_in_xml(path)}
              for path in _files(FOLDERS_WITH_XML, '*.xml')}
    return [
        f"{path.relative_to(cache.REPOSITORY)}{line}: {name} is of the room "
        f"{ROOMS[min(homes[name])]}, which {ROOMS[_rank(path)]} must not know"
        for path, names in named.items()
        for line, name in sorted(names)
        if name in homes and min(homes[name]) > _rank(path)
    ]


def _files(folders=FOLDERS, pattern='*.py'):
    return sorted(
        path for folder in folders for room in ROOMS
        for path in (cache.REPOSITORY / folder / room).glob(pattern))


def _rank(path):
    return ROOMS.index(path.parent.name)


def _defined(tree):
    """Yield the names of models, fields and methods that a file brings in, without overrides."""
    for model in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        for node in model.body:
            if isinstance(node, ast.FunctionDef):
                if not _is_override(node):
                    yield node.name
            elif isinstance(node, ast.Assign):
                yield from _assigned(node)


def _assigned(node):
    [target] = node.targets
    if target.id == '_name' and node.value.value.startswith('amazon.'):
        yield node.value.value
    elif isinstance(node.value, ast.Call) and not target.id.startswith('_'):
        yield target.id


def _is_override(function):
    return any(
        isinstance(node, ast.Attribute) and node.attr == function.name
        and isinstance(node.value, ast.Call) and getattr(node.value.func, 'id', None) == 'super'
        for node in ast.walk(function))


def _named(tree):
    """Yield line and name of all that a file speaks of: attributes, and words in quotes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            for name in node.value.split('.') if ' ' not in node.value else ():
                yield node.lineno, name
            yield node.lineno, node.value


def _named_in_xml(path):
    """Yield all words of a file's attributes but its classes: names, conditions, domains."""
    for element in ElementTree.parse(path).iter():
        for attribute, value in element.items():
            if attribute != 'class':
                yield from WORD.findall(value)
