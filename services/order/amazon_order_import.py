from contextlib import suppress

from odoo import _, models
from odoo.exceptions import UserError

from ...lib.decisions import decide
from ...lib.halving import do_or_halve
from ...lib.import_batch import ImportBatch
from ...lib.job import Outpaced, is_transaction_lost
from ...lib.mishap import log_mishap
from ...models.order.amazon_order_conflict import NO_SALE_ORDER
from ...spapi import MalformedOrder, Order, packages_of

BATCH_SIZE = 50


class AmazonOrderImport(models.AbstractModel):
    """Makes sales orders of the inbox, in batches."""

    _name = 'amazon.order.import'
    _description = "Amazon Order Import"

    def _import_all(self, account, job, among=None):
        """Deal with what is due in the inbox, batch by batch, until done or out of time.

        Goods are reserved in a step of its own: whoever reserves holds up everybody who moves the
        same products, and making the orders of a batch takes a hundred times as long.

        :param amazon.account account: whose inbox.
        :param Job job: the run that this belongs to.
        :param amazon.order among: only these rows, if given.
        :return: whether there is more to do.
        :rtype: bool
        """
        while job.seconds_left():
            is_more_to_do = job.do(lambda: self._import_due(account, among))
            # Where others move the same products all the time, the next step reserves more.
            with suppress(Outpaced):
                job.do(lambda: self.env['amazon.order.reserve']._reserve_due(account))
            if not is_more_to_do:
                return False
        return True

    def _import_due(self, account, among=None):
        """Deal with the next batch of the inbox.

        :param amazon.account account: whose inbox.
        :param amazon.order among: only these rows, if given.
        :return: whether there was something to do.
        :rtype: bool
        """
        rows = self.env['amazon.order']._due(account, BATCH_SIZE, among)
        sale_orders = self._known_sale_orders(rows)
        known = rows.filtered(lambda row: row.amazon_order_ref in sale_orders)
        self._follow_known(known, sale_orders)
        self._settle_or_create(rows - known)
        return bool(rows)

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
                order = Order.from_payload(row.payload)
                row._resolve_marketplace(order.marketplace_ref)
                orders[row] = order
            except Exception as error:
                if is_transaction_lost(error):
                    raise
                self._give_up(row, error)
        return orders

    def _give_up(self, row, error):
        row._fail(self._reason(row, error))

    def _reason(self, row, error):
        if isinstance(error, MalformedOrder):
            return _(
                "What Amazon sent cannot be made a sales order. %s "
                "Look at the order in Seller Central; then use Retry.",
                error,
            )
        if isinstance(error, UserError):
            return str(error)
        log_mishap(f"Amazon order {row.amazon_order_ref} was not imported", error)
        return _(
            "Odoo could not make a sales order of it (%s). "
            "The server log has the details; then use Retry.",
            type(error).__name__,
        )

    # === WHAT HAS A SALES ORDER === #

    def _follow_known(self, rows, sale_orders):
        """Bring sales orders to what Amazon says, in steps: what one cannot do, undoes no other.

        :param amazon.order rows: rows of the inbox.
        :param dict[str, sale.order] sale_orders: the sales orders, by order reference.
        """
        follow = self.env['amazon.order.follow']
        for row in rows:
            row.sale_order_id = sale_orders[row.amazon_order_ref]
        for step in (self._settle_packages, follow._take_note, follow._follow):
            rows = do_or_halve(rows, lambda rows, step=step: [
                step(row, row.sale_order_id) for row in rows
            ], self._give_up)

    def _settle_packages(self, row, sale_order):
        if row.amazon_status != 'cancelled':
            sale_order._settle_amazon_packages(packages_of(row.payload), row.amazon_status)

    # === WHAT HAS NONE === #

    def _settle_or_create(self, rows):
        actions = rows.grouped(lambda row: decide(row.channel, row.amazon_status, 'nothing'))
        to_create = actions.pop('create', rows.browse())
        for action, others in actions.items():
            for row in others:
                state, reason = self._outcome(action, row)
                row._settle('ignored' if NO_SALE_ORDER in row._kept() else state, reason)
        orders = self._read_payloads(to_create)
        do_or_halve(
            to_create.filtered(orders.get),
            lambda rows: self._create_sale_orders(rows, orders),
            self._give_up,
        )

    def _outcome(self, action, row):
        """Return the state of a row that no sales order is made of, and why none is.

        :rtype: tuple[str, str]
        """
        if action == 'ask':
            return 'conflict', _(
                "Part of it was shipped before Odoo knew the order. Ship the rest in Seller "
                "Central, or enter the sales order by hand."
            )
        if row.amazon_status in ('pending', 'pending_availability'):
            return 'ignored', _(
                "Amazon has not released the order yet; it is imported when it does."
            )
        if row.amazon_status == 'unfulfillable':
            return 'ignored', _("Amazon cannot fulfil the order.")
        if row.amazon_status == 'cancelled':
            return 'ignored', _("It is canceled, and there is no sales order of it.")
        if row.channel == 'fba':
            return 'ignored', _(
                "Amazon has not shipped anything of it yet; it is imported when it does."
            )
        return 'ignored', _("It is shipped already, and there is no sales order of it.")

    # === CREATION === #

    def _create_sale_orders(self, rows, orders):
        """Make confirmed sales orders of rows, with all that belongs to them.

        :param amazon.order rows: the rows, of one account.
        :param dict[amazon.order, Order] orders: what Amazon says of each.
        """
        account = rows.account_id
        customers = self.env['res.partner']._customers_of_amazon_orders(
            account, [orders[row] for row in rows]
        )
        offers = self.env['amazon.offer']._offers_of_amazon_orders(account, rows, orders)
        SaleOrder = self.env['sale.order'].with_context(
            mail_create_nosubscribe=True, mail_auto_subscribe_no_notify=True,
            **{ImportBatch.KEY: ImportBatch()},
        )
        together = SaleOrder.create([
            SaleOrder._prepare_amazon_order(row, orders[row], customers, offers) for row in rows
        ])
        together.env['mail.followers']._insert_together()
        together._match_amazon_totals([orders[row].total for row in rows])
        to_reserve = together._confirm_together()
        together.env.flush_all()
        sale_orders = together.with_env(self.env)
        self._record_what_amazon_shipped(rows, orders, sale_orders)
        for row, sale_order in zip(rows, sale_orders, strict=True):
            if orders[row].channel == 'fbm':
                sale_order._note_cancel_request(orders[row].cancel_request)
            row._settle('imported', sale_order=sale_order)
            row.is_to_reserve = sale_order in to_reserve
        sale_orders.is_amazon_to_compare = False

    def _record_what_amazon_shipped(self, rows, orders, sale_orders):
        steps = [
            step
            for row, sale_order in zip(rows, sale_orders, strict=True)
            if sale_order.amazon_channel == 'fba'
            for step in sale_order.order_line._amazon_steps(orders[row], row.amazon_update)
        ]
        self.env['amazon.fba.shipping']._record(steps)
