from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What a person may answer: a button, and what it will do.

    :param str method: of the order, that the button calls.
    :param str label: of the button.
    :param str effect: what it will do, in a sentence or two.
    :param str confirm: what is asked before, where it cannot be undone; '' for nothing.
    """

    method: str
    label: str
    effect: str
    confirm: str = ''
