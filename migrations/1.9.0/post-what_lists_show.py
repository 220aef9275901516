def migrate(cr, version):
    """Fill in what lists show of orders: older ones as their sales orders have it."""
    cr.execute("""
        UPDATE amazon_order
           SET ordered_on = sale.date_order,
               ship_by = CASE WHEN sale.amazon_channel = 'fbm' THEN sale.amazon_ship_by END
          FROM sale_order sale
         WHERE sale.id = amazon_order.sale_order_id
    """)
    cr.execute("""
        UPDATE amazon_order
           SET amazon_items = goods.items
          FROM (
              SELECT line.order_id,
                     string_agg(
                         round(line.product_uom_qty) || ' × '
                         || COALESCE(offer.sku, product.default_code, line.name),
                         ', ' ORDER BY line.sequence, line.id
                     ) AS items
                FROM sale_order_line line
                JOIN product_product product ON product.id = line.product_id
           LEFT JOIN amazon_offer offer ON offer.id = line.amazon_offer_id
               WHERE line.amazon_item_ref IS NOT NULL
                 AND line.product_uom_qty > 0
            GROUP BY line.order_id
          ) goods
         WHERE goods.order_id = amazon_order.sale_order_id
    """)
