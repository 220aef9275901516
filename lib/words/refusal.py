"""Words with which Amazon refuses something, and what they mean in the language of the reader."""
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """Words of Amazon's that are known.

    :param str pattern: what of them is always the same, whatever case.
    :param str example: how Amazon writes them, as far as that is known.
    :param str explanation: what it means, and what to do.
    """

    pattern: str
    example: str
    explanation: str


def explanation_of(words, refusals):
    """Return what is known of Amazon's words.

    :param str words: Amazon's.
    :param list[Refusal] refusals: those that are known, the surest first.
    :return: a sentence or two; '' if nothing is known.
    :rtype: str
    """
    return next((
        refusal.explanation for refusal in refusals
        if re.search(refusal.pattern, words, re.IGNORECASE)
    ), '')
