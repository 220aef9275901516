"""Pack the addon for a series of Odoo: a folder, and a zip for those who install by hand."""
import contextlib
import os
import re
import shutil
import zipfile
from pathlib import Path

from .. import cache, repository, series
from ..console import Failure
from . import addon_build

# What proves and builds the addon; no shop needs it.
NOT_SHIPPED = {
    'CONTRIBUTING.md', 'Makefile', 'doc/developer', 'pyproject.toml', 'static/tests', 'tests',
    'workshop',
}
MANIFEST = Path('__manifest__.py')
SCRIPTS_OF_TESTS = re.compile(r"^ *'web\.assets_tests': .*\n", re.MULTILINE)


def pack(name, into=None):
    """Write the folder ``amazon_connector`` and a zip of it, in place of older ones.

    :param str name: the series
    :param str into: the folder for both; by default ``dist/<series>`` in the repository
    :raise Failure: if there is no such series, the addon can't be made for it, or something else
        than an older build is in its place
    """
    series.check(name)
    folder = Path(into).absolute() if into else cache.REPOSITORY / repository.BUILT / name
    files = addon_build.contents(name, NOT_SHIPPED)
    manifest = files[MANIFEST] or (cache.REPOSITORY / MANIFEST).read_text(encoding='utf-8')
    files[MANIFEST] = SCRIPTS_OF_TESTS.sub('', manifest)
    if why := _why_not(folder, files):
        raise Failure(f"{why}\nNothing was written. Say INTO=FOLDER to have it elsewhere.")
    try:
        _put(folder, files, f'{cache.ADDON}-{name}')
    except OSError as error:
        raise Failure(f"The addon can't be written into {folder}: {error}") from None


def _why_not(folder, files):
    """Return why the addon must not be written into a folder, as a sentence, or None."""
    target = folder.resolve() / cache.ADDON
    for path in (target, _unfinished(folder)):
        if path.is_symlink():
            return f"{path} is a link."
    for path in (folder, *folder.parents, target):
        if path.is_file():
            return f"{path} is a file."
    if cache.REPOSITORY.is_relative_to(target):
        return f"The repository is in {target}, which would be replaced."
    if _is_in_the_repository(target):
        return f"{folder} is in the repository."
    if (target / '.git').exists():
        return f"{target} is a clone."
    if strange := _strange_files(target, files.keys() | _files_of_last_builds(folder)):
        return f"{target} has what is not of a build, such as {strange[0]}."
    return None


def _is_in_the_repository(target):
    return target.is_relative_to(cache.REPOSITORY) and not target.is_relative_to(
        cache.REPOSITORY / repository.BUILT)


def _strange_files(target, of_builds):
    """Return what neither a build nor Python, compiling it, has left in a folder."""
    return sorted(
        path.relative_to(target) for path in target.rglob('*')
        if (path.is_symlink() or not path.is_dir()) and path.parent.name != '__pycache__'
        and path.relative_to(target) not in of_builds)


def _files_of_last_builds(folder):
    """Return what the archives list that are beside the last build: it may have had more files."""
    found = set()
    for name in series.ALL:
        with contextlib.suppress(FileNotFoundError, zipfile.BadZipFile), zipfile.ZipFile(
            folder / f'{cache.ADDON}-{name}.zip'
        ) as archive:
            found.update(Path(*Path(path).parts[1:]) for path in archive.namelist())
    return found


def _unfinished(folder):
    return folder / f'{cache.ADDON}.unfinished'


def _put(folder, files, archive):
    """Make the addon and its archive under another name first: there is nothing half-made."""
    target = folder / cache.ADDON
    unfinished = _unfinished(folder)
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        addon_build.write(files, unfinished / cache.ADDON)
        made = shutil.make_archive(
            str(unfinished / archive), 'zip', root_dir=unfinished, base_dir=cache.ADDON)
        if target.exists():
            shutil.rmtree(target)
        (unfinished / cache.ADDON).rename(target)
        os.replace(made, folder / f'{archive}.zip')
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    print(f"{target}\n{folder / archive}.zip")
