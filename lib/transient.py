"""Which errors say nothing of what was tried, but of what Odoo itself stands on."""
import errno

from psycopg2 import DatabaseError, Error, InterfaceError, OperationalError, errorcodes
from psycopg2.pool import PoolError

from odoo import exceptions

# What Odoo does with the requests of its users (odoo.service.model.retrying) when another
# transaction was faster.
ERRORS_TO_RETRY = {
    errorcodes.LOCK_NOT_AVAILABLE, errorcodes.SERIALIZATION_FAILURE, errorcodes.DEADLOCK_DETECTED
}
# How the codes begin; source: https://www.postgresql.org/docs/current/errcodes-appendix.html
CODES = (
    *ERRORS_TO_RETRY,
    '08',  # the connection broke; so poolers such as pgbouncer say all that they have to say
    '25006',  # nothing can be written: a standby after a fail-over
    '25P03', '25P04',  # the transaction was idle, or took, longer than the server allows
    '40003',  # whether it was committed is not known
    '53',  # the disk is full, memory is used up, too many connections
    '57',  # the server goes away, starts, or was told to end the statement
    '58',  # the server's machine: the disk does not answer
    '72000',  # what the transaction saw is gone
)
# What may come of how much is done at once: there is no memory or no patience left for it, and the
# connection is cut in the middle.
CODES_OF_SIZE = {
    '08003', '08006', '08P01', '25P03', '25P04', '53000', '53200', '57014', '57P01', '57P02',
    '57P05',
}
# The server's disk, its memory, its open files.
ERRORS_OF_THE_SYSTEM = {
    errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ESTALE,
    errno.ENOMEM, errno.EAGAIN, errno.EMFILE, errno.ENFILE,
}
# Odoo's own words for what others hold at this moment; there since 19.0.
ERRORS_OF_ODOO = tuple(
    getattr(exceptions, name) for name in ('ConcurrencyError', 'LockError')
    if hasattr(exceptions, name)
)


def is_transaction_lost(error):
    """Return whether an error is no fault of what was tried: all of it has to be done again.

    :param Exception error: what came of it, or was made of that by whoever caught it.
    :rtype: bool
    """
    known = []
    while error is not None and error not in known:
        if _is_transient(error):
            return True
        known.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return False


def is_of_size(error):
    """Return whether an error may come of how much was done at once: less of it may succeed.

    That other transactions were faster, or that all connections are taken, says nothing of it.

    :param Exception error: what came of it, or was made of that by whoever caught it, be it that
        the reason is kept from those who read of it.
    :rtype: bool
    """
    known = []
    while error is not None and error not in known:
        if _may_be_of_size(error):
            return True
        known.append(error)
        error = error.__cause__ or error.__context__
    return False


def is_outpaced(error):
    """Return whether another transaction was faster: the next attempt may succeed at once.

    :param Exception error: what came of a transaction.
    :rtype: bool
    """
    return getattr(error, 'pgcode', None) in ERRORS_TO_RETRY


def is_too_slow(error):
    """Return whether a statement took longer than the server allows, or somebody ended it.

    So it may be with one order again and again: where there are others, it must not stop them.

    :param Exception error: what came of a transaction.
    :rtype: bool
    """
    return getattr(error, 'pgcode', None) == errorcodes.QUERY_CANCELED


def named(error):
    """Return what an error is called, without what it tells: that may hold personal data.

    :param Exception error: any.
    :rtype: str
    """
    code = getattr(error, 'pgcode', None)
    return f'{type(error).__name__} {code}' if code else type(error).__name__


def _may_be_of_size(error):
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    if not isinstance(error, Error):
        return False
    if error.pgcode:
        return error.pgcode in CODES_OF_SIZE
    return not isinstance(error, PoolError) and _is_transient(error)


def _is_transient(error):
    if isinstance(error, (MemoryError, PoolError, *ERRORS_OF_ODOO)):
        return True
    if isinstance(error, OSError):
        return error.errno in ERRORS_OF_THE_SYSTEM
    if isinstance(error, Error) and error.pgcode:
        return error.pgcode.startswith(CODES)
    # Without the server's words, it went away in the middle of something.
    return type(error) in (DatabaseError, InterfaceError) or isinstance(error, OperationalError)
