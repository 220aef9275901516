from contextlib import suppress
from datetime import timedelta

from odoo import models

from ...lib.halving import do_or_halve
from ...lib.invoices.plan import InvoicePlan
from ...lib.transient import is_too_slow, is_transaction_lost
from ...lib.work import Work
from ...models.invoice.sale_order_invoices import NOTHING_TO_WAIT_FOR

# More are put on several invoices: no step may take longer than a worker has.
MOST_ORDERS = 500
# Amazon tells late of what it shipped: until then, it still counts to the day before.
GRACE = timedelta(hours=6)


class Undone(Exception):
    """What was only tried is taken back."""


class AmazonInvoiceCollect(models.AbstractModel):
    """Makes one invoice a day for all private buyers of a marketplace."""

    _name = 'amazon.invoice.collect'
    _inherit = 'amazon.invoice.create'
    _description = "Amazon Collective Invoice"

    def _grace(self):
        return GRACE

    def _work(self, account, among):
        """Return the work on orders whose collective invoice is to be made.

        :rtype: Work
        """
        def due(ids=None):
            orders = self.env['sale.order'].browse(ids) if ids else among
            return self.env['sale.order']._due_to_collect(account, MOST_ORDERS, orders)

        return Work(account, 'collective invoices', due, _weigh, self._deal_with, self._blame)

    def _deal_with(self, orders):
        """Put orders on one invoice; those that stand in its way, wait alone.

        :param sale.order orders: of one account, day, marketplace, currency and fiscal position.
        """
        day = orders[:1].amazon_collect_day
        decisions = {}

        def look_at(orders):
            for order in orders:
                decisions[order] = self._decide(order)

        orders = do_or_halve(orders, look_at, self._fail)
        changed = orders.filtered(lambda order: not _is_of(day, *decisions[order]))
        changed._make_due_to_invoice()
        portions = {order: decisions[order][1][0] for order in orders - changed}
        self._collect_all(orders - changed, portions)

    def _collect_all(self, orders, portions):
        waiting = orders.filtered(lambda order: order._amazon_invoice_waits())
        for group in filter(None, (orders - waiting, waiting)):
            self._collect_group(group, portions)

    def _collect_group(self, orders, portions):
        """Put orders on one invoice, without those at fault: they are found out first."""
        def collect(orders):
            self._collect(orders, portions)

        try:
            with self.env.cr.savepoint():
                collect(orders)
        except Exception as error:
            if is_transaction_lost(error) and not is_too_slow(error):
                raise
            sound = do_or_halve(orders, lambda orders: self._try_out(orders, collect), self._fail)
            do_or_halve(sound, collect, self._fail)

    def _try_out(self, orders, collect):
        with suppress(Undone), self.env.cr.savepoint():
            collect(orders)
            raise Undone

    def _collect(self, orders, portions):
        """Make one invoice of orders.

        :param sale.order orders: any number.
        :param dict[sale.order, Portion] portions: what of each of them.
        """
        customers = self.env['res.partner']._amazon_customers(
            orders.company_id, orders.amazon_marketplace_id
        )
        self._make(orders, InvoicePlan(
            {order.id: portions[order] for order in orders}, collective=customers
        ))
        orders.write(NOTHING_TO_WAIT_FOR)
        self._note_why_they_are_drafts(orders)

    def _round(self, invoices):
        """Override: the tax on a sum is not always the sum of the taxes, to the cent."""
        for invoice in invoices:
            difference = invoice.currency_id.round(_total_of_orders(invoice) - invoice.amount_total)
            invoice._add_rounding(difference, len(invoice.invoice_line_ids))

    def _blame(self, order):
        # Alone, as any other, it is found out what is wrong with it.
        order._make_due_to_invoice()


def _total_of_orders(invoice):
    """Return what is invoiced of orders: of those of which nothing is left, all that was left."""
    total = 0
    lines = invoice.invoice_line_ids.filtered('sale_line_ids')
    for order, own in lines.grouped(lambda line: line.sale_line_ids.order_id).items():
        amount, left = sum(own.mapped('price_total')), order.amount_total
        for line in order.order_line.invoice_lines - own:
            if line.move_id.state != 'cancel':
                left += line.move_id.direction_sign * line.price_total
        # What a person has corrected before, is no rounding.
        is_rounded = order.invoice_status == 'invoiced' and (
            abs(left - amount) <= 2 * len(order.order_line) * invoice.currency_id.rounding
        )
        total += left if is_rounded else amount
    return total


def _is_of(day, decision, portions):
    return decision == 'collect' and portions[0].day == day


def _weigh(orders):
    # It is one document, however long that takes; only if it ended a worker, it becomes two.
    return [0] * len(orders)
