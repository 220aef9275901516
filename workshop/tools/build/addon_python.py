"""What every series runs, but newer ones want to be written otherwise: translated texts."""
import ast
import re

from ..console import Failure

NO_RECORDSET_FIRST = {'classmethod', 'staticmethod'}


def with_translations_of_env(text, name='<text>'):
    """Return Python code that has its texts translated by ``env._``, as Odoo wants it since 18.0.

    ``_("…")`` works there, too, but guesses the language from the frames of its callers: so it
    stays where no recordset is at hand. That is the first argument of the function around it: of a
    model's method, or of a function outside of classes.

    :param str name: of the file, for the message
    :return: the code
    :raise Failure: if the code can't be read, before or after, or uses ``_`` without importing it
    """
    lines = text.splitlines(keepends=True)
    names = sorted(_names_of_gettext(_parsed(text, name)), reverse=True)
    for number, column, recordset in names:
        line = lines[number - 1].encode()  # columns are counted in bytes
        lines[number - 1] = (line[:column] + f'{recordset}.env._'.encode()
                             + line[column + 1:]).decode()
    tree = _parsed(''.join(lines), name)
    left = _lines_with_gettext(tree)
    if names and not left:
        _remove_import(lines, tree)
    elif left and not _imports_of_gettext(ast.walk(tree)):
        raise Failure(f"{name} uses _ without importing it, in line {', '.join(map(str, left))}.")
    return ''.join(lines)


def _parsed(text, name):
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise Failure(f"{name} can't be read as Python: {error}") from None


def _names_of_gettext(tree):
    """Return line, column and recordset of each ``_`` that is called."""
    for scope in (tree, *filter(_is_model, tree.body)):
        for function in filter(_has_recordset_first, scope.body):
            for statement in function.body:  # Defaults don't see the arguments.
                for call in ast.walk(statement):
                    name = isinstance(call, ast.Call) and call.func
                    if isinstance(name, ast.Name) and name.id == '_':
                        yield name.lineno, name.col_offset, function.args.args[0].arg


def _is_model(node):
    return isinstance(node, ast.ClassDef) and any(
        isinstance(base, ast.Attribute) and getattr(base.value, 'id', None) == 'models'
        for base in node.bases
    )


def _has_recordset_first(node):
    """Return whether it is a function whose first argument is a recordset, as far as it says."""
    if not isinstance(node, ast.FunctionDef) or not node.args.args:
        return False
    first = node.args.args[0]
    # Models have a dot in their names; what has none, as in ":param str text:", is no model.
    is_another_type = first.annotation or re.search(
        rf':param \w+ {first.arg}:', ast.get_docstring(node) or '')
    return not is_another_type and not any(
        getattr(decorator, 'id', None) in NO_RECORDSET_FIRST for decorator in node.decorator_list)


def _lines_with_gettext(tree):
    return sorted({node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name)
                   and node.id == '_' and isinstance(node.ctx, ast.Load)})


def _imports_of_gettext(nodes):
    return [node for node in nodes if isinstance(node, ast.ImportFrom)
            and any((alias.asname or alias.name) == '_' for alias in node.names)]


def _remove_import(lines, tree):
    """Leave ``_`` out of the module's imports."""
    for node in reversed(_imports_of_gettext(tree.body)):
        node.names = [alias for alias in node.names if (alias.asname or alias.name) != '_']
        lines[node.lineno - 1:node.end_lineno] = [f'{ast.unparse(node)}\n'] if node.names else []
