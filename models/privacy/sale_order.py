from odoo import api, fields, models

from ...lib.clock import database_now


class SaleOrder(models.Model):
    """When the buyer of a sales order has to be forgotten."""

    _inherit = 'sale.order'

    amazon_data_check = fields.Datetime(
        string="Personal Data Check",
        readonly=True,
        copy=False,
        help="When to see whether the buyer's personal data have to go. Empty: they are gone.",
    )

    def init(self):
        result = super().init()
        self.env.cr.execute(
            """
            CREATE INDEX IF NOT EXISTS sale_order_amazon_data_check_idx
                ON sale_order (amazon_account_id, amazon_data_check)
             WHERE amazon_data_check IS NOT NULL
            """
        )
        return result

    def _link_to_amazon(self, row, marketplace, items, is_fresh=False):
        """Override of the orders' room: Amazon's buyers are forgotten, whoever entered them."""
        result = super()._link_to_amazon(row, marketplace, items, is_fresh)
        self.amazon_data_check = database_now(self.env)
        buyers = self.partner_id + self.partner_invoice_id + self.partner_shipping_id
        buyers.filtered(
            lambda buyer: not buyer.amazon_account_id and buyer._has_address_of_amazon()
        ).write({'amazon_account_id': row.account_id.id, 'amazon_data': 'full'})
        return result

    def _keeps_amazon_people(self):
        """Override of the orders' room: who was forgotten, is not entered again."""
        return super()._keeps_amazon_people() and bool(self.amazon_data_check)

    @api.model
    def _prepare_amazon_order(self, row, order, customers, offers):
        return {
            **super()._prepare_amazon_order(row, order, customers, offers),
            'amazon_data_check': database_now(self.env),
        }
