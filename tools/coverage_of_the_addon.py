"""Which lines of the addon the tests run."""
import subprocess
import sys

from . import cache

DATA = cache.CLONE / 'coverage'


def options(action, *more):
    """Return Python's options that carry out one of coverage's actions."""
    return ['-m', 'coverage', action, f'--rcfile={cache.REPOSITORY / "pyproject.toml"}',
            f'--data-file={DATA}', *more]


def forget():
    """Begin anew; what is run from now on adds up."""
    DATA.unlink(missing_ok=True)


def report():
    """Show the files with lines that were not run."""
    subprocess.run([sys.executable, *options('report')], cwd=cache.linked_addon(), check=True)
