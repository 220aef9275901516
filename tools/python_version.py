"""Find a Python that Odoo 17 runs on. Written so that any Python 3 can read it."""
import os
import shutil
import sys

SUPPORTED = [(3, 11), (3, 10), (3, 12)]


def continue_with_a_supported_python():
    """Go on with another Python on PATH if this one is unsuitable.

    :raise SystemExit: with a sentence that says what to install, if there is none
    """
    if os.name != 'posix':
        sys.exit("The tools run on Linux and macOS; on Windows use them inside WSL.")
    if sys.version_info[:2] in SUPPORTED:
        return
    for version in SUPPORTED:
        other = shutil.which('python%d.%d' % version)
        if other and _runs(other):
            os.execv(other, [other, '-B', '-m', 'tools'] + sys.argv[1:])
    sys.exit(
        "Odoo 17 needs Python 3.10, 3.11 or 3.12; python3 is %d.%d and no other was found.\n"
        "Install one of them (for instance with your system's package manager) so that "
        "python3.11 is on PATH, and run the command again." % sys.version_info[:2]
    )


def _runs(python):
    """Tell whether a command that is on PATH works: version managers leave empty shells there."""
    return os.system('%s -c "" > %s 2>&1' % (python, os.devnull)) == 0
