"""What becomes of an order that has something to invoice: a table of facts, without Odoo."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """What counts of an order when it is to be invoiced.

    :param bool is_stopped: Amazon canceled it, a question about it is open, or a person took its
        invoice back.
    :param bool has_left: whether anything was shipped that is not invoiced.
    :param bool is_early: whether it was shipped before invoices were to be made.
    :param bool is_complete: whether nothing of it is still to be shipped.
    :param bool is_by_parcel: whether each parcel is invoiced, not the whole order.
    :param bool is_collective: whether it goes on the invoice that all private buyers share.
    """

    is_stopped: bool
    has_left: bool
    is_early: bool
    is_complete: bool
    is_by_parcel: bool
    is_collective: bool


def decide(facts):
    """Return what becomes of it.

    :return: 'invoice'; 'collect', for the invoice of that day; or 'leave', until it changes.
    :rtype: str
    """
    if facts.is_stopped or facts.is_early or not facts.has_left:
        return 'leave'
    if not (facts.is_complete or facts.is_by_parcel):
        return 'leave'
    return 'collect' if facts.is_collective else 'invoice'
