from contextlib import contextmanager


class ImportBatch:
    """What the orders of one batch share: found out once, or written for all of them at once.

    Odoo confirms order by order. The batch travels in the context to the places where that takes
    the most time, so that these do the same for all orders together.
    """

    KEY = 'amazon_import_batch'
    # What is known travels on, to places where the batch itself would change what is done.
    KNOWN = 'amazon_known_of_batch'

    def __init__(self):
        # What is collected while orders are made, to be written at once: followers of orders, until
        # they are added; of which order a delivery was made; and what is done with all in the end.
        self.followers = {}
        self.origins = None
        self.picking_ids = set()
        self.move_ids_to_reserve = set()

    @classmethod
    def of(cls, records):
        """Return the batch that records are made in, or None.

        :param odoo.models.BaseModel records: any.
        :rtype: ImportBatch | None
        """
        batch = records.env.context.get(cls.KEY)
        return batch if isinstance(batch, cls) else None  # Anybody may send a context.

    @classmethod
    def knowing(cls, records):
        """Return records that find out once what is the same for all orders of a batch.

        :param odoo.models.BaseModel records: any.
        """
        return records.with_context(**{cls.KNOWN: _Known()})

    @contextmanager
    def collecting_origins(self):
        """Collect which order each delivery is made of, instead of a note to each."""
        self.origins = {}
        try:
            yield self.origins
        finally:
            self.origins = None

    @classmethod
    def once(cls, records, key, find_out):
        """Return what is the same for all orders of a batch; outside of a batch, find it out.

        :param odoo.models.BaseModel records: who asks.
        :param tuple key: all that it depends on, beside the company.
        :param callable find_out: finds it out.
        """
        known = records.env.context.get(cls.KNOWN)
        if not isinstance(known, _Known):
            return find_out()
        key = records.env.company, *key
        if key not in known:
            known[key] = find_out()
        return known[key]


    @classmethod
    def note_goods(cls, products):
        """Note what is sold in a batch: what is found out of one, can be of all.

        :param product.product products: with what is known in their context.
        """
        known = products.env.context.get(cls.KNOWN)
        if isinstance(known, _Known):
            known.goods_ids = products.ids

    @classmethod
    def goods(cls, records):
        """Return what is known to be sold in the batch; nothing outside of one.

        :rtype: product.product
        """
        known = records.env.context.get(cls.KNOWN)
        return records.env['product.product'].browse(
            known.goods_ids if isinstance(known, _Known) else ()
        )


class _Known(dict):
    """What was found out. Anybody may send a context, but nobody can send this."""

    goods_ids = ()
