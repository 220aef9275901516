"""What people do in the office."""
from hypothesis import strategies as st

from odoo import fields

from .walk import Walk, step


def sale_orders(walk, *states):
    return walk.env['sale.order'].search([
        ('amazon_order_ref', '!=', False), ('state', 'in', states),
    ], order='id')


def confirmed_orders(walk):
    return sale_orders(walk, 'sale')


def canceled_orders(walk):
    return sale_orders(walk, 'cancel')


def quotations(walk):
    return sale_orders(walk, 'draft')


def orders_that_can_be_deleted(walk):
    return sale_orders(walk, 'draft', 'cancel')


def orders_to_invoice(walk):
    return confirmed_orders(walk).filtered(lambda order: order.invoice_status == 'to invoice')


def posted_invoices(walk):
    return walk.env['account.move'].search([
        ('line_ids.sale_line_ids.order_id.amazon_order_ref', '!=', False),
        ('move_type', '=', 'out_invoice'), ('state', '=', 'posted'),
    ], order='id')


def rows(walk):
    return walk.env['amazon.order'].search([], order='id')


def conflicts(walk, choice='state'):
    """Return what a person is asked and can answer in a certain way."""
    return rows(walk).filtered(lambda row: row.state == 'conflict' and row[choice])


def lines(walk, state):
    return sale_orders(walk, state).order_line.filtered(lambda line: not line.display_type)


class OfficeSteps(Walk):

    # === SALES ORDERS === #

    @step(lambda walk: lines(walk, 'sale'), often=3, pieces=st.integers(0, 5))
    def the_office_changes_a_quantity(self, line, pieces):
        with self.working(line) as line:
            line.product_uom_qty = pieces

    @step(lambda walk: lines(walk, 'sale'), price=st.sampled_from([0, 5]))
    def the_office_changes_a_price(self, line, price):
        with self.working(line) as line:
            line.price_unit = price

    @step(confirmed_orders, often=1)
    def the_office_adds_a_present(self, order):
        with self.working(order) as order:
            order.order_line = [fields.Command.create({
                'product_id': self.case.teapot.id, 'price_unit': 0,
            })]

    @step(lambda walk: lines(walk, 'draft'))
    def the_office_takes_a_line_off_a_quotation(self, line):
        self.case.click(line, 'unlink', self.case.person)

    @step(confirmed_orders, often=3)
    def the_office_cancels_an_order(self, order):
        with self.working(order) as order:
            action = order.action_cancel()
            if isinstance(action, dict):
                wizard = order.env['sale.order.cancel'].with_context(**action['context'])
                wizard.create({'order_id': order.id}).action_cancel()

    @step(canceled_orders, often=3)
    def the_office_makes_a_quotation_of_it_again(self, order):
        self.case.click(order, 'action_draft', self.case.person)

    @step(quotations, often=3)
    def the_office_confirms_an_order(self, order):
        self.case.click(order, 'action_confirm', self.case.person)

    @step(confirmed_orders, often=1)
    def the_office_locks_or_unlocks_an_order(self, order):
        action = 'action_unlock' if order.locked else 'action_lock'
        self.case.click(order, action, self.case.person)

    @step(orders_that_can_be_deleted)
    def the_office_deletes_an_order(self, order):
        order_ref = order.amazon_order_ref
        self.case.click(order, 'unlink', self.case.person)
        self.deleted_refs.add(order_ref)

    # === INVOICES === #

    @step(orders_to_invoice, often=3, is_posted=st.booleans())
    def the_office_makes_an_invoice(self, order, is_posted):
        with self.working(order) as order:
            invoice = order._create_invoices(final=True)
            if is_posted:
                invoice.action_post()

    @step(posted_invoices)
    def the_office_credits_an_invoice(self, invoice):
        with self.working(invoice) as invoice:
            action = invoice.env['account.move.reversal'].with_context(
                active_model='account.move', active_ids=invoice.ids
            ).create({'journal_id': invoice.journal_id.id}).refund_moves()
            invoice.browse(action['res_id']).action_post()

    # === AMAZON ORDERS === #

    @step(rows, often=1)
    def the_office_tries_an_order_again(self, row):
        self.case.click(row, 'action_retry')

    @step(conflicts, often=3)
    def the_office_leaves_it_as_it_is(self, row):
        self.case.click(row, 'action_keep')

    @step(lambda walk: conflicts(walk, 'can_cancel'), often=3)
    def the_office_cancels_anyway(self, row):
        self.case.click(row, 'action_cancel_anyway')

    @step(lambda walk: conflicts(walk, 'can_return'), often=3)
    def the_office_has_goods_returned(self, row):
        self.case.click(row, 'action_return')

    @step(lambda walk: conflicts(walk, 'can_take_over'), often=3)
    def the_office_takes_over_what_amazon_says(self, row):
        self.case.click(row, 'action_take_over')
