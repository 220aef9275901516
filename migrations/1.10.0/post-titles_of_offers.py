def migrate(cr, version):
    """Have offers say what Amazon calls them, as the last order has it: who pairs them needs it."""
    cr.execute("""
        UPDATE amazon_offer
           SET title = NULLIF(last.title, '')
          FROM (
              SELECT DISTINCT ON (offer.id)
                     offer.id,
                     split_part(substr(line.name, length(offer.sku) + 4), E'\\n', 1) AS title
                FROM amazon_offer offer
                JOIN sale_order_line line ON line.amazon_offer_id = offer.id
               WHERE left(line.name, length(offer.sku) + 3) = '[' || offer.sku || '] '
              ORDER BY offer.id, line.id DESC
          ) last
         WHERE last.id = amazon_offer.id
           AND amazon_offer.title IS NULL
    """)
