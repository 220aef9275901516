"""SQL statements, counted as Odoo's cursors carry them out."""
import contextlib
import threading


@contextlib.contextmanager
def heard(hear):
    """Have a function hear of each statement of this thread.

    :param callable hear: gets the cursor, the statement, its parameters, when it began and how
        long it took (seconds)
    """
    thread = threading.current_thread()
    before = getattr(thread, 'query_hooks', ())
    thread.query_hooks = [*before, hear]
    try:
        yield
    finally:
        thread.query_hooks = before


class Count:
    """How many statements a ``with`` block carries out."""

    def __init__(self):
        self.statements = 0

    def __enter__(self):
        self._hearing = heard(self._hear)
        self._hearing.__enter__()
        return self

    def __exit__(self, *args):
        return self._hearing.__exit__(*args)

    def _hear(self, *_args):
        self.statements += 1
