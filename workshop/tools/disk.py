"""A full disk, told as that, whichever program met it and in whichever words.

Written so that older Pythons can read it, for it may be uv that meets it.
"""
import contextlib
import errno
import locale
import os
import re
import shutil
import signal
import threading

from . import cache
from .console import Failure


def _words_of_the_system():
    """Return what the system calls a full disk, in English and in the user's language."""
    numbers = (errno.ENOSPC, errno.EDQUOT)
    words = {os.strerror(number) for number in numbers}
    before = locale.setlocale(locale.LC_MESSAGES)
    with contextlib.suppress(locale.Error):  # not installed: programs don't speak it, either
        locale.setlocale(locale.LC_MESSAGES, '')
    words.update(os.strerror(number) for number in numbers)
    locale.setlocale(locale.LC_MESSAGES, before)
    return words


WORDS = re.compile('|'.join([
    *map(re.escape, sorted(_words_of_the_system())), 'out of diskspace', 'enough free space',
    'no usable temporary directory',
]), re.IGNORECASE)
LEAST = 16 * 2**20  # bytes: PostgreSQL wants them for its next file
PLENTY = 2**30  # what nobody needs at once
LOOK_EVERY = 2  # seconds
_heard = []

IN_THE_CACHE = """\
The disk is too full: {left} MB are left in {folder}.
Make room there, then run the command again. The folder holds what the tools fetch and make, about
3 GB for one Odoo; all of it may be removed, and is made anew. To have it on another disk, set
XDG_CACHE_HOME to a folder there."""
AMONG_TEMPORARY_FILES = """\
The disk is too full: {left} MB are left in {folder}, where programs keep files while they work.
Make room there, or set TMPDIR to a folder on another disk, then run the command again."""
ELSEWHERE = """\
A disk is full, or your part of it:
{said}
Make room there, then run the command again. In {folder}, {left} MB are left."""


def listen(text):
    """Note whether a program that was started says that a disk is full."""
    _heard.extend(filter(_is_said_in, text.splitlines()))


def explained(error):
    """Return what a person needs to know of an error, or of a text that says what went wrong.

    :param error: if it is because of a full disk, what to do takes its place, or follows it where
        that is not certain
    """
    said = [*_heard, *filter(_is_said_in, str(error).splitlines())]
    if said:
        return _advice(said[-1])
    if _place()[1] < LEAST:
        return f"{error}\n\n{_advice()}"
    return str(error)


@contextlib.contextmanager
def watched():
    """Interrupt the tools, within a ``with`` block, where nothing that they run could go on.

    :raise Failure: if they were, and ended in peace
    """
    is_over, is_full = threading.Event(), threading.Event()

    def watch():
        while not is_over.wait(LOOK_EVERY):
            if _left_in(cache.CACHE) < LEAST:
                is_full.set()
                _heard.append("There was too little left to go on with.")
                os.kill(os.getpid(), signal.SIGTERM)
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()
    if is_full.is_set():
        raise Failure("What was running could not go on.")


def is_full(error=''):
    """Return whether a disk is full, as far as an error and all that was heard tell."""
    return explained(error) != str(error)


def _is_said_in(text):
    return WORDS.search(text) is not None


def _advice(said=''):
    folder, left, text = _place()
    if left > PLENTY:
        text = ELSEWHERE
    return text.format(folder=folder, left=left // 2**20, said=said.strip())


def _place():
    """Return where there is least room: the path, the bytes, and what to say of it."""
    places = [(str(cache.CACHE), IN_THE_CACHE),
              (os.environ.get('TMPDIR') or '/tmp', AMONG_TEMPORARY_FILES)]
    return min(((path, _left_in(path), text) for path, text in places),
               key=lambda place: place[1])


def _left_in(path):
    path = os.path.abspath(str(path))
    while not os.path.isdir(path):
        path = os.path.dirname(path)
    return shutil.disk_usage(path).free
