from psycopg2.errors import LockNotAvailable

from odoo.exceptions import UserError

from .words import _


class AccountBusy(UserError):
    """Another job works for the account at this moment."""


def lock_account(account):
    """Keep jobs from working for an account until the transaction ends.

    What is locked is a row that nobody else has a use for: people edit the account meanwhile. It is
    counted on, so that who has not seen yet what the last job did does not get it.

    :param amazon.account account: which one.
    :raise AccountBusy: if a job works for it at this moment.
    """
    # Said before: a transaction whose lock was refused can read nothing more.
    busy = AccountBusy(_(
        "%s is being synchronized at this very moment. Wait a minute, then try again.",
        account.name,
    ))
    cr = account.env.cr
    try:
        cr.execute(
            """
            UPDATE amazon_account_lock
               SET turns = turns + 1
             WHERE id IN (
                SELECT id FROM amazon_account_lock WHERE account_id = %s FOR NO KEY UPDATE NOWAIT
             )
            """,
            [account.id],
            log_exceptions=False,
        )
    except LockNotAvailable:
        raise busy from None
