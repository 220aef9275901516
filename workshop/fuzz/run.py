"""Try cases, and tell what came of them."""
import time
import traceback

from .cases import Cases
from .connected_shop import connected_shop
from .mangled_answers import MangledAnswers
from .mangled_orders import MangledOrders
from .partner import fuzzed_partner
from .samples import Samples
from .shrink import shrink

SHOWN_BYTES = 2000
# Of all cases; the rest is tried on `spapi` alone.
ORDERS_SHARE = 0.08
PARCELS_SHARE = 0.02


def run(env, count, seed, case=None):
    """Try cases, and print what came of them. It runs inside Odoo, in a shell.

    Most answers are tried on `spapi` alone, which is quick; some orders, and some answers on
    parcels, go through the whole connector.

    :param Environment env: the superuser's.
    :param int count: how many cases.
    :param int seed: what they are chosen by.
    :param str case: the only one to try: a number, 'orders', or 'parcels-' and a number.
    :raise SystemExit: if a case did what none may do.
    """
    through_orders, through_parcels = round(count * ORDERS_SHARE), round(count * PARCELS_SHARE)
    if case is None:
        numbers = range(count - through_orders - through_parcels)
        tries = [
            lambda: try_answers(seed, numbers),
            lambda: try_orders(env, seed, through_orders),
            lambda: try_parcels(env, seed, range(through_parcels)),
        ]
    elif case == 'orders':
        tries = [lambda: try_orders(env, seed, through_orders)]
    elif case.startswith('parcels-'):
        tries = [lambda: try_parcels(env, seed, [int(case.removeprefix('parcels-'))])]
    else:
        tries = [lambda: try_answers(seed, [int(case)])]
    # All of them, even after one that found something.
    if not all([try_() for try_ in tries]):
        raise SystemExit(1)


def try_orders(env, seed, count):
    """Have mangled orders imported among healthy ones, and print what became of them.

    :return: whether all healthy ones were imported, and the others parked with a reason.
    :rtype: bool
    """
    with connected_shop(env, "Orders") as connected:
        return _tell(
            f"{count} orders through the connector", 'orders', seed,
            lambda: MangledOrders(connected, seed).run(count))


def try_parcels(env, seed, numbers):
    """Tell Amazon of parcels while its answers are mangled, and print what became of them.

    :return: whether each parcel was accepted in the end, and all failures had a reason.
    :rtype: bool
    """
    with connected_shop(env, "Parcels") as connected:
        return _tell(
            f"{len(numbers)} answers on parcels through the connector", 'parcels-NUMBER', seed,
            lambda: MangledAnswers(connected, seed).run(numbers))


def _tell(what, case, seed, try_out):
    begin = time.monotonic()
    try:
        states = try_out()
    except Exception:
        print(f"\n{what}: see it again with make fuzz SEED={seed} CASE={case}")
        traceback.print_exc()
        return False
    counts = ', '.join(f'{number} {state}' for state, number in sorted(states.items()))
    print(f"{what} in {time.monotonic() - begin:.0f} s: {counts}.", flush=True)
    return True


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
