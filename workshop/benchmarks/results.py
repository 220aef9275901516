"""The latest values of each figure, and the machine that they were measured on.

They are in `results.json`, which is for Odoo 17.0, or in another file for each newer series.
"""
import datetime
import json
from pathlib import Path

from odoo.release import series

RESULTS = Path(__file__).resolve().with_name(
    'results.json' if series == '17.0' else f'results-{series}.json')


def merge(name, title, figure, machine, path=RESULTS):
    """Replace one figure of the results and keep the others.

    :param str name: the figure's name
    :param str title: the figure's title
    :param Figure figure: what was measured
    :param dict machine: what it was measured on
    :param pathlib.Path path: the file; it need not be there yet
    """
    results = json.loads(path.read_text()) if path.exists() else {}
    figures = results.get('figures', {})
    figures[name] = {
        'title': title,
        'date': datetime.date.today().isoformat(),
        'machine': machine,
        'rows': [_row(row) for row in figure.rows],
        'remark': figure.remark,
    }
    path.write_text(json.dumps({'figures': figures}, indent=2, ensure_ascii=False) + '\n')


def _row(row):
    return {
        'what': row.what,
        'value': _rounded(row.value),
        'unit': row.unit,
        'goal': row.goal,
        'met': row.is_met,
        'runs': [_rounded(value) for value in row.runs],
    }


def _rounded(value):
    return float(f'{value:.5g}')
