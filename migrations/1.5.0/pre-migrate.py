def migrate(cr, version):
    """Unlink accounts of Amazon's sandbox, whose fixed answers hold no order that could be read.

    Problems have records of their own: the texts of before are told again by the next run.
    """
    cr.execute("""
        ALTER TABLE amazon_account
            ADD COLUMN IF NOT EXISTS environment varchar,
            ADD COLUMN IF NOT EXISTS endpoint_url varchar
    """)
    cr.execute("""
        UPDATE amazon_account
           SET state = 'draft'
         WHERE environment = 'sandbox' AND endpoint_url IS NULL
    """)
    cr.execute("""
        ALTER TABLE amazon_account
            DROP COLUMN environment,
            DROP COLUMN IF EXISTS orders_sync_message,
            DROP COLUMN IF EXISTS pickings_sync_message
    """)
