"""What must not come of any payload."""
import re

_SENTENCE = re.compile(r'[A-Z].*[.)]', re.DOTALL)
_MAX_REASON = 2000


class Finding(Exception):
    """A payload did what none may do."""


def require(condition, complaint):
    """Complain, unless a condition holds.

    :param condition: what has to be true.
    :param str complaint: what is wrong otherwise, a sentence.
    :raise Finding: with that sentence.
    """
    if not condition:
        raise Finding(complaint)


def check_reason(reason, personal):
    """Check that a person can be shown why something was refused.

    :param str reason: what the error says.
    :param set[str] personal: words of the payload that are a person's data.
    :raise Finding: if it is no sentence, or tells too much.
    """
    require(_SENTENCE.fullmatch(reason), f"The reason is no sentence: {reason[:200]!r}.")
    require(len(reason) <= _MAX_REASON, "The reason is too long.")
    require(is_storable(reason), "No database takes the reason.")
    for word in personal:
        require(word not in reason, "The reason quotes personal data.")


def is_storable(text):
    """Return whether a database and a terminal take a text.

    :rtype: bool
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return '\x00' not in text and '\x1b' not in text
