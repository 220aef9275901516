"""Change a flat file: what is in its cells, its rows, its columns."""
import re

from .json_mutations import NUMBERS, TEXTS, TIMES

_LINE_END = re.compile(r'\r\n|\n|\r')
_EVIL = [*map(str, NUMBERS), *TEXTS, *TIMES, 'a\tb', '"', '1.234,50', '-1,5', '19%', 'UK', 'EL']


def mutate(content, rng):
    """Change one thing of a flat file.

    :param bytes content: the file.
    :param random.Random rng: what chooses the change.
    :rtype: bytes
    """
    lines = _LINE_END.split(content.decode('utf-8', 'replace'))
    rows = [line.split('\t') for line in lines]
    rng.choice(_CHANGES)(rows, rng)
    end = rng.choice(['\r\n', '\r\n', '\r\n', '\n', '\r', '\n\n'])
    return end.join(map('\t'.join, rows)).encode('utf-8', 'replace')


def _change_a_cell(rows, rng):
    row = rng.choice(rows)
    place = rng.randrange(len(row) + 1)
    row[place:place + 1] = [rng.choice(_EVIL)]


def _lose_a_cell(rows, rng):
    row = rng.choice(rows)
    place = rng.randrange(len(row) + 1)
    del row[place:place + 1]


def _lose_a_column(rows, rng):
    place = rng.randrange(len(rows[0]) + 1)
    for row in rows:
        del row[place:place + 1]


def _double_a_column(rows, rng):
    place = rng.randrange(len(rows[0]) + 1)
    for row in rows:
        row[place:place] = row[place:place + 1]


def _lose_a_row(rows, rng):
    if len(rows) > 1:
        del rows[rng.randrange(len(rows))]


def _double_a_row(rows, rng):
    rows.insert(rng.randrange(len(rows)), list(rng.choice(rows)))


_CHANGES = [
    *[_change_a_cell] * 4, _lose_a_cell, _lose_a_column, _double_a_column, _lose_a_row,
    _double_a_row,
]
