"""Flat files: lines of values, separated by tabs, below a line with the names of the columns."""
import re

from ..core.texts import clean_line
from .errors import MalformedTable

# A file of one line that is longer than this is no table.
_MAX_NAMES = 1000
_SEPARATORS = re.compile(r'[\s_-]+')


def read_table(content, required, optional=()):
    """Return the rows of a flat file.

    What a row has no value for is ''. A last line that breaks off is left out.

    :param bytes content: the file.
    :param required: names of columns without which it is of no use.
    :param optional: names of other columns that are read, if they are there.
    :return: values by the name of their column, as Amazon's pages write it: 'order-id'.
    :rtype: list[dict[str, str]]
    :raise MalformedTable: if it has no such columns.
    """
    lines = re.split(r'\r\n|\n|\r', _decode(content))
    # Nothing as a rule; but the names alone, if there is nothing to tell.
    last = lines.pop() if len(lines) > 1 else ''
    names = [_name(name) for name in lines.pop(0).split('\t', _MAX_NAMES)] if lines else []
    missing = [name for name in required if name not in names]
    if missing:
        raise MalformedTable(
            f"Amazon's report lacks what is needed: {', '.join(missing)}."
        )
    rows = [line.split('\t') for line in lines if line.strip()]
    if len(last.split('\t')) == len(names):
        rows.append(last.split('\t'))
    # Most of it is nobody's business.
    places = {name: names.index(name) for name in (*required, *optional) if name in names}
    return [
        {name: _value(row, place) for name, place in places.items()} for row in rows
    ]


def _value(row, place):
    return clean_line(row[place]).strip('"') if place < len(row) else ''


def _decode(content):
    """Return the text of a file: UTF-8, or what Windows writes in Western Europe.

    Amazon announces one and sends the other: issues 687 and 2748 of
    https://github.com/amzn/selling-partner-api-models.
    """
    try:
        return content.decode('utf-8-sig')
    except UnicodeDecodeError:
        return content.decode('cp1252', errors='replace')


def _name(text):
    return _SEPARATORS.sub('-', clean_line(text).strip('"').strip().lower())
