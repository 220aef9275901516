"""Packages of Debian's, fetched and unpacked into a folder.

Nothing is installed: apt works on lists and settings of its own there, so that no root is needed
and the system stays as it is. It checks Debian's signature of all that it fetches.
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ..console import Failure, step
from ..processes import run_shown

KEYRINGS = [Path('/usr/share/keyrings', 'debian-archive-keyring' + suffix)
            for suffix in ('.pgp', '.gpg')]


def why_not():
    """Return why packages of Debian's can't be had here, as the end of a sentence, or None."""
    if not (shutil.which('apt-get') and shutil.which('dpkg-deb')):
        return "this system has no apt"
    if not any(keyring.exists() for keyring in KEYRINGS):
        return "this system does not have Debian's keys (package debian-archive-keyring)"
    if not _mirror():
        return "apt is not set up with a mirror of Debian (DEBIAN_MIRROR may name one)"
    return None


def fetch(packages, folder, suite):
    """Fetch packages and unpack them into a folder, as they would be unpacked into ``/``.

    :param list packages: their names, without what they depend on
    :param pathlib.Path folder: what was there is replaced; there is nothing half-made
    :param str suite: of Debian, such as ``sid``
    :raise Failure: if that is not possible
    """
    unfinished = folder.with_name(folder.name + '.unfinished')
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        workshop, root = unfinished / 'apt', unfinished / 'root'
        apt = _apt(workshop, suite)
        with step("Reading Debian's list of packages"):
            _run([*apt, '--quiet', 'update'], workshop / 'update.log')
        run_shown([*apt, *(['-o', 'quiet=0'] if sys.stdout.isatty() else []), 'download',
                   *packages], cwd=workshop / 'packages')
        with step("Unpacking"):
            for package in sorted((workshop / 'packages').glob('*.deb')):
                _run(['dpkg-deb', '--extract', package, root], workshop / 'unpack.log')
        shutil.rmtree(folder, ignore_errors=True)
        root.rename(folder)
    except subprocess.CalledProcessError:
        raise Failure("apt's reason is above.") from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _mirror():
    """Return the address of the mirror of Debian that apt uses here, or None."""
    if os.environ.get('DEBIAN_MIRROR'):
        return os.environ['DEBIAN_MIRROR']
    addresses = subprocess.run(
        ['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    found = [address for address in addresses.stdout.split()
             if address.rstrip('/').endswith('/debian')]
    return found[0] if found else None


def _apt(workshop, suite):
    """Return the command line of an apt-get that reads and writes nothing but its workshop."""
    for name in ('lists/partial', 'cache/archives/partial', 'packages'):
        (workshop / name).mkdir(parents=True)
    (workshop / 'status').touch()
    keyring = next(keyring for keyring in KEYRINGS if keyring.exists())
    (workshop / 'sources.list').write_text(
        f'deb [signed-by={keyring}] {_mirror()} {suite} main\n', encoding='utf-8')
    settings = {
        'Dir::State::Lists': workshop / 'lists',
        'Dir::State::status': workshop / 'status',
        'Dir::Cache': workshop / 'cache',
        'Dir::Etc::SourceList': workshop / 'sources.list',
        'Dir::Etc::SourceParts': '/dev/null',
        'Acquire::Languages': 'none',
        # Where the tools run as root, apt's own user may not write to the workshop.
        'APT::Sandbox::User': 'root',
    }
    return ['apt-get', *(part for name, value in settings.items()
                         for part in ('-o', f'{name}={value}'))]


def _run(command, log):
    with log.open('a') as output:
        code = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT).returncode
    if code:
        raise Failure(log.read_text(errors='replace'))
