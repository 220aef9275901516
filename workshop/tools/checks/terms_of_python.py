"""The terms that Odoo translates in Python, found in the source: messages, labels, names."""
import ast

from .term import CODE, Term

MODEL_NAME = 'model:ir.model,name'
CONSTRAINT = 'model:ir.model.constraint,message'
LABEL = 'model:ir.model.fields,field_description'
HELP = 'model:ir.model.fields,help'
CHOICE = 'model:ir.model.fields.selection,name'

# Where a field's class takes its label if that is not named: what stands before is not for people.
PLACES_OF_LABELS = {
    'Selection': 1, 'Many2one': 1, 'Reference': 1, 'Many2oneReference': 1, 'One2many': 2,
    'Many2many': 4,
}
CHOICES = ('selection', 'selection_add')


def terms_of_python(text, file):
    """Return the terms in the source of a module.

    :param str text: the source
    :param str file: its name, for those who read what is wrong with them
    :rtype: list[Term]
    """
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            found += _terms_of_call(node)
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], 'id', '') == '_description':
            found.append((MODEL_NAME, node.value))
    return [
        Term(kind, value.value, file, value.lineno) for kind, value in found
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
    ]


def _terms_of_call(call):
    """Return what a call is given to translate: kinds, each with an expression."""
    name = getattr(call.func, 'attr', None) or getattr(call.func, 'id', None)
    if name in ('_', '_lt'):  # also env._
        return [(CODE, argument) for argument in call.args[:1]]
    if name == 'Constraint':
        return [(CONSTRAINT, argument) for argument in call.args[1:2]]
    if getattr(getattr(call.func, 'value', None), 'id', None) == 'fields':
        return _terms_of_field(call, name)
    return []


def _terms_of_field(call, kind):
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    place = PLACES_OF_LABELS.get(kind, 0)
    labels = [named['string']] if 'string' in named else call.args[place:place + 1]
    yield from ((LABEL, label) for label in labels)
    if 'help' in named:
        yield HELP, named['help']
    lists = [named[name] for name in CHOICES if name in named]
    if kind == 'Selection':
        lists += call.args[:1]
    for choices in lists:
        yield from ((CHOICE, label) for label in _labels_of(choices))


def _labels_of(choices):
    """Return the second of each pair in a list that is written out."""
    pairs = choices.elts if isinstance(choices, ast.List) else []
    return [pair.elts[1] for pair in pairs if isinstance(pair, ast.Tuple) and len(pair.elts) > 1]
