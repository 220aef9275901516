from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from ...lib.series import Constraint
from ...lib.times import to_odoo
from ...lib.words import Sentence, _, joined

CHANNELS = [('fbm', "Fulfilled by Merchant"), ('fba', "Fulfilled by Amazon")]


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    amazon_order_ref = fields.Char(
        string="Amazon Reference", readonly=True, copy=False, index='btree_not_null'
    )
    amazon_account_id = fields.Many2one(
        comodel_name='amazon.account',
        readonly=True,
        copy=False,
        check_company=True,
        ondelete='restrict',
        index='btree_not_null',
    )
    amazon_marketplace_id = fields.Many2one(
        comodel_name='amazon.marketplace', readonly=True, copy=False
    )
    amazon_channel = fields.Selection(
        selection=CHANNELS,
        string="Amazon Fulfillment",
        readonly=True,
        copy=False,
    )
    amazon_status = fields.Selection(
        related='amazon_order_ids.amazon_status', related_sudo=True, string="Status on Amazon"
    )
    amazon_total = fields.Monetary(
        readonly=True, copy=False, help="What the buyer pays, as Amazon last said."
    )
    amazon_figures = fields.Char(
        readonly=True,
        copy=False,
        help="Tells whether Amazon changed quantities or amounts since they were taken over.",
    )
    is_amazon_discounted = fields.Boolean(
        compute='_compute_is_amazon_discounted',
        help="Amazon gave a discount: the column is shown, whether or not discounts are in use.",
    )
    amazon_missing = Sentence(
        string="Not Said by Amazon",
        readonly=True,
        copy=False,
        help="What Amazon left out of the order, and what was done about it.",
    )
    amazon_doubt = Sentence(
        string="Contradictory Amounts",
        readonly=True,
        copy=False,
        help="Where Amazon's amounts contradict each other, as it last said.",
    )
    amazon_ship_by = fields.Datetime(
        string="Ship By",
        readonly=True,
        copy=False,
        help="Until then, Amazon expects you to ship the order. The delivery has it as deadline.",
    )
    is_amazon_to_compare = fields.Boolean(
        compute='_compute_is_amazon_to_compare',
        store=True,
        copy=False,
        help="It was changed in Odoo since it was compared with what Amazon says.",
    )
    amazon_conflict = Sentence(
        string="To Decide",
        compute='_compute_amazon_conflict',
        compute_sudo=True,
        help="In what the order is not as Amazon says.",
    )
    amazon_program_ids = fields.Many2many(
        comodel_name='amazon.program',
        string="Amazon Programs",
        readonly=True,
        copy=False,
        help="What Amazon promised the buyer, or which of its programs the order belongs to.",
    )
    amazon_gift_message = fields.Text(string="Gift Message", readonly=True, copy=False)
    amazon_order_ids = fields.One2many(
        comodel_name='amazon.order',
        inverse_name='sale_order_id',
        string="Amazon Orders",
        # Others may read the document without being able to read these.
        groups='amazon_connector.group_amazon_user',
    )
    _unique_amazon_order = Constraint(
        'unique(amazon_account_id, amazon_order_ref)',
        "This Amazon order has a sales order already.",
    )

    def init(self):
        result = super().init()
        self.env.cr.execute(
            """
            CREATE INDEX IF NOT EXISTS sale_order_amazon_to_compare_idx
                ON sale_order (amazon_account_id)
             WHERE is_amazon_to_compare
            """
        )
        return result

    def _auto_init(self):
        # Not to be computed for all orders that there are: few are Amazon's.
        if not column_exists(self.env.cr, self._table, 'is_amazon_to_compare'):
            create_column(self.env.cr, self._table, 'is_amazon_to_compare', 'boolean')
        return super()._auto_init()

    @api.depends(
        'state', 'amount_total', 'order_line.product_uom_qty', 'order_line.qty_delivered',
        'order_line.qty_invoiced',
    )
    def _compute_is_amazon_to_compare(self):
        for order in self:
            order.is_amazon_to_compare = bool(order.amazon_order_ref)

    @api.depends('amazon_order_ref', 'order_line.discount')
    def _compute_is_amazon_discounted(self):
        for order in self:
            order.is_amazon_discounted = order.amazon_order_ref and any(
                order.order_line.mapped('discount')
            )

    @api.depends('amazon_order_ids.state', 'amazon_order_ids.reason')
    def _compute_amazon_conflict(self):
        for order in self:
            open_rows = order.amazon_order_ids.filtered(
                lambda row: row.state in ('conflict', 'failed')
            )
            order.amazon_conflict = joined("\n", open_rows.mapped('reason')) or False

    # === IMPORT === #

    @api.model
    def _prepare_amazon_order(self, row, order, customers, offers):
        """Return the values of the sales order that an Amazon order becomes.

        :param amazon.order row: the order's row in the inbox.
        :param Order order: what Amazon says.
        :param dict customers: customer and delivery address by order reference.
        :param dict offers: offers by marketplace and `Item.code`.
        :rtype: dict
        """
        account = row.account_id
        customer, delivery_address = customers[order.order_ref]
        setting = account._setting_of(row.marketplace_id)
        # Of an order without any amount, the marketplace tells the currency.
        currency = order.currency or row.marketplace_id.country_id.currency_id.name or (
            account.company_id.currency_id.name
        )
        pricelist = setting._pricelist_in(currency) or self.env[
            'product.pricelist'
        ]._of_amazon_currency(account, currency)
        positions = self.env['amazon.order.taxes']._positions(
            row, order, pricelist.currency_id, customer, delivery_address
        )
        gift_message = "\n".join(item.gift_message for item in order.items if item.gift_message)
        lines = self.env['sale.order.line']._prepare_amazon_lines(row, order, offers, positions)
        warehouse = account._warehouse_of(row.marketplace_id, order.channel)
        taxation = self._prepare_amazon_taxation(order, row.marketplace_id)
        scheme = order.is_tax_withheld and taxation['amazon_tax_scheme']
        return {
            'company_id': account.company_id.id,
            'partner_id': customer.id,
            'partner_shipping_id': delivery_address.id,
            'fiscal_position_id': positions.of(scheme).id,
            'pricelist_id': pricelist.id,
            'date_order': to_odoo(order.created),
            'commitment_date': to_odoo(order.ship_by),
            'amazon_ship_by': to_odoo(order.ship_by),
            'amazon_total': float(order.total),
            'amazon_figures': order.figures,
            **taxation,
            'amazon_missing': self.env['amazon.order.remarks']._missing(order),
            'amazon_doubt': self.env['amazon.order.remarks']._doubt(order),
            'origin': order.order_ref,
            'client_order_ref': order.buyer.purchase_order or order.order_ref,
            'user_id': account.user_id.id,
            'team_id': account._team_of(row.marketplace_id).id,
            **({'warehouse_id': warehouse.id} if warehouse else {}),
            'require_signature': False,
            'require_payment': False,
            'amazon_order_ref': order.order_ref,
            'amazon_account_id': account.id,
            'amazon_marketplace_id': row.marketplace_id.id,
            'amazon_channel': order.channel,
            'amazon_program_ids': [
                fields.Command.set(self.env['amazon.program']._of_codes(order.programs).ids)
            ],
            'amazon_gift_message': gift_message,
            **self._prepare_amazon_association(order),
            'amazon_people': self._prepare_amazon_people(order, customer, delivery_address),
            'order_line': [fields.Command.create(values) for values in lines],
        }

    @api.model
    def _amazon_fiscal_position(self, row, order, customer, address):
        """Return the fiscal position of what the seller remits the tax on, in a new order.

        :param amazon.order row: the order's row in the inbox.
        :param Order order: what Amazon says.
        :param res.partner customer: who bought it.
        :param res.partner address: where it goes.
        :rtype: account.fiscal.position
        """
        return self.env['account.fiscal.position'].with_company(
            row.account_id.company_id
        )._get_fiscal_position(customer, address)

    def _prepare_confirmation_values(self):
        """Override of `sale` to keep the date on which the buyer ordered."""
        values = super()._prepare_confirmation_values()
        if all(order.amazon_order_ref for order in self):
            del values['date_order']
        return values

    def _amazon_buyers(self):
        """Return those to whom Amazon sold these orders.

        :rtype: res.partner
        """
        orders = self.filtered('amazon_order_ref')
        return orders.partner_id + orders.partner_shipping_id + orders.partner_invoice_id

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shipped_for_amazon(self):
        self.sudo().order_line._unlink_except_shipped_for_amazon()

    def unlink(self):
        """Override of `sale` to ask nobody about an order that is gone: it may come back."""
        self.sudo().amazon_order_ids.filtered(lambda row: row.state == 'conflict')._close(
            'imported', _("%s deleted its sales order.", self.env.user.name)
        )
        return super().unlink()

    # === ACTION METHODS === #

    def action_view_amazon_order(self):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'res_model': 'amazon.order',
            'res_id': self.amazon_order_ids[:1].id,
            'views': [(False, 'form')],
        }
