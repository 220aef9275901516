"""The series of Odoo that the connector is made for."""
import re

from .console import Failure

ALL = ('17.0', '18.0', '19.0')
DEFAULT = '17.0'  # what the repository is, as it stands
# Where nothing can be had but packages of Debian's: the only one that is among them.
IN_DEBIAN = '19.0'


def check(name):
    """Return the name of a series.

    :raise Failure: if the connector is not made for it
    """
    if name not in ALL:
        raise Failure(f"{name} is none of Odoo's series that the connector is made for: "
                      f"{', '.join(ALL)}.")
    return name


def of_source(source):
    """Return the series that a source tree declares, such as ``17.0``, or None if it isn't Odoo.

    :param pathlib.Path source: the folder in which there is the package ``odoo``
    """
    try:
        release = (source / 'odoo' / 'release.py').read_text(encoding='utf-8')
    except (OSError, ValueError):  # or it is not even text
        return None
    found = re.search(r"^version_info = \((\d+), (\d+),", release, re.MULTILINE)
    return found and f'{found[1]}.{found[2]}'
