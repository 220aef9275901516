"""What a person sees: steps with their duration, and failures as sentences."""
import contextlib
import shutil
import sys
import time

BEGINNING_OF_LINE = '\r\033[K'  # and erase the line


class Failure(Exception):
    """Something that the user can put right; its text says how."""


@contextlib.contextmanager
def step(text):
    """Show a step while it is carried out, and how long it took.

    :param str text: what is done, as in "Creating the database"
    :return: a function that shows how far the step got, on a terminal only
    """
    started = time.monotonic()

    def progress(detail):
        if sys.stdout.isatty():
            width = shutil.get_terminal_size().columns - 1
            print(BEGINNING_OF_LINE + f"{text} … {detail}"[:width], end='', flush=True)

    print(f"{text} … ", end='', flush=True)
    try:
        yield progress
    except BaseException:
        print()
        raise
    progress('')
    print(f"{time.monotonic() - started:.0f} s", flush=True)


def last_lines(path, count=15):
    """Return the end of a log as text."""
    return ''.join(path.read_text(errors='replace').splitlines(keepends=True)[-count:])
