from odoo import models
from odoo.exceptions import UserError

from ...lib.halving import do_or_halve
from ...lib.import_batch import ImportBatch
from ...lib.job import is_transaction_lost
from ...lib.mishap import log_mishap
from ...lib.words import _, words_of
from ...lib.work import Work
from ...models.order.deciding.amazon_order_question import NO_SALE_ORDER
from ...spapi import MalformedOrder

BATCH_SIZE = 50


class AmazonOrderImport(models.AbstractModel):
    """Makes sales orders of the inbox, in batches."""

    _name = 'amazon.order.import'
    _description = "Amazon Order Import"

    def _import_all(self, account, job, among=None):
        """Deal with what is due in the inbox, batch by batch, until done or out of time.

        :param amazon.account account: whose inbox.
        :param Job job: the run that this belongs to.
        :param amazon.order among: only these rows, if given.
        :return: whether there is more to do.
        :rtype: bool
        """
        work = self._work(account, among)
        while job.seconds_left():
            rows = self.env['amazon.pace']._step(job, work)
            job.dealt_with.update(rows.ids)
            self._after_batch(account, job)
            if not rows:
                return False
        return True

    def _work(self, account, among):
        """Return the work that waits in the inbox.

        :rtype: Work
        """
        def due(ids=None):
            rows = self.env['amazon.order'].browse(ids) if ids else among
            return self.env['amazon.order']._due(account, BATCH_SIZE, rows)

        return Work(
            account, 'import', due, self.env['amazon.order.weigh']._weigh, self._import, _blame
        )

    def _after_batch(self, account, job):
        """Do what belongs to the orders of a batch, but not into its transaction.

        :param amazon.account account: whose orders.
        :param Job job: the run that this belongs to.
        """

    def _import(self, rows):
        """Deal with rows of the inbox.

        :param amazon.order rows: of one account; who was faster has dealt with some of them.
        """
        rows = rows._due(rows.account_id, len(rows), rows)
        sale_orders = self._known_sale_orders(rows)
        known = rows.filtered(lambda row: row.amazon_order_ref in sale_orders)
        self._follow_known(known, sale_orders)
        self._close_or_create(rows - known)

    def _known_sale_orders(self, rows):
        """Return the sales orders there are of rows, by order reference.

        Amazon gives a reference once: what another account of the company imported, before its
        marketplace came to this one, is the same order.
        """
        sale_orders = self.env['sale.order'].search([
            ('company_id', '=', rows.company_id.id),
            ('amazon_order_ref', 'in', rows.mapped('amazon_order_ref')),
        ]).sorted(lambda sale_order: sale_order.amazon_account_id == rows.account_id)
        return {sale_order.amazon_order_ref: sale_order for sale_order in sale_orders}

    # === FAILURES === #

    def _read_payloads(self, rows):
        """Read what Amazon sent; what cannot be read fails here, alone.

        :param amazon.order rows: rows of the inbox.
        :return: the orders that can be read, by row.
        :rtype: dict[amazon.order, Order]
        """
        orders = {}
        for row in rows:
            try:
                order = row._read_payload()
                if order.is_of_other_shop:
                    row.is_of_other_shop = True  # It came before this was known: it is due again.
                    continue
                row._resolve_marketplace(order.marketplace_ref, order.marketplace_name)
                orders[row] = order
            except Exception as error:
                if is_transaction_lost(error):
                    raise
                self._fail(row, error)
        return orders

    def _fail(self, row, error):
        row._fail(self._reason(row, error))

    def _reason(self, row, error):
        if isinstance(error, MalformedOrder):
            return _(
                "What Amazon sent cannot be made a sales order. %s "
                "Look at the order in Seller Central, and enter the sales order by hand; then use "
                "Link Sales Order. If Amazon has corrected it, use Retry.",
                error,
            )
        if isinstance(error, UserError):
            return words_of(error)
        log_mishap(f"Amazon order {row.amazon_order_ref} was not imported", error)
        return _(
            "Odoo could not make a sales order of it. %s Then use Retry.",
            self.env['amazon.reason']._cause(error),
        )

    # === WHAT HAS A SALES ORDER === #

    def _follow_known(self, rows, sale_orders):
        """Bring sales orders to what Amazon says, in steps: what one cannot do, undoes no other.

        :param amazon.order rows: rows of the inbox.
        :param dict[str, sale.order] sale_orders: the sales orders, by order reference.
        """
        for row in rows:
            row.sale_order_id = sale_orders[row.amazon_order_ref]
        for step in self._steps_of_following():
            rows = do_or_halve(rows, lambda rows, step=step: [
                step(row, row.sale_order_id) for row in rows
            ], self._fail)

    def _steps_of_following(self):
        """Return what is done one after the other with rows that have a sales order.

        :return: functions of a row and its sales order.
        :rtype: list[callable]
        """
        follow = self.env['amazon.order.follow']
        people = self.env['amazon.order.people']
        return [follow._take_note, follow._reopen, people._follow, follow._carry_out]

    # === WHAT HAS NONE === #

    def _close_or_create(self, rows):
        decider = self.env['amazon.order.decide']
        decisions = {row: decider._decide(row, row.sale_order_id.browse()) for row in rows}
        rows -= self._adopt(rows.filtered(lambda row: decisions[row].action in ('create', 'ask')))
        to_create = rows.filtered(lambda row: decisions[row].action == 'create')
        to_move = rows.filtered(lambda row: decisions[row].action == 'move')
        for row in rows - to_create - to_move:
            is_asked = decisions[row].action == 'ask' and NO_SALE_ORDER not in row._kept()
            row._close(
                'conflict' if is_asked else 'ignored',
                decider._sentence(decisions[row]),
            )
        do_or_halve(
            to_move,
            lambda rows: self._deal_with_other_shops(rows, decisions),
            self._fail,
        )
        orders = self._read_payloads(to_create)
        do_or_halve(
            to_create.filtered(orders.get),
            lambda rows: self._create_sale_orders(rows, orders),
            self._fail,
        )

    def _adopt(self, rows):
        """Return the rows whose sales orders were there, from before; or which failed over that."""
        dealt_with = rows.browse()

        def adopt(rows):
            nonlocal dealt_with
            dealt_with += self.env['amazon.order.adopt']._adopt(rows)

        def give_up(row, error):
            nonlocal dealt_with
            dealt_with += row
            self._fail(row, error)

        do_or_halve(rows, adopt, give_up)
        return dealt_with

    def _deal_with_other_shops(self, rows, decisions):
        """Close orders that other shops sold; those who know the stock at Amazon move it.

        :param amazon.order rows: the rows, of one account.
        :param dict[amazon.order, Decision] decisions: what is done with each.
        """
        for row in rows:
            row._close('ignored', self.env['amazon.order.decide']._sentence(decisions[row]))

    # === CREATION === #

    def _create_sale_orders(self, rows, orders):
        """Make confirmed sales orders of rows, with all that belongs to them.

        :param amazon.order rows: the rows, of one account.
        :param dict[amazon.order, Order] orders: what Amazon says of each.
        """
        self = ImportBatch.knowing(self)
        account = rows.account_id
        customers = self.env['res.partner']._customers_of_amazon_orders(
            account, [orders[row] for row in rows]
        )
        offers = self.env['amazon.offer']._offers_of_amazon_orders(account, rows, orders)
        ImportBatch.note_goods(self.env['product.product'].union(*(
            offer.product_id for offer in offers.values()
        )))
        SaleOrder = self.env['sale.order'].with_context(
            mail_create_nosubscribe=True, mail_auto_subscribe_no_notify=True,
            **{ImportBatch.KEY: ImportBatch()},
        )
        together = SaleOrder.create([
            SaleOrder._prepare_amazon_order(row, orders[row], customers, offers) for row in rows
        ])
        together.env['mail.followers']._insert_together()
        together._match_amazon_totals([orders[row] for row in rows])
        self._confirm(rows, together)
        together.env.flush_all()
        sale_orders = together.with_env(self.env)
        self._complete(rows, orders, sale_orders)
        for row, sale_order in zip(rows, sale_orders, strict=True):
            if orders[row].channel == 'fbm':
                sale_order._note_cancel_request(orders[row].cancel_request)
            row._close('imported', sale_order=sale_order)
            if sale_order.amazon_doubt:
                row._close_or_ask(sale_order)
        sale_orders.is_amazon_to_compare = False
        self.env.flush_all()

    def _confirm(self, rows, sale_orders):
        """Confirm new orders of one batch.

        :param amazon.order rows: the rows of the inbox.
        :param sale.order sale_orders: what they became, in the same order; with their batch.
        """
        sale_orders.action_confirm()

    def _complete(self, rows, orders, sale_orders):
        """Do what belongs to new sales orders as soon as they are confirmed.

        :param amazon.order rows: the rows of the inbox.
        :param dict[amazon.order, Order] orders: what Amazon says of each.
        :param sale.order sale_orders: what they became, in the same order.
        """


def _blame(row):
    row._fail(_(
        "Odoo's worker was ended while it imported this order, each time that it was tried: it "
        "takes too long, or too much memory. Others are imported. Ask your administrator for more "
        "time for scheduled actions (limit_time_real_cron, limit_time_cpu); then use Retry."
    ))
