"""One that cannot be dealt with stops no other."""
from odoo.exceptions import UserError

from .words import joined, words_of


def do_for_each(groups, deal_with):
    """Deal with each group of records, also after one that cannot be dealt with.

    :param dict groups: records, by what they have in common.
    :param callable deal_with: gets what they have in common, and the records.
    :raise UserError: in the end, if some could not be dealt with; says each reason once.
    """
    errors = []
    for common, records in groups.items():
        try:
            deal_with(common, records)
        except UserError as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise UserError(joined("\n", dict.fromkeys(map(words_of, errors))))
