"""Pieces of HTML that the page is made of. What is put in as text is escaped."""
from html import escape

from werkzeug.wrappers import Response

_SMALL_PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width"><style>body{{font:15px/1.6 sans-serif;'
    'max-width:44em;margin:2em auto;padding:0 1em}}label{{display:block}}code{{font-size:.9em}}'
    'input[type=url]{{width:100%;font:inherit}}button{{font:inherit;padding:.3em 1em}}</style>'
    '</head><body>{content}</body></html>')


def small_page(title, content):
    """Return a page of its own, beside the large one.

    :param str title: What the window is called.
    :param str content: HTML.
    :rtype: werkzeug.wrappers.Response
    """
    return Response(_SMALL_PAGE.format(title=title, content=content), mimetype='text/html')


def table(heads, rows):
    """Return a table, given the cells of its head and its rows."""
    return (
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        '</div>')


def readable(status):
    """Return one of Amazon's values as a person writes it."""
    return status.replace('_', ' ').replace('CANCELLED', 'CANCELED').capitalize()


def sub(text, look=''):
    """Return a line of less weight, if there is anything to say, in a look that the page has."""
    return f'<div class="{" ".join(["sub", look]).strip()}">{escape(text)}</div>' if text else ''


def pill(name, text):
    """Return a label in the colour that the page has for a name."""
    return f'<span class="pill {name}">{escape(text)}</span>'


def time(moment):
    """Return a time without the year."""
    return f'{moment:%b} {moment.day}, {moment:%H:%M}'


def ago(elapsed):
    """Return how long something is past."""
    minutes = int(elapsed.total_seconds()) // 60
    if minutes < 1:
        return "just now"
    if minutes < 120:
        return f"{minutes} min ago"
    if minutes < 48 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // (24 * 60)} days ago"
