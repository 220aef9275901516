"""Check the source: its style, its terms and links, who knows whom, and how large it is."""
import ast
import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from .. import cache, locks, repository, series
from ..build import addon_build
from ..build.pack import NOT_SHIPPED
from ..console import Failure
from ..pages import translations
from . import bounds, links, page_languages, rooms, terms, troubles

PYLINT_OPTIONS = [
    '--load-plugins=pylint_odoo',
    '--manifest-required-authors=Amazon Connector contributors',
    '--score=n',
    # The default without "read", which is not the ORM's alone.
    '--method-required-super=copy,create,default_get,setUp,setUpClass,tearDown,tearDownClass,unlink,'
    'write',
    '--disable=all',  # what is not about Odoo is ruff's
    '--enable=odoolint',
    # ruff's T20 tells programs with a console from the addon; a model has a file in each room.
    # Sentences remember what they say (lib/words), which those of `env._` do not.
    '--disable=print-used,consider-merging-classes-inherited,prefer-env-translation',
]


def lint():
    """Check the source code and show all that is wrong.

    :raise Failure: if anything is
    """
    checks = {
        'ruff': _ruff,
        'pylint-odoo': _pylint,
        'XML': _xml,
        'tests/__init__.py': _tests_are_imported,
        'translations': _translations,
        'troubles': lambda: _shows_none(troubles.complaints()),
        'links': lambda: _shows_none(links.complaints()),
        'languages of pages': lambda: _shows_none(page_languages.complaints()),
        'imports': _imports,
        'rooms': lambda: _shows_none(rooms.complaints()),
        'bounds': lambda: _shows_none(bounds.complaints()),
    }
    failed = []
    with locks.clone_in_use():
        for name, check in checks.items():
            print(f"{name} …", flush=True)
            if not check():
                failed.append(name)
    if failed:
        raise Failure(f"Not clean: {', '.join(failed)} (see above).")
    print("All clean.")


def _ruff():
    """Check the repository, and that what is built for newer series names nothing unknown."""
    return all([_passes('ruff', 'check', '--no-cache', '.', cwd=cache.REPOSITORY), *(
        _ruff_of(name) for name in series.ALL if name != series.DEFAULT)])


def _ruff_of(name):
    with _copy(name, NOT_SHIPPED) as folder:
        return _passes('ruff', 'check', '--no-cache', '--select=F',
                       f"--config={cache.REPOSITORY / 'pyproject.toml'}", '.', cwd=folder)


def _pylint():
    """Check all of the repository, and what is shipped for the other series."""
    return all([_pylint_of(name, set() if name == series.DEFAULT else NOT_SHIPPED)
                for name in series.ALL])


def _pylint_of(name, without):
    with _copy(name, without) as folder:
        return _passes(
            'pylint', *PYLINT_OPTIONS, f'--valid-odoo-versions={name}', cache.ADDON, cwd=folder)


@contextlib.contextmanager
def _copy(name, without):
    """Return a folder with a copy that has the addon's name, which pylint-odoo's checks go by.

    Through a link they would see the name of the repository's folder, whatever that is.
    """
    cache.WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache.WORK) as folder:
        addon_build.write(addon_build.contents(name, without), Path(folder, cache.ADDON))
        # pylint-odoo looks for manifests up to the top of a git repository.
        subprocess.run(['git', 'init', '--quiet', '--template='], cwd=folder, check=True)
        yield folder


def _passes(module, *arguments, cwd):
    environment = {**os.environ, 'PYLINTHOME': str(cache.CACHE / 'pylint')}
    command = [sys.executable, '-m', module, *arguments]
    return subprocess.run(command, cwd=cwd, env=environment).returncode == 0


def _xml():
    """Check that every XML file is well-formed."""
    return _shows_none([
        error for path in repository.files('*.xml') if (error := _xml_error(path))])


def _xml_error(path):
    try:
        ElementTree.parse(path)
    except ElementTree.ParseError as error:
        return f'{path.relative_to(cache.REPOSITORY)}: {error}'
    return None


def _tests_are_imported():
    """Find test files that Odoo would never run."""
    package = cache.REPOSITORY / 'tests'
    imports = ast.parse((package / '__init__.py').read_text(encoding='utf-8'))
    imported = {alias.name for node in ast.walk(imports) if isinstance(node, ast.ImportFrom)
                for alias in node.names}
    return _shows_none([
        f"tests/__init__.py does not import {path.name}"
        for path in sorted(package.rglob('test_*.py')) if path.stem not in imported])


def _translations():
    """Check that the template has all terms of the code, and each language all of the template."""
    of_the_code = terms.complaints()
    is_well = _shows_none(of_the_code + translations.complaints())
    if of_the_code:
        print("`make i18n` brings the terms to translate up to date with the code.")
    return is_well


def _imports():
    """Check what the parts of the repository may import of each other, see pyproject.toml."""
    with _copy(series.DEFAULT, set()) as folder:
        program = Path(sys.executable).with_name('lint-imports')
        return subprocess.run(
            [program, '--no-cache', f"--config={cache.REPOSITORY / 'pyproject.toml'}"], cwd=folder,
        ).returncode == 0


def _shows_none(complaints):
    for complaint in complaints:
        print(complaint)
    return not complaints
