"""The modules that show integrators how to build on the addon: they are installed beside it."""
from . import cache

FOLDER = cache.REPOSITORY / 'workshop' / 'examples'


def names():
    """Return their names.

    :rtype: tuple[str]
    """
    return tuple(sorted(path.parent.name for path in FOLDER.glob('*/__manifest__.py')))
