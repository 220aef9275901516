from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from ..order.sale_order import CHANNELS

ORIGIN_COLUMNS = {
    'amazon_account_id': 'int4',
    'amazon_marketplace_id': 'int4',
    'amazon_channel': 'varchar',
    'amazon_order_ref': 'varchar',
    'amazon_purchase_order': 'varchar',
    'is_amazon_business': 'bool',
    'amazon_tax_collected': 'numeric',
}


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
        selection=CHANNELS,
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
    is_amazon_business = fields.Boolean(
        string="Amazon Business",
        compute='_compute_amazon_origin',
        store=True,
        precompute=True,
        help="A business bought it on Amazon, and expects an invoice.",
    )
    amazon_tax_collected = fields.Monetary(
        string="Tax Collected by Amazon",
        compute='_compute_amazon_tax_collected',
        store=True,
        help="Amazon collects it from the buyer and remits it. It is no part of the total.",
    )
    amazon_url = fields.Char(string="Seller Central", compute='_compute_amazon_url')

    def _auto_init(self):
        # Not to be computed for all invoices that there are: few are about orders of Amazon's.
        for name, column_type in ORIGIN_COLUMNS.items():
            if not column_exists(self.env.cr, self._table, name):
                create_column(self.env.cr, self._table, name, column_type)
        return super()._auto_init()

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
            move.is_amazon_business = any(order._is_of_amazon_business() for order in orders)

    @api.depends('invoice_line_ids.amazon_tax_collected')
    def _compute_amazon_tax_collected(self):
        for move in self:
            move.amazon_tax_collected = sum(move.invoice_line_ids.mapped('amazon_tax_collected'))

    @api.depends('amazon_order_ref')
    def _compute_partner_bank_id(self):
        """Override of `account`: the buyer paid Amazon, which takes no invoices with bank details.

        See https://developer-docs.amazon.com/sp-api/docs/create-and-upload-invoices
        """
        result = super()._compute_partner_bank_id()
        self.filtered('amazon_order_ref').partner_bank_id = False
        return result

    @api.depends('amazon_order_ref')
    def _compute_amazon_url(self):
        for move in self:
            orders = move._amazon_orders()
            move.amazon_url = len(orders) == 1 and orders.amazon_url

    def _amazon_orders(self):
        """Return the orders of Amazon's that invoices are about.

        :rtype: sale.order
        """
        # Most documents of accounting are no invoices, and need not be asked for orders.
        invoices = self.filtered(lambda move: move.is_sale_document(include_receipts=True))
        return invoices._invoiced_orders().filtered('amazon_order_ref')


def _the_only(records):
    return records if len(records) == 1 else records.browse()
