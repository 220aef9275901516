import re


def folded(text):
    """Return what two spellings of a name or a number have in common: no case, no punctuation.

    :param text: a string; none is as good as an empty one.
    :rtype: str
    """
    return re.sub(r'[\W_]+', '', text or '').casefold()
