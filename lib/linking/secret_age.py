"""How long a client secret is good.

See https://developer-docs.amazon.com/sp-api/docs/rotating-your-apps-lwa-credentials.
"""
from datetime import timedelta

LIFE = timedelta(days=180)
# How many days before its end people are reminded.
REMINDERS = (30, 14, 3)


def expires_on(issued_on):
    """Return the day on which a secret of a day is good no longer.

    :param date issued_on: when it was made.
    :rtype: date
    """
    return issued_on + LIFE


def days_left(issued_on, today):
    """Return how many days a secret is still good; 0 or less, if it has expired."""
    return (expires_on(issued_on) - today).days


def reminder_due(issued_on, today, last):
    """Return which reminder is due.

    :param date issued_on: when the secret was made.
    :param date today: the present day.
    :param int last: which one there was last; 0 for none.
    :return: one of `REMINDERS`; 0 for none.
    :rtype: int
    """
    left = days_left(issued_on, today)
    due = min((days for days in REMINDERS if left <= days), default=0)
    return due if due and (not last or due < last) else 0
