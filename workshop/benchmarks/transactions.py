"""How long transactions last, and how long the account is locked in them."""
import time

from .lab import Database
from .statements import heard

LOCK_OF_ACCOUNT = 'FROM amazon_account_lock WHERE account_id = %s FOR NO KEY UPDATE'


class WatchedDatabase(Database):
    """A database whose transactions are timed."""

    def __init__(self, name):
        super().__init__(name)
        self.longest_transaction = 0  # seconds
        self.longest_lock = 0  # seconds
        self._cursor = None
        self._begun = None
        self._locked = None

    def watched(self):
        """Return a context manager that hears of the statements of this thread."""
        return heard(self._hear)

    def registry_cursor(self):
        """Return a cursor whose transactions are timed."""
        self._cursor = cr = super().registry_cursor()
        for name in ('commit', 'rollback'):
            setattr(cr, name, self._ending(getattr(cr, name)))
        return cr

    def _hear(self, cr, query, _parameters, start, seconds):
        if cr is not self._cursor:
            return  # such as the short ones in which calls are counted
        self._begun = self._begun or start
        if LOCK_OF_ACCOUNT in str(query):
            self._locked = start + seconds

    def _ending(self, end):
        def end_and_note():
            end()
            now = time.time()
            self.longest_transaction = max(self.longest_transaction, now - (self._begun or now))
            self.longest_lock = max(self.longest_lock, now - (self._locked or now))
            self._begun = self._locked = None
        return end_and_note
