from odoo import fields, models


class AmazonOrder(models.Model):
    """How the goods of an order that was just imported get reserved."""

    _inherit = 'amazon.order'

    is_to_reserve = fields.Boolean(
        readonly=True, help="The goods of the sales order, just imported, are to be reserved."
    )

    def init(self):
        result = super().init()
        self.env.cr.execute(
            """
            CREATE INDEX IF NOT EXISTS amazon_order_to_reserve_idx
                ON amazon_order (account_id)
             WHERE is_to_reserve
            """
        )
        return result
