from odoo import models
from odoo.exceptions import UserError

from ...lib.halving import do_or_halve
from ...lib.import_batch import ImportBatch
from ...lib.invoices.plan import InvoicePlan
from ...lib.mishap import log_mishap
from ...lib.series import LINE_UOM
from ...lib.times import end_of
from ...lib.words import _, as_money, words_of
from ...lib.work import Work
from ...models.invoice.sale_order_invoices import NOTHING_TO_WAIT_FOR

BATCH_SIZE = 100
# Where a company wants each change of its books to be on record: Odoo's setting, by series.
AUDIT_TRAILS = ('check_account_audit_trail', 'restrictive_audit_trail')


class AmazonInvoiceCreate(models.AbstractModel):
    """Makes invoices of what was shipped, in batches."""

    _name = 'amazon.invoice.create'
    _description = "Amazon Invoice Creation"

    def _invoice_all(self, account, job, among=None):
        """Invoice what is due, step by step, until done or out of time.

        :param amazon.account account: whose orders.
        :param Job job: the run that this belongs to.
        :param sale.order among: only these, if given.
        :return: whether there is more to do.
        :rtype: bool
        """
        pace = self.env['amazon.pace']
        is_left = pace._work_off(job, self._work(account, among))
        collect = self.env['amazon.invoice.collect']
        return pace._work_off(job, collect._work(account, among)) or is_left

    def _work(self, account, among):
        """Return the work on orders that may be invoiced.

        :rtype: Work
        """
        def due(ids=None):
            orders = self.env['sale.order'].browse(ids) if ids else among
            return self.env['sale.order']._due_to_invoice(account, BATCH_SIZE, orders)

        return Work(account, 'invoices', due, _weigh, self._deal_with, _blame)

    def _deal_with(self, orders):
        """Invoice orders, or note what they wait for.

        :param sale.order orders: of one account.
        """
        decisions = {}

        def look_at(orders):
            for order in orders:
                decisions[order] = self._decide(order)

        orders = do_or_halve(orders, look_at, self._fail)
        orders.flush_recordset()  # What is computed of it comes first.
        waiting = orders.filtered(lambda order: decisions[order][0] != 'invoice')
        waiting.is_amazon_to_invoice = False
        for order in waiting:
            self._note_what_it_waits_for(order, *decisions[order])
        drafted = waiting.filtered(lambda order: 'draft' in order.invoice_ids.mapped('state'))
        self._note_why_they_are_drafts(drafted)
        # What stood in the way of an invoice is none, if there is nothing to invoice any more.
        (waiting - drafted).filtered(lambda order: (
            decisions[order][0] == 'leave' and not order.is_amazon_invoice_taken_back
        ))._expect_no_invoice()
        do_or_halve(
            orders - waiting,
            lambda orders: self._invoice(orders, {
                order: decisions[order][1] for order in orders
            }),
            self._fail,
        )

    def _decide(self, order):
        """Return what becomes of an order, and what its invoices are about.

        :raise UserError: if it cannot be invoiced, why.
        """
        decision, portions = order._amazon_invoice_decision()
        if decision != 'leave':
            for portion in portions:
                obstacle = order._amazon_invoice_obstacle(portion.day)
                if obstacle:
                    raise UserError(obstacle)
        return decision, portions

    def _note_what_it_waits_for(self, order, decision, portions):
        if decision == 'collect':
            day = portions[0].day
            order.write({
                'amazon_collect_day': day,
                'amazon_invoice_next_attempt': end_of(
                    day, order.amazon_account_id._invoice_zone(),
                    self.env['amazon.invoice.collect']._grace(),
                ),
            })

    # === MAKING THEM === #

    def _invoice(self, orders, portions):
        """Make the invoices of orders, and post them if the account says so.

        :param sale.order orders: of one account.
        :param dict[sale.order, list[Portion]] portions: what they are about, one after the other.
        """
        for number in range(max(map(len, portions.values()))):
            plan = InvoicePlan({
                order.id: portions[order][number] for order in orders
                if number < len(portions[order])
            })
            self._make(orders.browse(plan.portions), plan)
        orders.write(NOTHING_TO_WAIT_FOR)
        self._note_why_they_are_drafts(orders)

    def _make(self, orders, plan):
        """Make invoices by a plan, and post them if the account says so.

        :param sale.order orders: of one account.
        :param InvoicePlan plan: what the invoices are about.
        """
        orders = ImportBatch.knowing(orders).with_context(**self._how_many_are_made(orders, plan))
        made = orders._create_invoices()
        invoices = orders.env['account.move'].browse(made.ids)
        invoices.env['mail.followers']._insert_of_invoices(plan)
        invoices._log_amazon_origins(plan)
        self._round(invoices)
        self._check(invoices)
        if orders.amazon_account_id.invoice_when == 'posted':
            to_post = invoices.filtered(lambda invoice: not any(
                order._amazon_invoice_waits() for order in invoice._amazon_orders()
            ))
            to_post.action_post()
            self.env.flush_all()
            self._after_invoicing(to_post.with_env(self.env))
        self.env.flush_all()

    def _how_many_are_made(self, orders, plan):
        """Return the context in which many invoices are made at once."""
        is_trail_kept = any(
            name in orders.company_id._fields and orders.company_id[name] for name in AUDIT_TRAILS
        )
        return {
            InvoicePlan.KEY: plan,
            ImportBatch.KEY: ImportBatch(),
            'mail_create_nosubscribe': True,
            'mail_auto_subscribe_no_notify': True,
            # Of which orders it was made, and when, is said all the same.
            'mail_create_nolog': not is_trail_kept,
            'mail_notrack': not is_trail_kept,
        }

    def _round(self, invoices):
        """Bring invoices to the totals of what they are about, where Odoo rounds otherwise."""
        invoices._make_orders_whole()

    def _check(self, invoices):
        """Check that an invoice is about what the order says, to the cent.

        :raise UserError: if not: taxes have changed, or are gone.
        """
        for line in invoices.invoice_line_ids.filtered('sale_line_ids'):
            sold = line.sale_line_ids
            if line.display_type != 'product' or not sold.product_uom_qty:
                continue
            share = line.product_uom_id._compute_quantity(
                line.quantity, sold[LINE_UOM], round=False
            ) / sold.product_uom_qty
            if _differs(line, sold, share, 'price_total') or _differs(
                line, sold, share, 'price_subtotal'
            ):
                raise UserError(_(
                    "“%(line)s” would be invoiced with %(invoice)s of tax instead of %(order)s: "
                    "its taxes have changed since, or one was deleted. Correct the taxes of the "
                    "order, then use Retry.",
                    line=sold.name,
                    invoice=as_money(line.currency_id, line.price_total - line.price_subtotal),
                    order=as_money(line.currency_id, sold.price_tax * share),
                ))

    def _note_why_they_are_drafts(self, orders):
        if orders.amazon_account_id.invoice_when != 'posted':
            return
        for order in orders:
            reason = order._amazon_invoice_waits()
            if reason:
                order.amazon_invoice_reason = reason

    def _after_invoicing(self, invoices):
        """Do what follows as soon as invoices are posted, in the same transaction.

        :param account.move invoices: what was posted; maybe nothing.
        """

    # === FAILURES === #

    def _fail(self, order, error):
        order._fail_amazon_invoice(self._reason(order, error))

    def _reason(self, order, error):
        if isinstance(error, UserError):
            return words_of(error)
        log_mishap(f"{order.name} was not invoiced", error)
        return _(
            "Odoo could not make the invoice. %s Then use Retry.",
            self.env['amazon.reason']._cause(error),
        )


def _differs(line, sold, share, amount):
    # Net and tax are each rounded. Both sums, rounded to two cents before they are compared, would
    # differ where they are on both sides of one.
    return abs(line[amount] - sold[amount] * share) > 2.001 * line.currency_id.rounding


def _weigh(orders):
    return [2 + len(order.order_line) for order in orders]


def _blame(order):
    order._fail_amazon_invoice(_(
        "Odoo's worker was ended while it invoiced this order, each time that it was tried: it "
        "takes too long, or too much memory. Others are invoiced. Ask your administrator for more "
        "time for scheduled actions (limit_time_real_cron, limit_time_cpu); then use Retry."
    ))
