from odoo import api, fields, models


class AccountMove(models.Model):
    """Which orders of Amazon's an invoice, or a credit note, is about."""

    _inherit = 'account.move'

    amazon_account_id = fields.Many2one(
        comodel_name='amazon.account',
        compute='_compute_amazon_origin',
        store=True,
        precompute=True,
        index='btree_not_null',
    )
    amazon_marketplace_id = fields.Many2one(
        comodel_name='amazon.marketplace',
        compute='_compute_amazon_origin',
        store=True,
        precompute=True,
    )
    amazon_channel = fields.Selection(
        selection=[('fbm', "Fulfilled by Merchant"), ('fba', "Fulfilled by Amazon")],
        string="Amazon Fulfillment",
        compute='_compute_amazon_origin',
        store=True,
        precompute=True,
        help="Empty, if the invoice is about orders of both.",
    )
    amazon_order_ref = fields.Char(
        string="Amazon Reference",
        compute='_compute_amazon_origin',
        store=True,
        precompute=True,
        index='trigram',
        help="Amazon's number of the order; of several, if the invoice is a collective one.",
    )
    amazon_purchase_order = fields.Char(
        string="Buyer's Purchase Order",
        compute='_compute_amazon_origin',
        store=True,
        precompute=True,
        help="The number under which a business bought it.",
    )

    @api.depends('invoice_line_ids.sale_line_ids')
    def _compute_amazon_origin(self):
        for move in self:
            orders = move._amazon_orders()
            move.amazon_account_id = _the_only(orders.amazon_account_id)
            move.amazon_marketplace_id = _the_only(orders.amazon_marketplace_id)
            channels = set(orders.mapped('amazon_channel'))
            move.amazon_channel = channels.pop() if len(channels) == 1 else False
            move.amazon_order_ref = ", ".join(orders.mapped('amazon_order_ref')) or False
            move.amazon_purchase_order = ", ".join(
                order.client_order_ref for order in orders
                if order.client_order_ref not in (False, order.amazon_order_ref)
            ) or False

    def _amazon_orders(self):
        """Return the orders of Amazon's that invoices are about.

        :rtype: sale.order
        """
        return self._invoiced_orders().filtered('amazon_order_ref')


def _the_only(records):
    return records if len(records) == 1 else records.browse()
