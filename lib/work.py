from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """Work of one kind that waits for an account.

    :param amazon.account account: whose.
    :param str kind: what it is called.
    :param callable due: returns the records that are due next; gets IDs, if only these count.
    :param callable weigh: returns how much work each of some records is, in units of about a move.
    :param callable deal_with: deals with some of them.
    :param callable blame: gets one at which workers were ended again and again: it has to wait.
    """

    account: object
    kind: str
    due: Callable
    weigh: Callable
    deal_with: Callable
    blame: Callable


def alike(records):
    """Return that each of some records is as much work as the others.

    :rtype: list[int]
    """
    return [1] * len(records)
