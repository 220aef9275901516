"""What may be wrong with a report, for `reports.mangle_next`.

Each gets the `Table`, and changes it, or returns the bytes that are sent instead.
"""
import re
from datetime import datetime

_DATES = ('order-date', 'shipment-date')
_UNKNOWN_ORDER = '999-9999999-9999999'


def with_bom(table):
    """Begin with a byte order mark."""
    return b'\xef\xbb\xbf' + table.to_bytes()


def in_cp1252(table):
    """Write it as Windows does, as Amazon writes some reports for Europe.

    See https://github.com/amzn/selling-partner-api-models/issues/2748.
    """
    return table.to_bytes('cp1252')


def truncated(table):
    """Break off in the middle of the last line."""
    content = table.to_bytes()
    last_line = content.rstrip().rfind(b'\n')
    return content[:last_line + 40]


def reordered(table):
    """Have the columns in the opposite order."""
    table.columns.reverse()


def extra_columns(table):
    """Have columns that nobody knows yet, at either end, in the spelling of people."""
    table.columns = ['New Column', *table.columns, 'buyer-loyalty-tier']
    for row in table.rows:
        row.update({'New Column': 'x', 'buyer-loyalty-tier': '7'})


def without(*columns):
    """Return what leaves columns out.

    :param str columns: Their names.
    :rtype: callable
    """
    def leave_out(table):
        table.columns = [column for column in table.columns if column not in columns]
    return leave_out


def decimal_commas(table):
    """Write amounts and rates as Germans do: 1.234,50."""
    for row in table.rows:
        for column, value in row.items():
            if column.endswith(('-amount', '-rate')):
                whole, _point, rest = value.partition('.')
                whole = re.sub(r'(?<=\d)(?=(\d{3})+$)', '.', whole)
                row[column] = f'{whole},{rest}'


def dates_like(format_):
    """Return what writes dates in another way.

    :param str format_: As `strftime` has it, such as '%d.%m.%Y %H:%M:%S UTC'.
    :rtype: callable
    """
    def write_dates(table):
        for row in table.rows:
            for column in _DATES:
                date = datetime.fromisoformat(row[column].replace('Z', '+00:00'))
                row[column] = f'{date:{format_}}'
    return write_dates


def unknown_order(table):
    """Have rows of an order that the seller does not have."""
    table.rows += [{**row, 'order-id': _UNKNOWN_ORDER} for row in table.rows[:1]]


def duplicated(table):
    """Have each row twice."""
    table.rows += [dict(row) for row in table.rows]


def emptied(table):
    """Have no row."""
    table.rows.clear()
    return table.to_bytes()


def with_rows(**values):
    """Return what has other values in all rows.

    :param values: By column, with `_` for `-`.
    :rtype: callable
    """
    def change(table):
        for row in table.rows:
            row.update({name.replace('_', '-'): value for name, value in values.items()})
    return change
