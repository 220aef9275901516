"""Find a Python that Odoo runs on. Written so that older Pythons can read it, from 3.7 on."""
import os
import shutil
import subprocess
import sys

SUPPORTED = [(3, 11), (3, 12), (3, 10), (3, 13)]
BROUGHT = '3.12'  # by uv, where there is none of them


def continue_with_a_supported_python():
    """Go on with another Python if this one is unsuitable: one on PATH, else one that uv brings.

    :raise SystemExit: with a sentence that says what to install, if there is none
    """
    if os.name != 'posix':
        sys.exit("The tools run on Linux and macOS; on Windows use them inside WSL.")
    if sys.version_info[:2] in SUPPORTED:
        return
    is_old = sys.version_info[:2] < min(SUPPORTED)
    other = find(SUPPORTED, "Python %d.%d is too %s for the tools" % (
        sys.version_info[:2] + ("old" if is_old else "new",)))
    if not other:
        sys.exit(
            "The tools need Python 3.10, 3.11, 3.12 or 3.13; python3 is %d.%d, no other was found, "
            "and none could be fetched.\nInstall one of them (for instance with your system's "
            "package manager) so that python3.11 is on PATH, and run the command again."
            % sys.version_info[:2]
        )
    continue_with(other)


def continue_with(python):
    """Go on with another Python.

    :param str python: its path
    """
    os.execv(python, [python, '-B', '-m', 'workshop.tools'] + sys.argv[1:])


def find(versions, why):
    """Return the path of a Python of one of the versions: on PATH, else brought by uv, else None.

    :param list versions: such as ``(3, 11)``
    :param str why: another Python than this one is looked for, as the beginning of a sentence
    """
    names = ['python%d.%d' % version for version in versions]
    on_path = [path for path in map(shutil.which, names) if path and _runs(path)]
    return on_path[0] if on_path else _brought_by_uv(why)


def _runs(python):
    """Tell whether a command that is on PATH works: version managers leave empty shells there."""
    with open(os.devnull, 'w') as nowhere:
        return subprocess.call([python, '-c', ''], stdout=nowhere, stderr=nowhere) == 0


def _brought_by_uv(why):
    """Return the path of a Python that uv fetched, or None if it can't."""
    if sys.version_info < (3, 7):
        return None
    from . import disk
    from .console import Failure
    from .machine import uv

    print("%s; trying to fetch Python %s …" % (why, BROUGHT))
    sys.stdout.flush()
    try:
        program = str(uv.find_or_fetch())
        for command in (['install', BROUGHT], ['find', '--managed-python', BROUGHT]):
            done = subprocess.run([program, 'python'] + command, env=uv.variables(), check=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return done.stdout.decode().strip()
    except (Failure, OSError, subprocess.CalledProcessError) as error:
        why = str(getattr(error, 'stderr', None) or error)
        if disk.is_full(why):
            raise Failure(why) from None
        return None
