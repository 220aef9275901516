"""The terms to translate: those of the code, compared with the template's.

A sentence that is in the code and not in the template is shown in English, whatever the languages
say. Odoo finds the terms when it exports them (`make i18n`); here they are found in the source
alone, so that `make lint` needs neither Odoo nor a database.
"""
from .. import cache, repository
from ..build.pack import NOT_SHIPPED
from ..pages import translations
from .term import CODE
from .terms_of_python import terms_of_python
from .terms_of_xml import terms_of_xml

PYTHON_WITH_TERMS = ('controllers', 'lib', 'models', 'services', 'wizards')
# Of other kinds the template has more than the code says: Odoo makes labels of fields' names.
ALL_IN_THE_CODE = {
    CODE, 'model:ir.model.constraint,message', 'model:mail.template,body_html',
    'model_terms:ir.actions.act_window,help', 'model_terms:ir.ui.view,arch_db',
}


def complaints():
    """Return in what the template differs from the code.

    :return: sentences
    :rtype: list
    :raise Failure: as :func:`of_the_code` does, or if the template can't be read
    """
    return differences(list(of_the_code()), translations.read(translations.TEMPLATE))


def of_the_code():
    """Return the terms of what is shipped, in the order of the files.

    :rtype: collections.abc.Iterator[Term]
    :raise Failure: if data has a record of which it can't be said what is translated
    """
    for path in repository.files(without=NOT_SHIPPED | {'demo'}):
        name = path.relative_to(cache.REPOSITORY)
        if path.suffix == '.xml':
            yield from terms_of_xml(path.read_text(encoding='utf-8'), name.as_posix())
        elif path.suffix == '.py' and name.parts[0] in PYTHON_WITH_TERMS:
            yield from terms_of_python(path.read_text(encoding='utf-8'), name.as_posix())


def differences(terms, template):
    """Return what a template lacks of the code, and what it has of none.

    :param list terms: those of the code
    :param list template: entries, as polib has read them
    :return: sentences
    :rtype: list
    """
    known = {(kind, entry.msgid) for entry in template for kind in _kinds(entry)}
    used = {(term.kind, term.text) for term in terms}
    missing = [
        f"{term.file}:{term.line}: i18n/{cache.ADDON}.pot does not have {term.text!r}."
        for term in terms if (term.kind, term.text) not in known
    ]
    stale = [
        f"i18n/{cache.ADDON}.pot:{entry.linenum}: the code does not have {entry.msgid!r} any more."
        for entry in template for kind in _kinds(entry)
        if kind in ALL_IN_THE_CODE and (kind, entry.msgid) not in used
    ]
    return missing + stale


def _kinds(entry):
    """Return what an entry is for Odoo, such as ``model:ir.model.fields,help``."""
    places = (place for place, _line in entry.occurrences)
    return sorted({
        CODE if place.startswith('code:') else place.rpartition(':')[0] for place in places})
