import logging
import threading
from contextlib import contextmanager

_here = threading.local()


class _WithoutValues(logging.Filter):
    """Takes the values out of what Odoo logs of a statement that failed.

    They may be personal data or secrets.
    """

    def filter(self, record):
        if getattr(_here, 'is_quiet', False) and str(record.msg).startswith('bad query'):
            error = record.args[-1] if isinstance(record.args, tuple) and record.args else None
            record.msg = "bad query (left out, for it may hold personal data)\nERROR: %s"
            record.args = (type(error).__name__,)
        return True


logging.getLogger('odoo.sql_db').addFilter(_WithoutValues())


@contextmanager
def sql_log_without_values():
    """Keep values of this thread's statements out of Odoo's log of failures."""
    before = getattr(_here, 'is_quiet', False)
    _here.is_quiet = True
    try:
        yield
    finally:
        _here.is_quiet = before
