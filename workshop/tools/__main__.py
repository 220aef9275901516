"""Start the tools with a Python that they run on."""
import sys

from .console import Failure
from .python_version import continue_with_a_supported_python


def _start():
    """Carry out the command; what ends this early is told as a sentence, too."""
    try:
        continue_with_a_supported_python()
        from .cli import main  # not even readable for a Python that is too old

        return main(sys.argv[1:])
    except (Failure, OSError) as error:
        print(_explained(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _explained(error):
    try:
        from . import disk
    except Failure:  # it is this one: there is no place for the cache
        return error
    return disk.explained(error)


sys.exit(_start())
