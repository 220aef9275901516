"""Odoo Community's source: found, or fetched into the cache.

17.0 and 18.0 are on GitHub only; 19.0 is among Debian's packages, too.
"""
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from .. import cache, locks, paths, python_version, series
from ..console import Failure
from ..processes import run_shown
from . import debian

REPOSITORY_URL = 'https://github.com/odoo/odoo'
SECONDS_TO_ANSWER = 30
NOTE = cache.CACHE / 'github-out-of-reach'
SECONDS_TO_BELIEVE = 24 * 3600

DEBIAN_SUITE = 'sid'
DEBIAN_PACKAGES = [
    'odoo-19',
    # What it has links to
    'libjs-jquery', 'libjs-jquery-form', 'libjs-underscore', 'fonts-font-awesome',
    'fonts-roboto-unhinted', 'fonts-montserrat', 'fonts-inconsolata', 'fonts-ocr-b',
]
PLACE_IN_DEBIAN = Path('usr', 'lib', 'python3', 'dist-packages')
# Debian leaves it out, as nobody has its source; each page complains that it is not there.
LEFT_OUT_BY_DEBIAN = Path(
    'odoo', 'addons', 'mail', 'static', 'lib', 'selfie_segmentation', 'selfie_segmentation.js')

WAYS_OUT = """\
Ways out: let this machine reach GitHub; or put Odoo {series}'s source at
{folder}; or set ODOO_SRC to where you have the source of Odoo 17.0, 18.0 or 19.0."""
TO_HAVE_IT = """\
To have {series}, let this machine reach GitHub and say ODOO={series}, or put its source at
{folder}, or set ODOO_SRC to where you have it."""

REMEDY = "Set ODOO_SRC to the root of Odoo's source, or unset it."


@dataclass(frozen=True)
class Source:
    """Odoo's source, which is of one series."""

    path: Path  # the folder in which there is the package ``odoo``
    series: str

    def addons_folders(self):
        """Return the folders to name in ``addons_path``: none for a release archive.

        GitHub has most addons in ``addons/``, the release archive has all in ``odoo/addons/``,
        where Odoo looks anyway.
        """
        return [self.path / 'addons'] if (self.path / 'odoo-bin').exists() and (
            self.path / 'addons').is_dir() else []

    def runs_on(self, version):
        """Return whether Odoo's own code runs on a version of Python, such as ``(3, 12)``.

        Since 3.13, what views ask is compiled to an instruction that older code of Odoo forbids.
        """
        if version < (3, 13):
            return True
        return 'TO_BOOL' in (self.path / 'odoo' / 'tools' / 'safe_eval.py').read_text(
            encoding='utf-8')


def find_or_fetch():
    """Return Odoo's source: ``ODOO_SRC``, else the series that ``ODOO`` names, else 17.0.

    Where nobody said which, and GitHub can't be reached, it is 19.0 from Debian's package.

    :rtype: Source
    :raise Failure: if it can't be fetched, or isn't what was asked for; says what to do
    """
    wanted = os.environ.get('ODOO') and series.check(os.environ['ODOO'])
    if os.environ.get('ODOO_SRC'):
        return _given(_path(os.environ['ODOO_SRC']), wanted)
    with locks.one_after_the_other("download of Odoo"):
        if wanted or folder(series.DEFAULT).exists():
            return _of_series(wanted or series.DEFAULT)
        return _default()


def find_for_this_python():
    """Return Odoo's source as :func:`find_or_fetch` does, for the Python that runs this.

    Where its code does not run on that, another Python takes over. Where there is none, and nobody
    said which Odoo it is to be, it is 19.0.

    :rtype: Source
    :raise Failure: as :func:`find_or_fetch` does, or if there is no Python for that Odoo
    """
    source = find_or_fetch()
    if source.runs_on(sys.version_info[:2]):
        return source
    suitable = [version for version in python_version.SUPPORTED if source.runs_on(version)]
    problem = (f"Odoo {source.series} in {source.path} does not run on Python "
               f"{sys.version_info[0]}.{sys.version_info[1]}")
    if python := python_version.find(suitable, problem):
        python_version.continue_with(python)
    problem += ", and no older one was found or could be fetched"
    if os.environ.get('ODOO') or os.environ.get('ODOO_SRC'):
        raise Failure(f"{problem}.\nInstall Python 3.11 or 3.12, or say ODOO={series.IN_DEBIAN}.")
    print(f"{problem}. {series.IN_DEBIAN} takes its place.\n"
          f"To have {source.series}, install Python 3.11 or 3.12.", flush=True)
    with locks.one_after_the_other("download of Odoo"):
        return _of_series(series.IN_DEBIAN)


def folder(name):
    """Return where a series is in the cache."""
    return cache.CACHE / f'odoo-{name}'


def _path(text):
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise Failure(f"{text} is no folder: there is no such user, or none with a home.\n"
                      f"{REMEDY}") from None


def _root(path):
    """Return the folder in which there is the package ``odoo``: Debian has it further down."""
    return path / PLACE_IN_DEBIAN if (path / PLACE_IN_DEBIAN / 'odoo').is_dir() else path


