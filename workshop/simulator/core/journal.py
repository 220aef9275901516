import datetime
from dataclasses import dataclass

# How many calls are kept.
JOURNAL_SIZE = 1000


@dataclass(frozen=True)
class Entry:
    """A call, with the status of the answer, or None if there was none.

    `request_id` is the answer's `x-amzn-RequestId`. Bodies and headers, which hold secrets, are not
    kept.
    """

    time: datetime.datetime
    operation: str
    method: str
    path: str
    query: str
    status: int | None
    request_id: str
