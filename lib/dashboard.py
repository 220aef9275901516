"""What is said of an account at a glance: numbers, and what is wrong. Each room gives its own."""
from dataclasses import dataclass

DANGER = 'danger'  # Something does not happen that should.
WARNING = 'warning'  # Somebody has to decide, or to enter something.
INFO = 'info'  # Nothing is wrong, nothing is done either.
SEVERITIES = (DANGER, WARNING, INFO)


@dataclass(frozen=True)
class Figure:
    """A number of records of an account. Whoever clicks on it sees these, and no others.

    :param str key: its name.
    :param str label: what is counted, in words.
    :param str model: of the records.
    :param list domain: which of them.
    :param str action: external id of what opens them.
    :param str account: their field that leads to the account.
    :param str distinct: their field whose values are counted, where it is not the records.
    :param str opens: their field that leads to what is opened, where it is not the records.
    :param str severity: how bad it is that there are any; '' for ordinary work.
    :param bool is_shown_empty: whether that there are none is worth a line.
    """

    key: str
    label: str
    model: str
    domain: list
    action: str
    account: str = 'account_id'
    distinct: str = ''
    opens: str = ''
    severity: str = ''
    is_shown_empty: bool = True

    @property
    def aggregate(self):
        return f'{self.distinct}:count_distinct' if self.distinct else '__count'


@dataclass(frozen=True)
class Trouble:
    """What is wrong with an account, or soon will be. The account itself says what to do.

    :param str words: what is wrong.
    :param str severity: how bad it is.
    :param str detail: since when, and the like.
    """

    words: str
    severity: str = DANGER
    detail: str = ''
