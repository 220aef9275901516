"""When something goes wrong at Amazon. What it is, is one of the functions of `faults`."""
from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass
class _Step:
    fault: object
    after: int
    times: int


class FaultScript:
    """A script for each operation: steps that are worked off call by call."""

    def __init__(self):
        self._script = defaultdict(deque)

    def add(self, operation, fault, times=1, after=0):
        """Append a step to the script of an operation.

        :param str operation: The operation (`searchOrders`), or `token` for the token endpoint,
                              `uploadFeedDocument` or `downloadFeedDocument` for a document.
        :param callable fault: What happens; see the functions of `faults`.
        :param int times: To how many calls in a row.
        :param int after: How many calls are answered properly before.
        """
        self._script[operation].append(_Step(fault, after, times))

    def clear(self):
        """Forget what has not happened yet."""
        self._script.clear()

    def pending(self, operation):
        """Return whether the script of an operation has steps left.

        :param str operation: The operation.
        :rtype: bool
        """
        return bool(self._script[operation])

    def next(self, operation):
        """Return the fault that hits the call that is being made, or None.

        :param str operation: The operation.
        :rtype: callable | None
        """
        script = self._script[operation]
        if not script:
            return None
        step = script[0]
        if step.after:
            step.after -= 1
            return None
        step.times -= 1
        if not step.times:
            script.popleft()
        return step.fault
