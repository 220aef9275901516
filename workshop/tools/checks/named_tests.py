"""The tests that there are, by the names under which pages tell of them."""
import ast
import re
from collections import defaultdict

NAME = re.compile(r'(Test\w+)(?:\.(test_\w+))?')


class NamedTests:
    """The classes of the tests, with what they are made of, as far as the source says it."""

    def __init__(self, folder):
        """
        :param pathlib.Path folder: where the files of the tests are
        """
        self._classes = defaultdict(list)  # by name: of each its file, bases and methods
        for path in sorted(folder.rglob('*.py')):
            file = path.relative_to(folder.parent).as_posix()
            for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
                if isinstance(node, ast.ClassDef):
                    self._classes[node.name].append((file, *_bases_and_methods(node)))

    def complaint(self, path, test=''):
        """Return what is wrong with the name of a test, as a sentence, or None.

        :param str path: its file; or, without one, the test
        :param str test: such as ``TestClass`` or ``TestClass.test_method``
        """
        named = NAME.fullmatch(test or path)
        if not named:
            return None
        name, method = named.groups()
        found = [one for one in self._classes.get(name, ()) if not test or one[0] == path]
        if not found:
            return f"{path} has no class {name}." if test else f"There is no class {name}."
        if method and not self._has(found, method):
            return f"{name} has no {method}."
        return None

    def _has(self, classes, method):
        """Return whether one of some classes has a method, of its own or from elsewhere."""
        return any(
            method in methods
            or any(self._has(self._classes.get(base, ()), method) for base in bases)
            for _file, bases, methods in classes)


def _bases_and_methods(node):
    bases = [getattr(base, 'attr', getattr(base, 'id', '')) for base in node.bases]
    return bases, {member.name for member in node.body if isinstance(member, ast.FunctionDef)}
