"""Pieces of HTML that the page is made of. What is put in as text is escaped."""
from html import escape


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
