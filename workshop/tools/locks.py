"""Locks between runs of the tools: files in the cache, which the system frees when a run ends."""
import contextlib
import fcntl

from . import cache
from .console import Failure


@contextlib.contextmanager
def one_after_the_other(what):
    """Wait until no other run on this machine does the same.

    :param str what: as in "another run is busy with the Python environment"
    """
    with _lock_file(what) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Another run is busy with the {what}; waiting for it …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def only_one(what, busy):
    """Refuse to do what another run does.

    :param str what: a name for it
    :param str busy: the sentence for the user, if another run does it
    :raise Failure: with that sentence
    """
    with _held_at_once(what, fcntl.LOCK_EX, busy):
        yield


@contextlib.contextmanager
def clone_in_use():
    """Keep :func:`clone_unused` away, not others that use the clone."""
    with _held_at_once(f'clone {cache.CLONE_HASH}', fcntl.LOCK_SH, "This clone is being cleaned."):
        yield


@contextlib.contextmanager
def clone_unused():
    """Keep everybody from using what the cache has of this clone.

    :raise Failure: if somebody does
    """
    busy = "Tests or a demo of this clone are running; end them first (Ctrl-C)."
    with _held_at_once(f'clone {cache.CLONE_HASH}', fcntl.LOCK_EX, busy):
        yield


@contextlib.contextmanager
def _held_at_once(what, kind, busy):
    with _lock_file(what) as lock:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure(busy) from None
        yield


def _lock_file(what):
    folder = cache.CACHE / 'locks'
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / what.replace(' ', '-')).open('w')
