"""Together what can be done together; alone what cannot be done."""
from .transient import is_too_slow, is_transaction_lost


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
