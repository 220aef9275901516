"""Translations: what there is to translate, exported by Odoo, and each language's file."""
import re

import polib

from .. import cache, locks
from ..console import Failure, step
from ..machine import database
from ..machine.odoo_server import Odoo, module_loaded
from ..processes import run_logged

FOLDER = cache.REPOSITORY / 'i18n'
TEMPLATE = FOLDER / f'{cache.ADDON}.pot'
METADATA = {
    'Project-Id-Version': 'Odoo Server 17.0',
    'Report-Msgid-Bugs-To': '',
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=UTF-8',
    'Content-Transfer-Encoding': '8bit',
}
PLACEHOLDER = re.compile(r'%(?:\(\w+\))?[sdf]')


def update(source):
    """Bring the template up to date with the addon, and each language with the template.

    Translations stay, new terms wait for one, terms that are gone go. An empty file such as
    ``i18n/fr.po`` becomes a new language.

    :param odoo_source.Source source: Odoo's source
    :raise Failure: if Odoo fails to export, or a file can't be read
    """
    busy = "The translations of this clone are being exported already."
    with (locks.only_one(f'translations {cache.CLONE_ID}', busy), locks.clone_in_use(),
          database.server()):
        template = _export(Odoo(source))
    template.metadata = METADATA
    template.save(str(TEMPLATE))
    for path in _languages():
        language = read(path)
        _merge(language, template, path.stem)
        language.save(str(path))
    for complaint in complaints():
        print(complaint)


def _export(odoo):
    """Return all terms of the addon, as Odoo finds them in a fresh database."""
    name = f'{cache.ADDON}_{cache.CLONE_ID}_i18n'
    target = cache.WORK / TEMPLATE.name
    template = odoo.template_database()
    try:
        with step("Creating a fresh database"):
            database.create(name, template)
        _run(odoo, "Installing the addon", f'--database={name}', f'--init={cache.ADDON}',
             '--stop-after-init')
        _run(odoo, "Exporting its terms", f'--database={name}', f'--modules={cache.ADDON}',
             f'--i18n-export={target}')
    finally:
        database.drop(name)
    return read(target)


def _run(odoo, what, *options):
    command = odoo.command(*options, '--no-http', '--max-cron-threads=0')
    with step(what) as progress:
        run_logged(command, cache.WORK / 'i18n.log', progress, module_loaded,
                   **odoo.process_settings())


def _merge(language, template, code):
    language.merge(template)
    language[:] = sorted(
        (entry for entry in language if not entry.obsolete), key=lambda entry: entry.msgid)
    language.header = language.header or template.header
    language.metadata = {**template.metadata, 'Language': code, **language.metadata}


def complaints():
    """Return what is wrong with the languages, measured by the template.

    :return: sentences
    :rtype: list
    :raise Failure: if a file can't be read
    """
    terms = [entry.msgid for entry in read(TEMPLATE)]
    return [complaint for path in _languages() for complaint in _complaints_about(path, terms)]


def _complaints_about(path, terms):
    translations = {entry.msgid: entry.msgstr for entry in read(path).translated_entries()}
    for term in terms:
        translation = translations.get(term)
        if not translation:
            yield f"i18n/{path.name} has no translation, or an unsure one, of {term!r}."
        elif _placeholders(term) != _placeholders(translation):
            yield f"i18n/{path.name} has other placeholders than {term!r}."


def _placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def _languages():
    return sorted(FOLDER.glob('*.po'))


def read(path):
    """Return a file's entries.

    :rtype: polib.POFile
    :raise Failure: if it can't be read
    """
    try:
        return polib.pofile(path.read_text('utf-8'))
    except OSError as error:  # also polib's complaint about the syntax
        raise Failure(f"{path.name}: {error}") from None
