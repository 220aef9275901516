def migrate(cr, version):
    """Note what Amazon had said of orders that were imported before this was kept.

    Without it, orders that Amazon ships would leave the Amazon location once more.
    """
    cr.execute("""
        UPDATE sale_order_line line
           SET amazon_quantity = line.product_uom_qty,
               amazon_quantity_shipped = CASE WHEN sale.amazon_channel = 'fba'
                                              THEN line.product_uom_qty ELSE 0 END,
               amazon_quantity_moved = CASE WHEN sale.amazon_channel = 'fba'
                                            THEN line.product_uom_qty ELSE 0 END,
               amazon_charge_key = 'item:' || line.amazon_item_ref
          FROM sale_order sale
         WHERE sale.id = line.order_id
           AND line.amazon_item_ref IS NOT NULL
    """)
    cr.execute("""
        UPDATE sale_order
           SET amazon_total = amount_total,
               amazon_ship_by = commitment_date
         WHERE amazon_order_ref IS NOT NULL
    """)
