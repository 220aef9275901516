import datetime
from dataclasses import dataclass

# How many calls are kept.
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
