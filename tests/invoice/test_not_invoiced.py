from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from ...workshop.simulator import Item
from ..series import IN_USE, OUT_OF_USE, return_of
from .invoice_case import InvoiceCase

MUG, TEAPOT = 'AMZ-MUG-WHITE', 'AMZ-TEAPOT'


class TestNotInvoiced(InvoiceCase):
    """What stands in the way of an invoice is said at the order; the others go on."""

    def setUp(self):
        super().setUp()
        self.automate()

    def assert_only_one_failed(self, failed, reason):
        others = self.shipped(items=[Item(TEAPOT)]) + self.shipped(items=[Item(TEAPOT)])
        self.run_invoices()
        self.assertEqual(set(others.invoice_ids.mapped('state')), {'posted'})
        self.assertEqual(len(others.invoice_ids), 2)
        self.assertFalse(failed.invoice_ids)
        self.assertIn(reason, failed.amazon_invoice_reason)
        self.assertTrue(failed.amazon_invoice_next_attempt)

    def assert_retry_invoices(self, order):
        self.click(order, 'action_retry_amazon_invoice')
        self.assertFalse(order.amazon_invoice_reason)
        self.assertEqual(order.invoice_ids.state, 'posted')

    def test_locked_period(self):
        with freeze_time(self.passed(-60 * 24 * 40)):
            self.account.last_orders_sync = fields.Datetime.subtract(fields.Datetime.now(), hours=2)
            order = self.shipped()
        self.env.flush_all()
        self.company.fiscalyear_lock_date = fields.Date.today() - timedelta(days=20)
        self.assert_only_one_failed(order, "the books are locked until")
        self.company.fiscalyear_lock_date = False
        self.assert_retry_invoices(order)

    def test_missing_account(self):
        journal = self.env['account.journal'].search([
            ('type', '=', 'sale'), ('company_id', '=', self.company.id),
        ], limit=1)
        self.teapot.property_account_income_id = journal.default_account_id
        journal.default_account_id = False
        self.mug.categ_id = self.env['product.category'].create({'name': "Mugs"})
        self.mug.categ_id.property_account_income_categ_id = False
        if 'income_account_id' in self.company._fields:
            self.company.income_account_id = False
        order = self.shipped()
        self.assert_only_one_failed(order, "Odoo does not know on which account to book")
        self.mug.property_account_income_id = self.teapot.property_account_income_id
        self.assert_retry_invoices(order)

    def test_deprecated_account(self):
        account = self.teapot.product_tmpl_id.get_product_accounts()['income']
        old = account.copy({'code': 'OLD.1'})
        self.mug.property_account_income_id = old
        order = self.shipped()
        old.write(OUT_OF_USE)
        self.assert_only_one_failed(order, "account")
        old.write(IN_USE)
        self.assert_retry_invoices(order)

    def test_closed_journal(self):
        journal = self.env['account.journal'].search([
            ('type', '=', 'sale'), ('company_id', '=', self.company.id),
        ], limit=1)
        order = self.shipped()
        closed = journal.copy({'code': 'OLD', 'name': "Old"})
        order.journal_id = closed
        closed.active = False
        self.assert_only_one_failed(order, "archived journal")
        closed.active = True
        self.assert_retry_invoices(order)

    def test_tax_was_deleted(self):
        tax = self.env['account.tax'].create({
            'name': "VAT", 'amount': 19, 'type_tax_use': 'sale', 'price_include': True,
        })
        self.mug.taxes_id = tax
        order = self.shipped()
        self.mug.taxes_id = False
        tax.unlink()
        self.env.invalidate_all()
        self.assert_only_one_failed(order, "one was deleted")

    def test_tax_was_changed(self):
        tax = self.env['account.tax'].create({
            'name': "VAT", 'amount': 19, 'type_tax_use': 'sale',
        })
        self.mug.taxes_id = tax
        order = self.shipped()
        tax.amount = 25
        self.assert_only_one_failed(order, "its taxes have changed")

    def test_no_exchange_rate(self):
        self.company.currency_id.rate_ids.unlink()
        self.env.ref('base.JPY').rate_ids.unlink()
        order = self.shipped(marketplace='JP')
        self.assert_only_one_failed(order, "no exchange rate of JPY")
        self.enter_rate('JPY')
        self.assert_retry_invoices(order)

    def test_open_question(self):
        order = self.place(items=[Item(MUG, 3)])
        self.ship(self.picking(order))
        self.shop.cancel(order.order_id)
        self.sync()
        sale_order = self.sale_order(order)
        self.assertTrue(sale_order.amazon_conflict)
        self.run_invoices()
        self.assertFalse(sale_order.invoice_ids)
        self.click(self.inbox(order), 'action_keep')
        self.run_invoices()
        self.assertEqual(sale_order.invoice_ids.state, 'posted')

    def test_pauses_grow(self):
        order = self.shipped()
        self.env.flush_all()
        self.company.fiscalyear_lock_date = fields.Date.today()
        pauses = []
        moment = fields.Datetime.now()
        for _attempt in range(3):
            with freeze_time(moment):
                self.run_invoices()
                self.run_invoices()
            pauses.append(order.amazon_invoice_next_attempt - moment)
            moment = order.amazon_invoice_next_attempt + timedelta(seconds=1)
        self.assertEqual(order.amazon_invoice_attempts, 3)
        self.assertLess(pauses[0], pauses[1])
        self.assertLess(pauses[1], pauses[2])
        self.company.fiscalyear_lock_date = False
        with freeze_time(moment + timedelta(days=1)):
            self.run_invoices()
        self.assertEqual(order.invoice_ids.state, 'posted')
        self.assertFalse(order.amazon_invoice_reason)

    def test_responsible_hears_of_it_until_it_is_over(self):
        order = self.shipped()
        self.env.flush_all()
        self.company.fiscalyear_lock_date = fields.Date.today()
        moment = fields.Datetime.now()
        heard = []
        for _attempt in range(4):
            with freeze_time(moment):
                self.run_invoices()
            heard.append(len(self.activities()))
            moment = order.amazon_invoice_next_attempt + timedelta(seconds=1)
        self.assertEqual(heard, [0, 0, 1, 1])
        self.assertEqual(self.activities().user_id, self.account.user_id)
        self.company.fiscalyear_lock_date = False
        action = self.env.ref('amazon_connector.action_retry_amazon_invoice')
        with self.committing(action) as action:
            self.assertFalse(action.with_context(
                active_model='sale.order', active_ids=order.ids
            ).run())
        self.assertEqual(order.invoice_ids.state, 'posted')
        self.assertFalse(self.activities())

    def test_of_what_came_back_or_was_canceled_no_invoice_is_missing(self):
        returned, canceled, taken_back = self.shipped(), self.shipped(), self.shipped()
        self.env.flush_all()
        self.company.fiscalyear_lock_date = fields.Date.today()
        self.run_invoices()
        self.assertTrue(returned.amazon_invoice_reason)
        self.company.fiscalyear_lock_date = False
        self.validate(return_of(returned.picking_ids))
        canceled._action_cancel()
        draft = taken_back._create_invoices()
        taken_back._action_cancel()
        with freeze_time(self.passed(600)):
            self.run_invoices()
        self.assertEqual((taken_back.state, draft.state), ('cancel', 'cancel'))
        for order in (returned, canceled, taken_back):
            self.assertFalse(order.amazon_invoice_reason)
            self.assertFalse(order.invoice_ids - draft)

    def test_who_invoices_by_hand_from_now_on_is_told_no_reasons(self):
        order = self.shipped()
        self.env.flush_all()
        self.company.fiscalyear_lock_date = fields.Date.today()
        for minutes in (0, 30, 90, 300):
            with freeze_time(self.passed(minutes)):
                self.run_invoices()
        self.assertTrue(order.amazon_invoice_reason)
        self.assertTrue(self.activities())
        self.account.invoice_when = 'by_hand'
        self.assertFalse(order.amazon_invoice_reason)
        self.assertFalse(self.activities())
        self.company.fiscalyear_lock_date = False
        self.account.invoice_when = 'posted'
        self.run_invoices()
        self.assertEqual(order.invoice_ids.state, 'posted')

    def activities(self):
        kind = self.env.ref('amazon_connector.mail_activity_type_orders_not_invoiced')
        return self.account.activity_ids.filtered(lambda done: done.activity_type_id == kind)

    def test_down_payment(self):
        order = self.sale_order(self.place())
        wizard = self.env['sale.advance.payment.inv'].with_context(
            active_model='sale.order', active_ids=order.ids, active_id=order.id,
        ).create({'advance_payment_method': 'fixed', 'fixed_amount': 1})
        wizard.create_invoices()
        self.ship(order.picking_ids)
        self.run_invoices()
        self.assertIn("down payments", order.amazon_invoice_reason)
