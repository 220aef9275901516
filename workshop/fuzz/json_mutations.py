"""Change JSON: first what it says, then how it is written."""
import copy
import json
import re

NUMBERS = [
    0, 1, -1, 7, 1.5, -0.01, 10**30, float('nan'), float('inf'), float('-inf'),
    '0', '-1', '1e400', '1E-400', '12e3', 'NaN', 'Infinity', '1,5', '٣', '0x10', '0.0000001',
]
TEXTS = [
    '', ' ', 'EUR', 'text', 'null', 'Ünïcödé', '\x00', '\x1b[31m', '\r\n\r\n', '\ud83d', '\ufffe',
    '\u202e', '👩‍👩‍👧' * 100, 'محمد علي', "A" * 300, "A" * 6000, "A" * 200_000,
    "'; DROP TABLE sale_order; --", '%s%(x)s', '{0}', '<script>alert(1)</script>',
    '../../etc/passwd',
]
TIMES = [
    '2026-11-20T10:30:15Z', '2026-11-20', '2026-11-20T10:30:15', '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999Z', '2026-02-30T00:00:00Z', '2026-11-20T25:61:61Z',
    '2026-11-20T10:30:15+99:99', '20261120T103015Z', '-2026-11-20T10:30:15Z', '1e9',
]
STRUCTURES = [
    None, True, False, [], {}, [[]], [None], [{}], json.loads('[' * 200 + ']' * 200),
    {'amount': None}, {'amount': '1', 'currencyCode': 'EUR'},
    {'amount': '-1', 'currencyCode': 'EUR'}, {'amount': '1', 'currencyCode': 'XXX'},
    {'amount': 1.1, 'currencyCode': 'USD'}, {'amount': '1', 'currencyCode': 'USD'},
]
VALUES = [*NUMBERS, *TEXTS, *TIMES, *STRUCTURES]

# What no JSON that Python writes has: longer than it reads, deeper than it climbs, not JSON.
LITERALS = [
    '9' * 5000, '-' + '9' * 5000, '1e999999', '-0', '01', '+1', '1.', 'NaN', '-Infinity', 'True',
    'undefined', '"\\ud800"', '"\\u0000"', '"\\x"', '"' + '\\u00e9' * 20_000 + '"',
    '[' * 900 + ']' * 900, '[' * 100_000, '{"a":' * 5000, '', ',', '}', ']', '/* */ 1',
]
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|null|true|false')


def places(value, path=()):
    """Return the paths to all parts of a JSON value.

    :rtype: collections.abc.Iterator[tuple]
    """
    yield path
    children = {}
    if isinstance(value, dict):
        children = value
    elif isinstance(value, list):
        children = dict(enumerate(value))
    for key, child in children.items():
        yield from places(child, (*path, key))


def at(value, path):
    """Return the part of a JSON value that a path leads to."""
    for key in path:
        value = value[key]
    return value


def mutate(value, rng):
    """Change one part of a JSON value, in place.

    :param dict | list value: the value.
    :param random.Random rng: what chooses the part and the change.
    """
    paths = [path for path in places(value) if path]
    if not paths:
        return
    path = rng.choice(paths)
    change = rng.choice([_replace] * 6 + [_remove] * 3 + [_rename, _double, _swap, _borrow, _wrap])
    change(value, at(value, path[:-1]), path[-1], rng)


def _replace(_whole, parent, key, rng):
    parent[key] = copy.deepcopy(rng.choice(rng.choice([NUMBERS, TEXTS, TIMES, STRUCTURES])))


def _remove(_whole, parent, key, _rng):
    del parent[key]


def _rename(_whole, parent, key, rng):
    if isinstance(parent, dict):
        parent[rng.choice([key.upper(), key + 's', key[:-1], ' ' + key, ''])] = parent.pop(key)


def _double(_whole, parent, key, _rng):
    if isinstance(parent, list):
        parent.append(copy.deepcopy(parent[key]))


def _swap(_whole, parent, _key, rng):
    keys = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
    one, other = rng.choice(keys), rng.choice(keys)
    parent[one], parent[other] = parent[other], parent[one]


def _borrow(whole, parent, key, rng):
    """Put in what stands elsewhere: a foreign reference, another order's item."""
    parent[key] = copy.deepcopy(at(whole, rng.choice(list(places(whole)))))


def _wrap(_whole, parent, key, rng):
    parent[key] = rng.choice([[parent[key]], {'value': parent[key]}, str(parent[key])])


def write(value):
    """Return JSON, halves of surrogate pairs and all.

    :rtype: str
    """
    return json.dumps(value)


def misspell(text, rng):
    """Change how JSON is written, so that it may be none any more.

    :param str text: the JSON.
    :param random.Random rng: what chooses the change.
    :rtype: str
    """
    tokens = list(_TOKEN.finditer(text))
    if not tokens:
        return rng.choice(LITERALS)
    token, other = rng.choice(tokens), rng.choice(tokens)
    if rng.random() < 0.5:
        return text[:token.start()] + rng.choice(LITERALS) + text[token.end():]
    # A key that comes twice: the last one counts, for Python.
    end = text.find('}', token.end())
    return f'{text[:end]},{other[0]}:{write(rng.choice(VALUES))}{text[end:]}' if end > 0 else text
