"""What was measured: rows of a table, with all single values that they are the medians of."""
import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One value: the median of several runs, beside the goal that there may be for it.

    :param str what: what it is, in words
    :param list runs: the value of each run
    :param str unit: of the value; empty for a ratio or a count
    :param float at_least: the goal, if more is better
    :param float at_most: the goal, if less is better
    """

    what: str
    runs: list
    unit: str = ''
    at_least: float | None = None
    at_most: float | None = None

    @property
    def value(self):
        return statistics.median(self.runs)

    @property
    def goal(self):
        """The goal in words; empty if there is none."""
        if self.at_least is not None:
            return f'≥ {self.at_least:g}'
        if self.at_most is not None:
            return f'≤ {self.at_most:g}'
        return ''

    @property
    def is_met(self):
        """Whether the goal is met; None if there is none."""
        if not self.goal:
            return None
        return (
            (self.at_least is None or self.value >= self.at_least)
            and (self.at_most is None or self.value <= self.at_most)
        )


@dataclass(frozen=True)
class Figure:
    """The rows of what belongs together, and what has to be known to read them."""

    rows: list
    remark: str


def ratios(numerators, denominators):
    """Return the quotient of each run."""
    return [a / b for a, b in zip(numerators, denominators, strict=True)]
