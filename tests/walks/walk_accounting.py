"""What accountants do, and what becomes of invoices by themselves."""
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from ...lib.invoices.upload import AMAZON_CALCULATES, NO_UPLOAD, SELLER_ISSUES
from .walk import Step, Walk, step
from .walk_office import posted_invoices, sale_orders

HOW = {
    'when': st.sampled_from(['posted', 'posted', 'draft', 'by_hand']),
    'per': st.sampled_from(['order', 'parcel']),
    'private': st.sampled_from(['each', 'each', 'daily']),
}


def draft_invoices(walk):
    return walk.env['account.move'].search([
        ('line_ids.sale_line_ids.order_id.amazon_order_ref', '!=', False), ('state', '=', 'draft'),
    ], order='id')


def orders_not_invoiced(walk):
    return sale_orders(walk, 'sale').filtered('amazon_invoice_reason')


def uploads(walk):
    return walk.env['amazon.invoice'].search([], order='id')


def orders_are_invoiced_by(walk, when, per, private):
    with walk.working(walk.case.account) as account:
        account.write({
            'invoice_when': when, 'invoice_per': per, 'invoice_private': private,
        })


class AccountingSteps(Walk):

    @initialize(**HOW)
    def choose_how_to_invoice(self, **how):
        self.take(Step(orders_are_invoiced_by), 0, how)

    @step(often=1, **HOW)
    def the_accountant_has_orders_invoiced_otherwise(self, **how):
        orders_are_invoiced_by(self, **how)

    @step(often=1, mode=st.sampled_from([SELLER_ISSUES, AMAZON_CALCULATES, NO_UPLOAD]))
    def the_accountant_says_who_issues_invoices(self, mode):
        with self.working(self.case.account) as account:
            account.invoice_upload_mode = mode

    @step(draft_invoices, often=4)
    def the_accountant_posts_an_invoice(self, invoice):
        self.case.click(invoice, 'action_post', self.case.person)

    @step(draft_invoices, often=1)
    def the_accountant_deletes_a_draft(self, invoice):
        self.case.click(invoice, 'unlink', self.case.person)

    @step(posted_invoices, often=3)
    def the_accountant_resets_an_invoice(self, invoice):
        self.case.click(invoice, 'button_draft', self.case.person)

    @step(draft_invoices, often=1)
    def the_accountant_cancels_an_invoice(self, invoice):
        self.case.click(invoice, 'button_cancel', self.case.person)

    @step(orders_not_invoiced, often=4)
    def the_accountant_has_it_invoiced_again(self, order):
        self.case.click(order, 'action_retry_amazon_invoice', self.case.person)

    @step(lambda walk: uploads(walk).move_id)
    def the_accountant_sends_an_invoice_to_amazon(self, invoice):
        self.case.click(invoice, 'action_send_to_amazon', self.case.person)

    @step(lambda walk: uploads(walk).move_id)
    def the_accountant_keeps_an_invoice_from_amazon(self, invoice):
        self.case.click(invoice, 'action_keep_from_amazon', self.case.person)
