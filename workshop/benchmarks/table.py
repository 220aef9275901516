"""The table of a figure, as people read it."""
import textwrap

WIDTH = 100
VERDICTS = {None: '', True: 'met', False: 'MISSED'}


def lines(title, figure):
    """Return the lines of a figure's table.

    :param str title: the figure's
    :param Figure figure: what was measured
    :rtype: list[str]
    """
    cells = [
        (row.what, f'{_number(row.value)} {row.unit}'.rstrip(), row.goal, VERDICTS[row.is_met])
        for row in figure.rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        title,
        *(
            f'  {what:<{widths[0]}}  {value:>{widths[1]}}  {goal:<{widths[2]}}  {verdict}'.rstrip()
            for what, value, goal, verdict in cells
        ),
        *textwrap.wrap(figure.remark, WIDTH, initial_indent='  ', subsequent_indent='  '),
    ]


def _number(value):
    """Return a number with as many digits as mean something."""
    return f'{value:,.0f}' if abs(value) >= 100 or value == int(value) else f'{value:.3g}'
