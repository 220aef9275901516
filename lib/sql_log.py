import logging
import threading
from contextlib import contextmanager

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError

from .words import _

_here = threading.local()


class _WithoutValues(logging.Filter):
    """Takes the values out of what Odoo logs of statements: those that failed; at DEBUG, all.

    They may be personal data or secrets.
    """

    def filter(self, record):
        if not getattr(_here, 'is_quiet', False):
            return True
        if str(record.msg).startswith('bad query'):
            error = record.args[-1] if isinstance(record.args, tuple) and record.args else None
            record.msg = "bad query (left out, for it may hold personal data)\nERROR: %s"
            record.args = (type(error).__name__,)
        elif record.levelno <= logging.DEBUG and 'query' in str(record.msg):
            record.msg, record.args = "query (left out, for it may hold personal data)", ()
        return True


logging.getLogger('odoo.sql_db').addFilter(_WithoutValues())


@contextmanager
def sql_log_without_values():
    """Keep values of this thread's statements out of Odoo's log."""
    before = getattr(_here, 'is_quiet', False)
    _here.is_quiet = True
    try:
        yield
    finally:
        _here.is_quiet = before


@contextmanager
def sql_without_values(records):
    """Keep values out of the log, and out of what a user is told of a statement that failed.

    PostgreSQL tells all values of the row that breaks a constraint, those that the user may not
    read among them, and Odoo passes that on.

    :param models.BaseModel records: of the model that is written; what waits to be written, is.
    :raise ValidationError: instead of the database's error.
    """
    with sql_log_without_values():
        try:
            yield
            records.flush_model()
        except IntegrityError as error:
            # What is named like this is no value; a transaction that failed can read nothing more.
            field = records._fields.get(error.diag.column_name)
        else:
            return
    # Without the error that was caught: a traceback would show it.
    if field:
        raise ValidationError(_("A value is missing: %s.", field.string)) from None
    raise ValidationError(_("The database refuses one of the values.")) from None


