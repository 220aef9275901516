from odoo.tests import Form, new_test_user

from .invoice_case import InvoiceCase


class TestRegisterPayment(InvoiceCase):
    """Payments of Amazon's orders are proposed in Amazon's journal, and no others are."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mug.invoice_policy = 'order'
        cls.bookkeeper = new_test_user(
            cls.env, 'bookkeeper', 'base.group_user,account.group_account_invoice'
        )

    def setUp(self):
        super().setUp()
        self.enter_rate('EUR')

    def other_invoice(self, currency='USD'):
        order = self.ordinary_order(self.mug)
        order.currency_id = self.env.ref(f'base.{currency}')
        return self.invoice(order)

    def window(self, invoices):
        """Return the window in which a bookkeeper registers a payment of invoices."""
        return self.env['account.payment.register'].with_user(self.bookkeeper).with_context(
            active_model='account.move', active_ids=invoices.ids,
        )

    def proposed(self, invoices):
        return Form(self.window(invoices)).journal_id

    def payment_journal(self, code):
        return self.account._payment_journal(self.env.ref(f'base.{code}'))

    def test_invoice_of_amazon(self):
        invoice = self.invoice(self.shipped(marketplace='DE'))
        self.assertEqual(self.proposed(invoice), self.payment_journal('EUR'))

    def test_invoices_of_a_period(self):
        invoices = self.invoice(self.shipped() + self.shipped())
        self.assertEqual(len(invoices.partner_id), 2)
        self.assertEqual(self.proposed(invoices), self.payment_journal('USD'))

    def test_paid_into_the_intermediary_account(self):
        invoices = self.invoice(self.shipped() + self.shipped())
        Form(self.window(invoices)).save().action_create_payments()
        self.assertEqual(set(invoices.mapped('payment_state')), {'paid'})
        account = self.payment_journal('USD').default_account_id
        lines = self.env['account.move.line'].search([('account_id', '=', account.id)])
        self.assertEqual(sum(lines.mapped('balance')), sum(invoices.mapped('amount_total')))

    def test_other_invoices(self):
        for currency in ('USD', 'EUR'):
            with self.subTest(currency):
                journal = self.proposed(self.other_invoice(currency))
                self.assertTrue(journal)
                self.assertFalse(journal.is_amazon_payments)

    def test_invoices_of_all_kinds(self):
        invoices = self.invoice(self.shipped()) + self.other_invoice()
        self.assertFalse(self.proposed(invoices).is_amazon_payments)
