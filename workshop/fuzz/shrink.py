"""Find the smallest payload that does the same."""
import contextlib
import json
from dataclasses import replace

from .json_mutations import at, places

MAX_TRIES = 3000


def shrink(payload, is_as_bad):
    """Return a payload without what does not matter.

    :param Payload payload: one that is bad.
    :param callable is_as_bad: whether another payload is bad in the same way.
    :rtype: Payload
    """
    tries = iter(range(MAX_TRIES))

    def is_good_enough(body):
        return next(tries, None) is not None and is_as_bad(replace(payload, body=body))

    body = payload.body
    with contextlib.suppress(ValueError, RecursionError):
        body = _shrink_json(body, is_good_enough)
    return replace(payload, body=_shrink_bytes(body, is_good_enough))


def _shrink_json(body, is_good_enough):
    value = json.loads(body)
    is_smaller = True
    while is_smaller:
        is_smaller = False
        for path in [path for path in places(value) if path]:
            smaller = _without(value, path)
            if smaller is not None and is_good_enough(json.dumps(smaller).encode()):
                value, is_smaller = smaller, True
                break
    return json.dumps(value).encode()


def _without(value, path):
    value = json.loads(json.dumps(value))
    try:
        del at(value, path[:-1])[path[-1]]
    except (KeyError, IndexError, TypeError):
        return None
    return value


def _shrink_bytes(body, is_good_enough):
    size = len(body) // 2
    while size:
        start = 0
        while start < len(body):
            shorter = body[:start] + body[start + size:]
            if is_good_enough(shorter):
                body = shorter
            else:
                start += size
        size //= 2
    return body
