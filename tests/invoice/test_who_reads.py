from odoo.tests import Form, new_test_user

from .invoice_case import InvoiceCase

SALESMAN = 'sales_team.group_sale_salesman_all_leads'
AMAZON_USER = 'amazon_connector.group_amazon_user'
STOCK_USER = 'stock.group_stock_user'
BOOKKEEPER, AUDITOR = 'account.group_account_invoice', 'account.group_account_readonly'


class TestWhoReads(InvoiceCase):
    """Whoever sees the name of an account, and whoever works with invoices, can open them."""

    def as_user_of(self, group, record):
        user = new_test_user(self.env, f'of-{group}', f'base.group_user,{group}')
        self.env.invalidate_all()
        return record.with_user(user)

    def test_account(self):
        self.link()
        for group in (SALESMAN, AMAZON_USER, STOCK_USER, BOOKKEEPER, AUDITOR):
            with self.subTest(group):
                Form(self.as_user_of(group, self.account))

    def test_invoice(self):
        invoice = self.invoice(self.shipped())
        for group in (BOOKKEEPER, AUDITOR):
            with self.subTest(group):
                Form(self.as_user_of(group, invoice))
