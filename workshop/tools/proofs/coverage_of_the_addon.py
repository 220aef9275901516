"""Which lines of the addon the tests run."""
import subprocess
import sys

from .. import cache

DATA = cache.WORK / 'coverage'


def forget():
    """Begin anew; what is run from now on adds up."""
    for data in DATA.parent.glob(f'{DATA.name}*'):
        data.unlink()


def options_to_run():
    """Return Python's options that have it note which lines it runs, each process for itself.

    The source is not given as a package: coverage would import Odoo to find it, and forget it
    again, which breaks psycopg2.
    """
    return _options('run', '--parallel-mode', f'--source={cache.REPOSITORY}')


def report():
    """Show the files with lines that were not run."""
    for action in 'combine', 'report':
        subprocess.run([sys.executable, *_options(action)], cwd=cache.WORK, check=True)


def _options(action, *more):
    return ['-m', 'coverage', action, f'--rcfile={cache.REPOSITORY / "pyproject.toml"}',
            f'--data-file={DATA}', *more]
