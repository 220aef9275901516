def migrate(cr, version):
    """Problems have records of their own: the texts of before are told again by the next run."""
    cr.execute(
        """
        ALTER TABLE amazon_account
            DROP COLUMN IF EXISTS orders_sync_message,
            DROP COLUMN IF EXISTS pickings_sync_message
        """
    )
