"""The part of the page that shows what Amazon received."""
from html import escape
from urllib.parse import parse_qsl

from .html_parts import pill, sub, table

CALLS_SHOWN = 25


def counts(calls):
    """Return how often each operation was called.

    :param dict calls: How often, by operation.
    :rtype: str
    """
    if not calls:
        return '<span>no calls yet</span>'
    return ''.join(
        f'<span><b>{count}</b>{escape(operation)}</span>'
        for operation, count in sorted(calls.items()))


def calls_table(journal):
    """Return the latest calls.

    :param list journal: The entries of the journal.
    :rtype: str
    """
    if not journal:
        return ''
    rows = ''.join(map(_call_row, reversed(journal[-CALLS_SHOWN:])))
    return table(
        '<th>Time (UTC)</th><th>Operation</th><th>Answer</th><th>Request</th>', rows)


def _cut(value):
    """Return a value without the length that only pagination tokens have."""
    return value if len(value) < 130 else f'{value[:20]}…'


def _call_row(entry):
    good = entry.status is not None and entry.status < 400
    status = "none" if entry.status is None else str(entry.status)
    query = ' & '.join(f'{name}={_cut(value)}' for name, value in parse_qsl(entry.query))
    return (
        f'<tr><td class="time">{entry.time:%H:%M:%S}</td><td>{escape(entry.operation)}</td>'
        f'<td>{pill("ok" if good else "bad", status)}</td>'
        f'<td class="query"><code>{escape(entry.method)} {escape(entry.path)}</code>'
        f'{sub(query)}</td></tr>')
