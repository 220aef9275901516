def migrate(cr, version):
    """Move secrets, and how far jobs have come, into rows of their own."""
    add_what_older_versions_lack(cr)
    fill_the_rows(cr)
    drop_what_has_moved(cr)
    # A server whose clock was ahead would have kept Amazon from being asked.
    cr.execute("""
        UPDATE amazon_rate_limit
           SET updated = LEAST(updated, extract(epoch FROM clock_timestamp()))
    """)


def add_what_older_versions_lack(cr):
    cr.execute("""
        ALTER TABLE amazon_account
            ADD COLUMN IF NOT EXISTS client_id varchar,
            ADD COLUMN IF NOT EXISTS client_secret varchar,
            ADD COLUMN IF NOT EXISTS refresh_token varchar,
            ADD COLUMN IF NOT EXISTS seller_ref varchar,
            ADD COLUMN IF NOT EXISTS endpoint_url varchar,
            ADD COLUMN IF NOT EXISTS lwa_url varchar,
            ADD COLUMN IF NOT EXISTS last_orders_sync timestamp
    """)


def fill_the_rows(cr):
    cr.execute("""
        INSERT INTO amazon_account_credentials (
                        account_id, client_id, client_secret, refresh_token, seller_ref,
                        endpoint_url, lwa_url)
             SELECT id, client_id, client_secret, refresh_token, seller_ref, endpoint_url, lwa_url
               FROM amazon_account
        ON CONFLICT DO NOTHING
    """)
    cr.execute("""
        INSERT INTO amazon_account_progress (account_id, last_orders_sync)
             SELECT id, last_orders_sync FROM amazon_account
        ON CONFLICT DO NOTHING
    """)
    cr.execute("""
        INSERT INTO amazon_account_lock (account_id, turns)
             SELECT id, 0 FROM amazon_account
        ON CONFLICT DO NOTHING
    """)


def drop_what_has_moved(cr):
    # What is in a column that is dropped goes only when the row is written again.
    cr.execute("""
        UPDATE amazon_account
           SET client_id = NULL, client_secret = NULL, refresh_token = NULL, seller_ref = NULL,
               endpoint_url = NULL, lwa_url = NULL
    """)
    cr.execute("""
        ALTER TABLE amazon_account
            DROP COLUMN client_id, DROP COLUMN client_secret, DROP COLUMN refresh_token,
            DROP COLUMN seller_ref, DROP COLUMN endpoint_url, DROP COLUMN lwa_url,
            DROP COLUMN last_orders_sync
    """)