def _given(path, wanted):
    path = _root(path)
    found = series.of_source(path)
    if found is None:
        raise Failure(f"{path} is not the root of Odoo's source.\n{REMEDY}")
    paths.check(path, "Odoo's source", "Set ODOO_SRC to a link to it that has another path.")
    if found not in series.ALL or wanted not in (None, found):
        raise Failure(f"{path} is Odoo {found}; what is needed is "
                      f"{wanted or ' or '.join(series.ALL)}.\n{REMEDY}")
    return Source(path, found)


def _of_series(name):
    """Return a series from the cache, fetched if need be."""
    if not folder(name).exists():
        problem = _why_not_github(name)
        if not problem:
            _clone(name)
        elif name == series.IN_DEBIAN and not debian.why_not():
            _unpack(problem)
        else:
            raise Failure(f"Odoo {name} can't be fetched: {problem}.\n"
                          + WAYS_OUT.format(series=name, folder=folder(name)))
    return _in_cache(name)


def _default():
    """Return 17.0, or 19.0 where that is all that can be had."""
    fallback = series.IN_DEBIAN
    problem = folder(fallback).exists() and _recent_problem() or _why_not_github(series.DEFAULT)
    if not problem:
        _clone(series.DEFAULT)
        return _in_cache(series.DEFAULT)
    to_have_it = TO_HAVE_IT.format(series=series.DEFAULT, folder=folder(series.DEFAULT))
    print(f"Odoo {series.DEFAULT} can't be fetched: {problem}. {fallback} takes its place.\n"
          f"{to_have_it}", flush=True)
    if not folder(fallback).exists():
        if why := debian.why_not():
            raise Failure(f"Odoo {fallback} can't be fetched either: {why}.\n" + WAYS_OUT.format(
                series=series.DEFAULT, folder=folder(series.DEFAULT)))
        _unpack(problem)
    if not _recent_problem():
        NOTE.write_text(problem, encoding='utf-8')
    return _in_cache(fallback)


def _recent_problem():
    """Return why GitHub was out of reach, if that was found out today: to ask may take long."""
    if NOTE.exists() and time.time() - NOTE.stat().st_mtime < SECONDS_TO_BELIEVE:
        return NOTE.read_text(encoding='utf-8')
    return None


def _in_cache(name):
    path = _root(folder(name))
    if series.of_source(path) != name:
        raise Failure(f"{folder(name)} is not the source of Odoo {name}.\n"
                      "Remove that folder, and Odoo is fetched anew.")
    if path.parts[-len(PLACE_IN_DEBIAN.parts):] == PLACE_IN_DEBIAN.parts:
        _put_something_in_place_of_what_is_left_out(path)
    return Source(path, name)


def _put_something_in_place_of_what_is_left_out(path):
    left_out = path / LEFT_OUT_BY_DEBIAN
    if not left_out.exists():
        left_out.parent.mkdir(parents=True, exist_ok=True)
        left_out.touch()


def _why_not_github(name):
    """Return why a series can't be cloned from GitHub, as the end of a sentence, or None."""
    if not shutil.which('git'):
        return "git is not installed"
    try:
        answer = subprocess.run(
            ['git', 'ls-remote', '--exit-code', REPOSITORY_URL, f'refs/heads/{name}'],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS_TO_ANSWER,
            env={**os.environ, 'GIT_TERMINAL_PROMPT': '0'})
    except subprocess.TimeoutExpired:
        return "GitHub does not answer"
    return "GitHub can't be reached from this machine" if answer.returncode else None


def _clone(name):
    """Clone under another name first: an interrupted clone is never taken for a whole one."""
    print(f"It will be Odoo {name} from GitHub. To be fetched, once: 450 MB, then 90 MB of Python "
          "packages; some ten minutes.", flush=True)
    target = folder(name)
    unfinished = target.with_name(target.name + '.unfinished')
    cache.remove_unfinished('odoo-*')
    command = ['git', '-c', 'http.lowSpeedLimit=1000', '-c', 'http.lowSpeedTime=60', 'clone',
               '--depth', '1', '--branch', name, *(['--progress'] if sys.stdout.isatty() else []),
               REPOSITORY_URL, str(unfinished)]
    try:
        run_shown(command)
        unfinished.rename(target)
    except subprocess.CalledProcessError:
        raise Failure(
            f"Odoo {name} could not be cloned from GitHub (git's reason is above).\n"
            "Check the network, and run the command again.\n"
            + WAYS_OUT.format(series=name, folder=target)
        ) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _unpack(problem):
    """Have 19.0 from Debian's package."""
    name = series.IN_DEBIAN
    print(f"It will be Odoo {name} as Debian's package {DEBIAN_PACKAGES[0]}, since {problem}. To "
          "be fetched, once: 145 MB, then 90 MB of Python packages; some five minutes.", flush=True)
    cache.remove_unfinished('odoo-*')
    try:
        debian.fetch(DEBIAN_PACKAGES, folder(name), DEBIAN_SUITE)
        if series.of_source(folder(name) / PLACE_IN_DEBIAN) != name:
            shutil.rmtree(folder(name))
            raise Failure(f"There is no Odoo {name} in Debian's package {DEBIAN_PACKAGES[0]}.")
    except Failure as failure:
        raise Failure(
            f"{failure}\nOdoo {name} could not be fetched from Debian's packages.\n"
            "Check the network, and run the command again.\n"
            + WAYS_OUT.format(series=series.DEFAULT, folder=folder(series.DEFAULT))
        ) from None
