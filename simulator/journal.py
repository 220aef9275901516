import datetime
from collections import Counter, deque
from dataclasses import dataclass

JOURNAL_SIZE = 1000


@dataclass(frozen=True)
class Entry:
    """A call that was answered. Bodies and headers, which hold secrets, are not kept."""

    time: datetime.datetime
    operation: str
    method: str
    path: str
    query: str
    status: int | None


class Journal:
    """The latest calls, and how many there were of each operation."""

    def __init__(self):
        self.entries = deque(maxlen=JOURNAL_SIZE)
        self.calls = Counter()

    def count(self, operation):
        self.calls[operation] += 1

    def record(self, entry):
        self.entries.append(entry)

    def clear(self):
        self.entries.clear()
        self.calls.clear()
