from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Have marketplaces read that accounts synchronize, but that somebody had archived."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for account in env['amazon.marketplace']._unarchive_synchronized():
        account._note_since()
        account.reading_ids._start_over()
