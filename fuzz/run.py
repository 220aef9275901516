"""Try cases, and tell what came of them."""
import time

from .cases import Cases
from .partner import fuzzed_partner
from .samples import Samples
from .shrink import shrink

SHOWN_BYTES = 2000


def run(_env, count, seed, case=None):
    """Try cases, and print what came of them. It runs inside Odoo, in a shell.

    :param int count: how many cases.
    :param int seed: what they are chosen by.
    :param str case: the only one to try.
    :raise SystemExit: if a case did what none may do.
    """
    numbers = range(count) if case is None else [int(case)]
    if not try_answers(seed, numbers):
        raise SystemExit(1)


def try_answers(seed, numbers):
    """Try answers on `spapi` alone, which is quick, and print what came of them.

    :param int seed: what they are chosen by.
    :param collections.abc.Iterable[int] numbers: which ones.
    :return: whether each was read or refused as it has to be.
    :rtype: bool
    """
    begin = time.monotonic()
    with fuzzed_partner() as amazon:
        cases = Cases(seed, Samples(), amazon)
        for number in numbers:
            cases.try_out(cases.make(number))
        _print_counts(cases, time.monotonic() - begin)
        for failure in cases.failures[:5]:
            _print_failure(cases, failure)
    return not cases.failures


def _print_counts(cases, seconds):
    print(f"{'':24}{'read':>8}{'refused':>9}")
    for kind in sorted(cases.read | cases.refused):
        print(f"{kind:24}{cases.read[kind]:8}{cases.refused[kind]:9}")
    total = cases.read.total() + cases.refused.total() + len(cases.failures)
    print(f"{total} payloads in {seconds:.0f} s; {len(cases.failures)} did what none may do.")


def _print_failure(cases, failure):
    case = failure.case

    def is_as_bad(payload):
        error = cases.error_of(case.kind, payload)
        return type(error) is type(failure.error) and str(error)[:40] == str(failure.error)[:40]

    smallest = shrink(case.payload, is_as_bad)
    print(
        f"\n{case.kind.name}: {type(failure.error).__name__}: {str(failure.error)[:300]}\n"
        f"  See it again: make fuzz SEED={case.seed} CASE={case.number}\n"
        f"  The smallest payload that does it (HTTP {smallest.status}, {dict(smallest.headers)}):\n"
        f"  {smallest.body[:SHOWN_BYTES]!r}"
    )
