from lxml import etree

from odoo.tests import new_test_user

from .invoice_case import InvoiceCase


class AmazonSalesCase(InvoiceCase):
    """Orders of two marketplaces, and people who look at reports."""

    def setUp(self):
        super().setUp()
        self.enter_rate('EUR')
        self.mug.invoice_policy = 'order'
        self.orders = self.place_orders()
        self.sales_manager = self.person('sales_team.group_sale_manager')
        self.accountant = self.person('account.group_account_invoice')

    def place_orders(self):
        return self.shipped(mugs=2) + self.shipped() + self.shipped(marketplace='DE') + (
            self.sale_order(self.place(channel='AMAZON', status='SHIPPED', marketplace='DE'))
        )

    def person(self, group):
        return new_test_user(self.env, group, f'base.group_user,{group}')

    def report(self, model, measure, user):
        """Return what a person sees of a report: figures by marketplace and who ships."""
        self.env.flush_all()
        groups = self.env[model].with_user(user)._read_group(
            [('amazon_account_id', '=', self.account.id)],
            ['amazon_account_id', 'amazon_marketplace_id', 'amazon_channel'], [f'{measure}:sum'],
        )
        return {
            (marketplace.name, channel): round(figure, 2)
            for _account, marketplace, channel, figure in groups
        }

    def expected(self, field):
        """Return what the orders add up to, in the company's currency."""
        sums = {}
        for order in self.orders:
            key = order.amazon_marketplace_id.name, order.amazon_channel
            sums[key] = round(sums.get(key, 0) + order[field] / order.currency_rate, 2)
        return sums


class TestAmazonSales(AmazonSalesCase):
    """What is sold on Amazon is counted by account, marketplace, month and who ships it."""

    def test_sales(self):
        self.assertEqual(len(self.expected('amount_untaxed')), 3)
        self.assertEqual(
            self.report('sale.report', 'price_subtotal', self.sales_manager),
            self.expected('amount_untaxed'),
        )

    def test_invoices(self):
        self.invoice(self.orders)
        self.assertEqual(
            self.report('account.invoice.report', 'price_subtotal', self.accountant),
            self.expected('amount_untaxed'),
        )

    def test_other_sales_have_no_marketplace(self):
        order = self.ordinary_order(self.mug)
        self.env.flush_all()
        [row] = self.env['sale.report'].search([('order_reference', '=', f'sale.order,{order.id}')])
        self.assertFalse(row.amazon_marketplace_id)

    def test_menus_open_pivot_and_graph(self):
        action = self.env.ref('amazon_connector.action_amazon_sales')
        for user in (self.sales_manager, self.env.ref('base.user_admin')):
            menus = self.env['ir.ui.menu'].with_user(user).search([
                ('name', '=', "Amazon Sales"),
            ])
            self.assertIn(action, menus._filter_visible_menus().mapped('action'))
        views = self.env['sale.report'].with_user(self.sales_manager).get_views(action.views)
        pivot = etree.fromstring(views['views']['pivot']['arch'])
        self.assertEqual(
            pivot.xpath("//field[@type='row']/@name"), ['amazon_marketplace_id']
        )
        self.assertTrue(views['views']['graph']['arch'])

    def test_other_companies_sales_are_not_seen(self):
        company = self.env['res.company'].create({'name': "Other"})
        self.sales_manager.write({
            'company_ids': [(6, 0, company.ids)], 'company_id': company.id,
        })
        self.assertFalse(self.report('sale.report', 'price_subtotal', self.sales_manager))
