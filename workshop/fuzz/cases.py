"""Cases: made by seed and number, tried, counted."""
import random
import time
from collections import Counter
from dataclasses import dataclass

from . import kinds, kinds_of_checks, kinds_of_invoices
from .findings import Finding, check_reason
from .kinds import Payload

KINDS = [*kinds.KINDS, *kinds_of_invoices.KINDS, *kinds_of_checks.KINDS]
# Of the reader's own work: what takes longer holds up a job.
MAX_SECONDS = 2


@dataclass(frozen=True)
class Case:
    """A payload that can be made again.

    :param int seed: of the run.
    :param int number: within the run.
    """

    seed: int
    number: int
    kind: object
    payload: Payload


@dataclass(frozen=True)
class Failure:
    """What a case did that none may do."""

    case: Case
    error: Exception


class Cases:
    """The cases of a seed, and what came of those that were tried."""

    def __init__(self, seed, samples, amazon):
        """
        :param int seed: what the cases are chosen by.
        :param Samples samples: good answers.
        :param FuzzedPartner amazon: what asks, and what is asked.
        """
        self._seed = seed
        self._personal = samples.personal
        self.kinds = [kind(samples, amazon) for kind in KINDS]
        self.read, self.refused = Counter(), Counter()
        self.failures = []

    def make(self, number):
        """Return a case.

        :param int number: which one.
        :rtype: Case
        """
        rng = random.Random(f'{self._seed}/{number}')
        [kind] = rng.choices(self.kinds, [kind.share for kind in self.kinds])
        return Case(self._seed, number, kind, kind.make(rng))

    def try_out(self, case):
        """Have a case read, and count it.

        :param Case case: the case.
        """
        error = self.error_of(case.kind, case.payload)
        if error is None:
            self.read[case.kind.name] += 1
        elif isinstance(error, case.kind.refusals):
            self.refused[case.kind.name] += 1
        else:
            self.failures.append(Failure(case, error))

    def error_of(self, kind, payload):
        """Return what a payload brings about: None if it is read, a refusal, or a failure.

        :rtype: Exception | None
        """
        begin = time.thread_time()
        try:
            try:
                kind.read(payload)
            except kind.refusals as refusal:
                check_reason(str(refusal), self._personal)
                return refusal
            finally:
                if time.thread_time() - begin > MAX_SECONDS:
                    raise Finding("It takes too long to be read.")
        except Exception as error:  # Whatever it is: that is what is looked for.
            return error
        return None
