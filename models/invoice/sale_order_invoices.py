from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.sql import column_exists, create_column

from ...lib.clock import database_now
from ...lib.halving import do_for_each
from ...lib.invoices.decisions import Facts, decide
from ...lib.invoices.portions import Portion, by_parcel, costs, of_one_day, whole
from ...lib.job import Job
from ...lib.series import (
    LINE_TAXES,
    check_access,
    has_access,
    sales_journal,
    violated_lock_dates,
)
from ...lib.times import day_of
from ...lib.words import Sentence, _, on_day, words_of
from ..order.amazon_order import PAUSES
from .amazon_account import BY_HAND

RETRY_SECONDS = 45
NOTHING_TO_WAIT_FOR = {
    'amazon_invoice_reason': False, 'amazon_invoice_attempts': 0,
    'amazon_invoice_next_attempt': False, 'amazon_collect_day': False,
    'is_amazon_invoice_taken_back': False,
}


class SaleOrder(models.Model):
    """How an order of Amazon's is invoiced by itself: what is due, and why it could not be."""

    _inherit = 'sale.order'

    is_amazon_to_invoice = fields.Boolean(
        compute='_compute_is_amazon_to_invoice',
        store=True,
        copy=False,
        help="Something has changed since it was looked whether it can be invoiced.",
    )
    amazon_invoice_reason = Sentence(
        string="Not Invoiced",
        readonly=True,
        copy=False,
        help="Why the order was not invoiced by itself.",
    )
    amazon_invoice_cause_id = fields.Many2one(
        comodel_name='amazon.cause',
        compute='_compute_amazon_invoice_cause_id',
        store=True,
        index='btree_not_null',
    )
    amazon_invoice_attempts = fields.Integer(readonly=True, copy=False)
    amazon_invoice_next_attempt = fields.Datetime(
        string="Invoiced Again At", readonly=True, copy=False
    )
    is_amazon_invoice_taken_back = fields.Boolean(
        readonly=True, copy=False, help="A person canceled or deleted the invoice."
    )
    amazon_collect_day = fields.Date(
        string="On Collective Invoice Of",
        readonly=True,
        copy=False,
        help="The day whose collective invoice it goes on, the next morning.",
    )

    def init(self):
        result = super().init()
        self.env.cr.execute(
            """
            CREATE INDEX IF NOT EXISTS sale_order_amazon_to_invoice_idx
                ON sale_order (amazon_account_id)
             WHERE is_amazon_to_invoice;
            CREATE INDEX IF NOT EXISTS sale_order_amazon_to_collect_idx
                ON sale_order (amazon_account_id, amazon_collect_day)
             WHERE amazon_collect_day IS NOT NULL;
            CREATE INDEX IF NOT EXISTS sale_order_amazon_not_invoiced_idx
                ON sale_order (amazon_account_id)
             WHERE amazon_invoice_reason IS NOT NULL
            """
        )
        return result

    def _auto_init(self):
        # Not to be computed for all orders that there are: what is old is invoiced already.
        for name, kind in (
            ('is_amazon_to_invoice', 'boolean'), ('amazon_invoice_cause_id', 'int4'),
        ):
            if not column_exists(self.env.cr, self._table, name):
                create_column(self.env.cr, self._table, name, kind)
        return super()._auto_init()

    @api.depends('amazon_invoice_reason')
    def _compute_amazon_invoice_cause_id(self):
        self.env['amazon.cause']._set_on(
            self, 'amazon_invoice_reason', 'amazon_invoice_cause_id'
        )

    @api.depends(
        'state', 'is_amazon_invoice_held', 'amazon_order_ids.state',
        'order_line.qty_to_invoice', 'order_line.move_ids.state',
        'order_line.amazon_quantity', 'order_line.amazon_quantity_shipped',
    )
    def _compute_is_amazon_to_invoice(self):
        for order in self:
            order.is_amazon_to_invoice = bool(
                order.amazon_order_ref and order.state == 'sale'
                and any(line.qty_to_invoice > 0 for line in order.order_line)
            )

    # === WHAT IS DUE === #

    @api.model
    def _due_to_invoice(self, account, limit, among=None):
        """Return orders that may be invoiced by now, the longest waiting first.

        :param amazon.account account: whose orders.
        :param int limit: how many at most.
        :param sale.order among: only these, if given.
        :rtype: sale.order
        """
        return self.search([
            ('amazon_account_id', '=', account.id), ('is_amazon_to_invoice', '=', True),
            *self._is_amazon_invoice_due(among),
        ], order='id', limit=limit)

    @api.model
    def _due_to_collect(self, account, limit, among=None):
        """Return the orders of the next collective invoice whose day is over.

        :param amazon.account account: whose orders.
        :param int limit: how many at most.
        :param sale.order among: only these, if given.
        :rtype: sale.order
        """
        due = [
            ('amazon_account_id', '=', account.id), ('amazon_collect_day', '!=', False),
            *self._is_amazon_invoice_due(among),
        ]
        first = self.search(due, order='amazon_collect_day, id', limit=1)
        return first and self.search([
            *due,
            ('amazon_collect_day', '=', first.amazon_collect_day),
            ('amazon_marketplace_id', '=', first.amazon_marketplace_id.id),
            ('currency_id', '=', first.currency_id.id),
            ('fiscal_position_id', '=', first.fiscal_position_id.id),
        ], order='id', limit=limit)

    def _is_amazon_invoice_due(self, among):
        return [
            '|', ('amazon_invoice_next_attempt', '=', False),
            ('amazon_invoice_next_attempt', '<=', database_now(self.env)),
            *([('id', 'in', among.ids)] if among is not None else []),
        ]

    @api.model
    def _look_again_to_invoice(self, account):
        """Have it looked again what of an account's is to be invoiced.

        :param amazon.account account: with another choice of what is invoiced how.
        """
        self.search([
            ('amazon_account_id', '=', account.id), ('invoice_status', '=', 'to invoice'),
            ('is_amazon_invoice_taken_back', '=', False),
        ])._make_due_to_invoice()

    def _wait_no_more_to_invoice(self, account):
        """Have no order of an account's say why it is not invoiced by itself.

        What a person has taken back is not made anew, should invoices come by themselves again.

        :param amazon.account account: that is invoiced by hand from now on.
        """
        self.search([
            ('amazon_account_id', '=', account.id), ('amazon_invoice_reason', '!=', False),
            ('is_amazon_invoice_taken_back', '=', False),
        ]).write(NOTHING_TO_WAIT_FOR)

    def _make_due_to_invoice(self):
        self.write({**NOTHING_TO_WAIT_FOR, 'is_amazon_to_invoice': True})

    def _action_cancel(self):
        """Override of `sale`: of what is canceled, no invoice is missing."""
        result = super()._action_cancel()
        self.filtered(lambda order: order.state == 'cancel')._expect_no_invoice()
        return result

    def _expect_no_invoice(self):
        self.filtered(
            lambda order: order.amazon_invoice_reason or order.is_amazon_invoice_taken_back
        ).write(NOTHING_TO_WAIT_FOR)

    # === WHAT GOES ON AN INVOICE === #

    def _amazon_invoice_decision(self):
        """Return what becomes of the order, and what its next invoices are about.

        :return: see `lib/invoices/decisions.py`.
        :rtype: tuple[str, list[Portion]]
        """
        self.ensure_one()
        account = self.amazon_account_id
        portions = self._amazon_portions()
        is_collective = account.invoice_private == 'daily' and not self._is_of_amazon_business()
        shipped_at = self._amazon_shipped_at()
        decision = decide(Facts(
            is_stopped=bool(
                self.is_amazon_invoice_held or self.amazon_conflict
                or self.is_amazon_invoice_taken_back
            ),
            has_left=bool(portions),
            is_early=bool(
                shipped_at and account.invoices_since and account.invoices_since > shipped_at
            ),
            is_complete=self._is_amazon_shipped_completely(),
            is_by_parcel=account.invoice_per == 'parcel',
            is_collective=is_collective,
        ))
        return decision, of_one_day(portions) if decision == 'collect' else portions

    def _amazon_portions(self):
        """Return what the next invoices of the order are about.

        :rtype: list[Portion]
        """
        lines = self.order_line
        to_invoice = lines._amazon_to_invoice()
        parcels = self._amazon_parcels_left()
        if self.amazon_account_id.invoice_per == 'order':
            return whole(parcels, to_invoice)
        invoiced = {line.id: line._invoiced_ever() for line in lines if not line.display_type}
        prices = {
            line.id: line.price_total / line.product_uom_qty
            for line in lines if line.product_uom_qty
        }
        portions = by_parcel(parcels, invoiced, to_invoice, prices)
        if self._is_amazon_shipped_completely():
            return portions
        # What is taken off waits for the next parcel.
        return [portion for portion in portions if costs(portion, prices) >= 0]

    def _is_amazon_shipped_completely(self):
        return self.order_line.filtered('amazon_item_ref')._is_shipped_completely()

    def _amazon_parcels_left(self):
        """Return what has left for the buyer, by delivery; by moment, where Amazon ships.

        :return: in the order in which it left.
        :rtype: list[Portion]
        """
        zone = self.amazon_account_id._invoice_zone()
        shipped = self.order_line.move_ids._shipped_to_customers().sorted('date')
        parcels, before = [], shipped.browse()
        for moves in shipped.grouped(lambda move: move.picking_id or move.date).values():
            quantities = {}
            for line in moves.sale_line_id.filtered('amazon_item_ref'):
                of_line = (before + moves).filtered(lambda move, line=line: (
                    move.sale_line_id == line
                ))
                quantities[line.id] = line._amazon_complete_pieces(of_line) - (
                    line._amazon_complete_pieces(of_line & before)
                )
            parcels.append(Portion(day_of(max(moves.mapped('date')), zone), quantities))
            before += moves
        shipped_at = self._amazon_shipped_at()
        if shipped_at and not parcels:
            return [Portion(day_of(shipped_at, zone), {})]  # services alone
        return parcels

    def _amazon_invoice_obstacle(self, day):
        """Return why an invoice of a day cannot be made, as far as it is known beforehand.

        :param datetime.date day: when it was shipped.
        :return: a reason in words; '' if there is none.
        :rtype: str
        """
        self.ensure_one()
        try:
            self._check_amazon_rate()
        except UserError as error:
            return words_of(error)
        if any(self.order_line.mapped('is_downpayment')):
            return _("The order has down payments: invoice it by hand.")
        locks = violated_lock_dates(self.company_id, day, bool(self.order_line[LINE_TAXES]))
        if locks:
            return _(
                "It was shipped on %(day)s, and the books are locked until %(lock)s. Unlock the "
                "period, then use Retry; or invoice the order by hand, with a later date.",
                day=on_day(self.env, day), lock=on_day(self.env, locks[-1][0]),
            )
        without = self._products_without_account()
        if without:
            return _(
                "Odoo does not know on which account to book %s: enter an Income Account at the "
                "product or its category, then use Retry.",
                ", ".join(without.mapped('display_name')),
            )
        return ''

    def _products_without_account(self):
        """Return the products of which neither they nor the journal say where to book them."""
        products = self.with_company(self.company_id).order_line.product_id
        without = products.filtered(
            lambda product: not product.product_tmpl_id.get_product_accounts()['income']
        )
        if not without:
            return without
        journal = self.journal_id or sales_journal(self.company_id)
        return without if not journal.default_account_id else without.browse()

    def _amazon_invoice_waits(self):
        """Return why an invoice of the order stays a draft, though it would be posted.

        :return: a reason in words; False if there is none.
        """
        self.ensure_one()
        return False

    # === WHAT BECAME OF IT === #

    def _fail_amazon_invoice(self, reason):
        """Note why an order cannot be invoiced; it is tried again after a pause that grows.

        :param str reason: in words.
        """
        self.ensure_one()
        attempts = self.amazon_invoice_attempts
        pause = PAUSES[attempts] if attempts < len(PAUSES) else None
        self.write({
            'amazon_invoice_reason': reason,
            'amazon_invoice_attempts': attempts + 1,
            'amazon_invoice_next_attempt': pause and database_now(self.env) + pause,
            'amazon_collect_day': False,
            'is_amazon_to_invoice': bool(pause),
        })

    def action_retry_amazon_invoice(self):
        """Invoice these orders, now.

        :return: True
        :raise UserError: if invoices of the account are made by hand, or if another job works for
            it; or if they could not be invoiced, why.
        """
        check_access(self, 'write')
        if not has_access(self.env['account.move'], 'create'):
            # Salespeople may not do that, but have invoices made of orders.
            check_access(self.env['sale.advance.payment.inv'], 'create')
        do_for_each(self.sudo().grouped('amazon_account_id'), self._retry_invoices_of)
        return True

    @api.model
    def _retry_invoices_of(self, account, orders):
        account._check_can_work()
        if account.invoice_when == BY_HAND:
            raise UserError(_("The account invoices nothing by itself. Use Create Invoice."))
        job = Job(account, RETRY_SECONDS)
        job.do(orders._make_due_to_invoice)
        account._make_invoices(job, among=orders)
