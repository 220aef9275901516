"""Answers that come in pages: where one ends, and the token that the next one is asked for with.

A token carries all that is needed to go on, so that it outlives a restart of the simulator.
"""
import base64
import heapq
import json
from dataclasses import dataclass
from operator import itemgetter

from .errors import invalid_token


@dataclass
class Page:
    """What is on a page, and the key of its last entry if another page follows."""

    entries: list
    next_key: object


def cut_page(found, size, after=None):
    """Return the first page, or the one that comes after a key.

    What counts is an entry's own key, not its rank: what is no longer found when the next page is
    asked for moves nothing else.

    :param found: Pairs of a key and an entry, in any order.
    :param int size: How many entries a page has at most.
    :param after: The key where the page before ended; None for the first page.
    :rtype: Page
    """
    wanted = (pair for pair in found if after is None or pair[0] > after)
    first = heapq.nsmallest(size + 1, wanted, key=itemgetter(0))
    page = first[:size]
    next_key = page[-1][0] if len(first) > len(page) else None
    return Page([entry for _key, entry in page], next_key)


def write_token(content):
    """Return a token.

    :param content: What it carries: anything that JSON has.
    :rtype: str
    """
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip('=')


def read_token(parameters, name):
    """Return what the token in a parameter carries, if it looks like one.

    :param werkzeug.datastructures.MultiDict parameters: The query.
    :param str name: The parameter.
    :raise ApiError: 400, if it is no token.
    """
    token = parameters[name]
    try:
        return json.loads(base64.urlsafe_b64decode(token + '=' * (-len(token) % 4)))
    except ValueError:
        raise invalid_token(name) from None
