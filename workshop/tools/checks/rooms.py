"""Who may know whom: a room knows those before it in `ROOMS`, never one after it.

Python's imports are checked by import-linter (pyproject.toml). Odoo's models know each other by
their names as well: what only a later room defines, an earlier one must not name. SQL and names
that are put together at runtime are not seen.
"""
import ast
import re
from collections import defaultdict
from xml.etree import ElementTree

from .. import cache

ROOMS = ('account', 'order', 'delivery', 'fba', 'invoice', 'privacy')
FOLDERS = ('controllers', 'models', 'services', 'wizards')
FOLDERS_WITH_XML = ('data', 'views', 'wizards')
# What other things are called, too.
COMMON_WORDS = {
    'code', 'currency_id', 'document_type', 'fiscal_position_id', 'invoice_ids', 'location_id',
    'move_id', 'number', 'partner_id', 'quantity', 'reason', 'sequence', 'title',
}
WORD = re.compile(r'[\w.]+')
PREFIX = re.compile(r'^(search_)?default_')  # of a field, in a context


def complaints():
    """Return what a room names that only later ones define, and folders that are no room.

    :return: file, line and name of each
    :rtype: list[str]
    """
    trees = {path: ast.parse(path.read_text(encoding='utf-8')) for path in _files()}
    homes = defaultdict(set)
    for path, tree in trees.items():
        for name in set(_defined(tree)) - COMMON_WORDS:
            homes[name].add(_rank(path))
    named = {path: _named(tree) for path, tree in trees.items()}
    named |= {path: _named_in_xml(path) for path in _files(FOLDERS_WITH_XML, '*.xml')}
    return _strange_folders() + [
        f"{_name(path)}{line}: {name} is of the room {ROOMS[min(homes[name])]}, "
        f"which {ROOMS[_rank(path)]} must not know"
        for path, places in named.items()
        for line, name in sorted({(line, PREFIX.sub('', name)) for line, name in places})
        if name in homes and min(homes[name]) > _rank(path)
    ]


def _strange_folders():
    return [
        f"{_name(folder)} is no room: put it into its place among ROOMS in "
        "workshop/tools/checks/rooms.py and the layers of pyproject.toml"
        for top in sorted({*FOLDERS, *FOLDERS_WITH_XML})
        for folder in sorted((cache.REPOSITORY / top).glob('[!_.]*/'))
        if folder.is_dir() and folder.name not in ROOMS
    ]


def _files(folders=FOLDERS, pattern='*.py'):
    return sorted(
        path for folder in folders for room in ROOMS
        for path in (cache.REPOSITORY / folder / room).rglob(pattern))


def _name(path):
    return path.relative_to(cache.REPOSITORY).as_posix()


def _rank(path):
    return ROOMS.index(path.relative_to(cache.REPOSITORY).parts[1])


# === WHAT A FILE BRINGS IN === #

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


# === WHAT A FILE SPEAKS OF === #

def _named(tree):
    """Yield line and name of all that a file speaks of: attributes, keywords, words in quotes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield f':{node.lineno}', node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield f':{node.value.lineno}', node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if ' ' not in node.value:
                yield from ((f':{node.lineno}', name) for name in _parts(node.value))


def _named_in_xml(path):
    """Yield all words of a file's attributes but its classes, and of its fields' texts."""
    for element in ElementTree.parse(path).iter():
        texts = [value for attribute, value in element.items() if attribute != 'class']
        if element.tag == 'field' and ' ' not in (element.text or ' '):
            texts.append(element.text)
        for text in texts:
            yield from (('', name) for word in WORD.findall(text) for name in _parts(word))


def _parts(text):
    return [text, *text.split('.')]
