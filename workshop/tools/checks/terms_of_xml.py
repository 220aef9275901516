"""The terms that Odoo translates in the XML of data and views, found in the source.

What of a view is a term of its own, and what a part of one, is `translate_xml_node`'s decision in
Odoo's `odoo/tools/translate.py`. It is made here in the same way, without Odoo.
"""
import copy

from lxml import etree, html

from ..console import Failure
from .term import Term

# The fields of data that Odoo translates: as a whole, or each text in them ("terms").
WHOLE, TERMS = 'model', 'model_terms'
FIELDS = {
    'amazon.marketplace': {},
    'amazon.program': {'name': WHOLE},
    'ir.actions.act_window': {'name': WHOLE, 'help': TERMS},
    'ir.actions.act_window.view': {},
    'ir.actions.server': {'name': WHOLE},
    'ir.cron': {'name': WHOLE},
    'ir.module.category': {'name': WHOLE, 'description': WHOLE},
    'ir.rule': {},
    'ir.ui.view': {'arch': TERMS},
    'mail.activity.type': {'name': WHOLE, 'summary': WHOLE},
    'mail.template': {
        'name': WHOLE, 'description': WHOLE, 'subject': WHOLE, 'body_html': WHOLE},
    'product.product': {'name': WHOLE},
    'res.groups': {'name': WHOLE, 'comment': WHOLE},
}
# What Odoo keeps under another name than it is written.
KEPT_AS = {
    'ir.cron,name': 'ir.actions.server,name',
    'ir.ui.view,arch': 'ir.ui.view,arch_db',
    'product.product,name': 'product.template,name',
}

INLINE = {
    'abbr', 'b', 'bdi', 'bdo', 'br', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'font', 'i', 'ins',
    'kbd', 'keygen', 'mark', 'math', 'meter', 'option', 'output', 'progress', 'q', 'ruby', 's',
    'samp', 'select', 'small', 'span', 'strong', 'sub', 'sup', 'text', 'time', 'u', 'var', 'wbr',
}
ATTRIBUTES = {
    'add-label', 'alt', 'aria-keyshortcuts', 'aria-label', 'aria-placeholder',
    'aria-roledescription', 'aria-valuetext', 'avg', 'confirm', 'data-editor-message',
    'data-tooltip', 'help', 'label', 'placeholder', 'string', 'sum', 'title', 'value_label',
}
NEVER = {'script', 'style', 'title'}


def terms_of_xml(text, file):
    """Return the terms in a file of data or views.

    :param str text: its content
    :param str file: its name, for those who read what is wrong with them
    :rtype: list[Term]
    :raise Failure: if it can't be said what of a record is translated
    """
    root = etree.fromstring(text.encode())
    found = [('model:ir.ui.menu,name', menu.get('name'), menu.sourceline)
             for menu in root.iter('menuitem') if menu.get('name')]
    for record in root.iter('record'):
        found += _terms_of_record(record, file)
    for template in root.iter('template'):
        found += [('model_terms:ir.ui.view,arch_db', term, line)
                  for child in template for term, line in _terms_of_node(child, 'xml')]
    return [Term(kind, term, file, line) for kind, term, line in found]


def _terms_of_record(record, file):
    model = record.get('model')
    if model not in FIELDS:
        raise Failure(
            f"{file}:{record.sourceline}: which fields of {model} are translated, is to be said in "
            "workshop/tools/checks/terms_of_xml.py.")
    for field in record.iterchildren('field'):
        name = field.get('name')
        how = FIELDS[model].get(name)
        kind = f"{how}:{KEPT_AS.get(f'{model},{name}', f'{model},{name}')}"
        if how == TERMS:
            for term, line in _terms_of_field(field):
                yield kind, term, line
        elif how and (text := _markup(field) or field.text):
            yield kind, text, field.sourceline


def _terms_of_field(field):
    """Return the terms in a field of XML or HTML, each with its line."""
    if field.get('type') != 'html':
        for child in field:
            yield from _terms_of_node(child, 'xml')
    elif len(field):
        fragment = html.fragment_fromstring(_markup(field), create_parent='div')
        for term, line in _terms_of_node(fragment, 'html'):
            yield term, field[0].sourceline + line - 1


def _markup(field):
    """Return what is in a field, for Odoo: from the first tag on."""
    return ''.join(map(_as_text, field))


def _as_text(node, method='xml'):
    return etree.tostring(node, method=method, encoding='unicode')


def _terms_of_node(node, method):
    """Return the terms in a node, each with its line."""
    if not isinstance(node.tag, str) or node.tag in NEVER or _is_left_out(node):
        return
    position = 0
    while position <= len(node):
        end = position
        if _has_text(node, position):
            while end < len(node) and _is_inline(node[end]):
                end += 1
            yield _content(node, position, end, method), _line(node, position)
        if end < len(node):
            yield from _terms_of_node(node[end], method)
        position = end + 1
    for name, value in node.attrib.items():
        if value.strip() and _is_translated(name, node):
            yield value.strip(), node.sourceline


def _is_left_out(node):
    return (node.get('t-translation', '').strip() == 'off'
            or node.tag == 'attribute' and node.get('name') not in ATTRIBUTES)


def _is_translated(name, node):
    name = name.removeprefix('t-attf-')
    return name in ATTRIBUTES or name == 'text' and (node.tag, node.get('widget')) == (
        'field', 'url')


def _is_inline(node):
    """Return whether a node belongs to the text around it."""
    return (node.tag in INLINE and not any(name.startswith('t-') for name in node.attrib)
            and all(map(_is_inline, node)))


def _has_text(node, position):
    """Return whether there is something to translate at a position, before the next block."""
    before = node[position - 1].tail if position else node.text
    if before and before.strip():
        return True
    if position == len(node) or not _is_inline(node[position]):
        return False
    child = node[position]
    return (any(value and _is_translated(name, child) for name, value in child.attrib.items())
            or _has_text(child, 0) or _has_text(node, position + 1))


def _content(node, position, end, method):
    """Return the text from a position, with the markup in it."""
    whole = etree.Element('div')
    whole.text = node[position - 1].tail if position else node.text
    whole.extend(copy.deepcopy(child) for child in node[position:end])
    return _as_text(whole, method)[len('<div>'):-len('</div>')].strip()


def _line(node, position):
    """Return the line on which the text at a position begins, as far as it is known."""
    before = node[position - 1].tail if position else node.text
    line = (node[position - 1] if position else node).sourceline
    skipped = before[:len(before) - len(before.lstrip())] if before else ''
    return line + skipped.count('\n')
