def migrate(cr, version):
    """Note which orders hold personal data of buyers, and which contacts came with them.

    For a week, nothing of before goes: time to decide how long it is to be kept, see end-migrate.

    A contact was made by the connector if it is as old as its Amazon order, to the microsecond:
    both were made in one transaction.
    """
    cr.execute("""
        UPDATE sale_order
           SET amazon_data_check = now() AT TIME ZONE 'UTC' + interval '7 days'
         WHERE amazon_order_ref IS NOT NULL
    """)
    cr.execute("""
        UPDATE res_partner partner
           SET amazon_account_id = sale.amazon_account_id,
               amazon_data = 'full',
               amazon_data_check = now() AT TIME ZONE 'UTC' + interval '7 days'
          FROM sale_order sale
         WHERE partner.id IN (sale.partner_id, sale.partner_shipping_id)
           AND partner.create_date = sale.create_date
           AND sale.amazon_order_ref IS NOT NULL
    """)
    cr.execute("""
        UPDATE amazon_order
           SET payload_date = GREATEST(write_date, now() AT TIME ZONE 'UTC' - interval '23 days')
         WHERE payload IS NOT NULL
    """)
