from pathlib import Path
from runpy import run_path

from lxml import etree

from odoo.tests import Form, new_test_user
from odoo.tools.safe_eval import safe_eval

from ...workshop.simulator import Buyer, Item
from ..delivery.printed import read_document
from .invoice_case import InvoiceCase

PURCHASE_ORDER = '4500017'
READ = ['name', 'amazon_order_ref', 'amazon_account_id', 'amazon_marketplace_id', 'amazon_channel']
SCRIPT = Path(__file__).parents[2] / 'migrations' / '1.7.0' / 'end-invoices.py'


class TestInvoiceLists(InvoiceCase):
    """Whoever works with invoices sees which are Amazon's, where they were sold, and to whom."""

    def business_order(self):
        self.enter_rate('EUR')
        return self.shipped(
            marketplace='DE', buyer=Buyer(purchase_order=PURCHASE_ORDER, company="Kontor GmbH"),
            programs=['AMAZON_BUSINESS'],
        )

    def accountants(self):
        """Return those who work in accounting, and have nothing to do with sales."""
        return [
            new_test_user(self.env, group, f'base.group_user,{group}')
            for group in ('account.group_account_invoice', 'account.group_account_readonly')
        ]

    def filtered(self, name, moves):
        """Return which of some invoices a filter of the list leaves."""
        view = moves.get_view(self.env.ref('account.view_account_invoice_filter').id, 'search')
        [node] = etree.fromstring(view['arch']).xpath(f"//filter[@name='{name}']")
        return moves.search([('id', 'in', moves.ids), *safe_eval(node.get('domain'))])

    def printed(self, invoice):
        return " ".join(read_document(invoice, 'account.account_invoices').split())

    def test_accountant_opens_lists_groups_and_prints(self):
        invoice = self.invoice(self.shipped())
        for accountant in self.accountants():
            with self.subTest(accountant.login):
                self.env.invalidate_all()
                seen = invoice.with_user(accountant)
                form = Form(seen)
                self.assertEqual(form.amazon_order_ref, invoice.amazon_order_ref)
                self.assertEqual(form.amazon_account_id, self.account)
                self.assertIn(invoice.amazon_order_ref, form.amazon_url)
                [row] = seen.search_read([('amazon_account_id', '=', self.account.id)], READ)
                self.assertEqual(row['amazon_marketplace_id'][1], "Amazon.com")
                [(*_keys, count)] = seen._read_group(
                    [('id', '=', invoice.id)],
                    ['amazon_account_id', 'amazon_marketplace_id', 'amazon_channel'], ['__count'],
                )
                self.assertEqual(count, 1)
                self.assertIn(f"Amazon Order {invoice.amazon_order_ref}", self.printed(seen))

    def test_filters(self):
        fbm, business = self.invoice(self.shipped()), self.invoice(self.business_order())
        fba = self.invoice(self.sale_order(self.place(channel='AMAZON', status='SHIPPED')))
        self.mug.invoice_policy = 'order'
        other = self.invoice(self.ordinary_order(self.mug))
        invoices = fbm + business + fba + other
        for name, expected in {
            'amazon': fbm + business + fba,
            'amazon_fbm': fbm + business,
            'amazon_fba': fba,
            'amazon_business': business,
        }.items():
            with self.subTest(name):
                self.assertEqual(self.filtered(name, invoices), expected.sorted())

    def test_purchase_order_stands_beside_amazon_s_number(self):
        invoice = self.invoice(self.business_order())
        self.assertEqual(invoice.amazon_purchase_order, PURCHASE_ORDER)
        printed = self.printed(invoice)
        self.assertIn(f"Amazon Order {invoice.amazon_order_ref}", printed)
        self.assertIn(f"Purchase Order {PURCHASE_ORDER}", printed)
        self.assertIn("Marketplace Amazon.de", printed)
        self.assertEqual(printed.count(PURCHASE_ORDER), 1)

    def test_nobody_is_asked_to_pay_again(self):
        self.env['res.partner.bank'].create({
            'acc_number': 'DE89370400440532013000', 'partner_id': self.company.partner_id.id,
        })
        printed = self.printed(self.invoice(self.business_order()))
        self.assertNotIn('DE89370400440532013000', printed)
        self.assertNotIn("Payment Communication", printed)
        self.assertIn("Paid to Amazon", printed)
        self.mug.invoice_policy = 'order'
        other = self.printed(self.invoice(self.ordinary_order(self.mug)))
        self.assertIn('DE89370400440532013000', other)

    def test_other_invoices_are_printed_as_ever(self):
        self.mug.invoice_policy = 'order'
        order = self.ordinary_order(self.mug)
        order.client_order_ref = "K-17"
        printed = self.printed(self.invoice(order))
        self.assertIn("K-17", printed)
        self.assertNotIn("Amazon", printed)

    def test_invoices_of_before_know_their_order_after_an_update(self):
        invoice = self.invoice(self.shipped())
        order_ref = invoice.amazon_order_ref
        self.env.flush_all()
        self.env.cr.execute('UPDATE account_move SET amazon_order_ref = NULL')
        self.env.cr.execute('DELETE FROM amazon_account_payment_journal_rel')
        self.env.invalidate_all()
        run_path(str(SCRIPT))['migrate'](self.env.cr, '17.0.1.6.0')
        self.env.invalidate_all()
        self.assertEqual(invoice.amazon_order_ref, order_ref)
        self.assertEqual(len(self.account.payment_journal_ids), 3)

    def test_collective_invoice_leads_to_no_single_order(self):
        orders = self.shipped() + self.shipped(items=[Item('AMZ-TEAPOT')])
        invoices = self.invoice(orders)
        self.assertIn(orders[0].amazon_order_ref, invoices[0].amazon_url)
        invoices.invoice_line_ids.sale_line_ids = orders.order_line
        self.assertFalse(any(invoices.mapped('amazon_url')))
