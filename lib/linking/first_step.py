"""What is to be done once, until a shop runs by itself."""
from dataclasses import dataclass


@dataclass(frozen=True)
class FirstStep:
    """Something that is to be done once.

    :param str name: what, in a few words.
    :param bool is_done: whether it is done already.
    :param str how: where and how, a sentence.
    """

    name: str
    is_done: bool
    how: str
