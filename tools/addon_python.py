"""What every series runs, but newer ones want to be written otherwise: translated texts."""
import ast
import re


def with_translations_of_env(text):
    """Return Python code that has its texts translated by ``env._``, as Odoo wants it since 18.0.

    ``_("…")`` works there, too, but guesses the language from the frames of its callers. The
    recordset is the first argument of the function around it: of a model's method, or of a
    function outside of classes.

    :return: the code
    """
    lines = text.splitlines(keepends=True)
    names = sorted(_names_of_gettext(ast.parse(text)), reverse=True)
    for number, column, recordset in names:
        line = lines[number - 1].encode()  # columns are counted in bytes
        lines[number - 1] = (line[:column] + f'{recordset}.env._'.encode()
                             + line[column + 1:]).decode()
    if names:
        lines = [_without_import(line) for line in lines]
    return ''.join(lines)


def _names_of_gettext(tree):
    """Return line, column and recordset of each ``_`` that is called."""
    for scope in (tree, *filter(_is_model, tree.body)):
        for function in scope.body:
            if isinstance(function, ast.FunctionDef) and function.args.args:
                for call in ast.walk(function):
                    name = isinstance(call, ast.Call) and call.func
                    if isinstance(name, ast.Name) and name.id == '_':
                        yield name.lineno, name.col_offset, function.args.args[0].arg


def _is_model(node):
    return isinstance(node, ast.ClassDef) and any(
        isinstance(base, ast.Attribute) and getattr(base.value, 'id', None) == 'models'
        for base in node.bases
    )


def _without_import(line):
    if re.fullmatch(r'from odoo import _\n', line):
        return ''
    return re.sub(r'^(from odoo import .*?)\b_, ', r'\1', line)
