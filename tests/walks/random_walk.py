"""Random walks of all who have to do with an order, with `hypothesis`."""
from collections import Counter
from functools import partial

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS
from hypothesis.stateful import run_state_machine_as_test

from .walk_accounting import AccountingSteps
from .walk_amazon import AmazonSteps
from .walk_jobs import JobSteps
from .walk_office import OfficeSteps
from .walk_warehouse import WarehouseSteps

# Hypothesis itself, but under another name it takes walks that have nothing in common: under its
# own, most of them would be variations of the one before.
AVAILABLE_PROVIDERS['random walk'] = AVAILABLE_PROVIDERS['hypothesis']


class RandomWalk(AmazonSteps, WarehouseSteps, OfficeSteps, AccountingSteps, JobSteps):
    """Anything that buyers, Amazon, and people in the warehouse and the office can do."""


def take_walks(case, walks, steps, number):
    """Take random walks.

    :param WalkCase case: the world.
    :param int walks: how many.
    :param int steps: of how many steps.
    :param int number: chooses the walks: they are the same for the same number.
    :return: how often each step was taken, and what became of the orders.
    :rtype: Counter
    :raise AssertionError: if a walk does not end as it should; tells its steps.
    """
    counts = Counter()
    walk = None

    @seed(number)
    def begin():
        nonlocal walk
        walk = RandomWalk(case, counts)
        return walk

    problem = _problem_of(lambda: run_state_machine_as_test(begin, settings=settings(
        backend='random walk',
        max_examples=walks + 1,  # The first one is of the simplest steps that there are.
        stateful_step_count=steps + 1,  # One is the first order.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
        report_multiple_bugs=False,
        deadline=None,
        database=None,
    )))
    if problem and not walk:  # No walk has begun.
        raise problem
    if problem:
        shorter, shorter_problem = _shorten(walk, problem)
        raise AssertionError("\n\n".join([
            f"{problem}", f"A walk of number {number}:", _tell(walk),
            "Without what does not matter:", _tell(shorter), f"{shorter_problem}",
        ])) from problem
    return counts


def _problem_of(function):
    try:
        function()
    except Exception as error:
        return error
    return None


def _tell(walk):
    return "\n".join(walk.story)


def _shorten(walk, problem):
    """Return a walk that does not end as it should either, with as few steps as possible.

    :return: the walk, and how it ends.
    :rtype: tuple[RandomWalk, Exception]
    """
    for number in reversed(range(1, len(walk.taken))):
        shorter = RandomWalk(walk.case, Counter())
        taken = walk.taken[:number] + walk.taken[number + 1:]
        other_problem = _problem_of(partial(_repeat, shorter, taken))
        if other_problem:
            walk, problem = shorter, other_problem
    return walk, problem


def _repeat(walk, taken):
    try:
        for step, which, details in taken:
            walk.take(step, which, details)
    finally:
        walk.teardown()
