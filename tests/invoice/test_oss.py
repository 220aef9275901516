from odoo.tests import tagged

from ...lib.series import LINE_TAXES
from ...workshop.simulator import Address, Item
from ..series import included
from .invoice_case import InvoiceCase


@tagged('-standard', 'beside_other_modules')
class TestOneStopShop(InvoiceCase):
    """A German company that reports its sales to the European Union with `l10n_eu_oss`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        germany = cls.env.ref('base.de')
        cls.company.write({'country_id': germany.id, 'account_fiscal_country_id': germany.id})
        # Since 19.0, the American chart has one for all that is abroad.
        cls.env['account.fiscal.position'].search([
            ('company_id', '=', cls.company.id),
        ]).auto_apply = False
        group = cls.env['account.tax.group'].create({
            'name': "VAT", 'country_id': germany.id, 'company_id': cls.company.id,
        })
        cls.german_tax = cls.env['account.tax'].create({
            'name': "19 %", 'amount': 19, 'country_id': germany.id, 'tax_group_id': group.id,
            'company_id': cls.company.id, **included(True),
        })
        cls.company._map_eu_taxes()
        cls.mug.taxes_id = cls.german_tax

    def sold_to(self, country_code, **values):
        address = Address("Ada Lovelace", "14, High Street", city="Town", country=country_code)
        return self.sale_order(self.place(
            marketplace='DE', recipient=address, prices_include_tax=True,
            items=[Item('AMZ-MUG-WHITE', unit_price='120', tax='20')], **values))

    def test_sale_to_france_bears_french_tax(self):
        order = self.sold_to('FR')
        self.assertIn("OSS", order.fiscal_position_id.name)
        self.assertEqual(order.fiscal_position_id.country_id.code, 'FR')
        self.assertEqual(order.order_line[LINE_TAXES].amount, 20)
        self.assertAlmostEqual(order.amount_tax, 20, 2)
        self.assertAlmostEqual(order.amount_total, 120, 2)

    def test_sale_at_home_bears_german_tax(self):
        order = self.sold_to('DE')
        self.assertNotIn("OSS", order.fiscal_position_id.name or '')
        self.assertEqual(order.order_line[LINE_TAXES], self.german_tax)

    def test_goods_that_leave_from_poland_have_the_position_of_the_table(self):
        polish = self.env['account.fiscal.position'].create({
            'name': "Within Poland", 'company_id': self.company.id,
        })
        poland = self.env.ref('base.pl')
        self.account.tax_route_ids = [(0, 0, {
            'ship_from_id': poland.id, 'ship_to_id': poland.id, 'fiscal_position_id': polish.id,
        })]
        orders = {
            code: self.sold_to(code, channel='AMAZON', status='SHIPPED') for code in ('PL', 'FR')
        }
        for order in orders.values():
            self.assertIn("OSS", order.fiscal_position_id.name)
            order.amazon_ship_from_country_id = poland
        self.assertEqual(orders['PL'].fiscal_position_id, polish)
        self.assertIn("OSS", orders['FR'].fiscal_position_id.name, "no line: as Odoo finds it")
