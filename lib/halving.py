"""Together what can be done together; alone what cannot be done."""
from odoo.exceptions import UserError

from .transient import is_too_slow, is_transaction_lost
from .words import joined, words_of


def do_or_halve(records, deal_with, give_up):
    """Deal with records together; where that fails, with each half of them.

    So a record that cannot be dealt with stands alone in the end, and only it fails.

    :param records: records of any model.
    :param callable deal_with: gets records; what it did is undone where it fails.
    :param callable give_up: gets a record that cannot be dealt with, and the error.
    :return: the records that were dealt with.
    """
    if not records:
        return records
    try:
        with records.env.cr.savepoint():
            deal_with(records)
    except Exception as error:
        if is_transaction_lost(error) and not is_too_slow(error):
            raise
        if len(records) == 1:
            give_up(records, error)
            return records.browse()
        middle = len(records) // 2
        return do_or_halve(records[:middle], deal_with, give_up) + do_or_halve(
            records[middle:], deal_with, give_up
        )
    return records


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
