from odoo import fields

from ...lib.series import LINE_TAXES
from ...workshop.simulator import Item
from .test_whose_tax import MUG, TaxCase


class TestDefaultProducts(TaxCase):
    """Shipping and gift wrapping are taxed in each company that sells on Amazon."""

    def setUp(self):
        super().setUp()
        self.other = self.env['res.company'].create({
            'name': "Other", 'country_id': self.company.account_fiscal_country_id.id,
        })
        (self.env.user + self.account.user_id).company_ids += self.other
        self.default_tax = self.tax.copy({'name': "Default Tax", 'company_id': self.other.id})
        self.other.account_sale_tax_id = self.default_tax
        self.products = self.env['product.product'].union(*map(
            self.env['product.product']._amazon_default, ('sale', 'shipping', 'charge')
        ))

    def taxes(self, company):
        return [
            product.taxes_id._filter_taxes_by_company(company) for product in self.products
        ]

    def test_another_company_begins_to_sell(self):
        self.products.taxes_id = [fields.Command.set(self.tax.ids)]
        self.create_account(name="Of the other", company_id=self.other.id)
        self.assertEqual(self.taxes(self.other), [self.default_tax] * 3)
        self.assertEqual(self.taxes(self.company), [self.tax] * 3, "theirs are left alone")

    def test_taxes_that_are_there_stay(self):
        chosen = self.default_tax.copy({'name': "Chosen"})
        self.products.taxes_id = [fields.Command.set(chosen.ids)]
        self.create_account(name="Of the other", company_id=self.other.id)
        self.assertEqual(self.taxes(self.other), [chosen] * 3)

    def test_taxes_that_a_person_took_off_stay_off(self):
        self.products.taxes_id = [fields.Command.clear()]
        self.create_account(name="Another of ours")
        self.assertFalse(self.products.taxes_id)

    def test_shipping_of_the_second_company_bears_tax(self):
        self.products.taxes_id = [fields.Command.set(self.tax.ids)]
        self.mug.taxes_id += self.default_tax
        self.account.active = False
        account = self.link(self.create_account(
            name="Of the other", company_id=self.other.id,
        ))
        order = self.shop.place('US', items=[Item(MUG, unit_price='40.00', shipping='5.00')])
        self.sync(account)
        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.company_id, self.other)
        self.assertGreater(len(sale_order.order_line), 1)
        for line in sale_order.order_line:
            self.assertEqual(line[LINE_TAXES], self.default_tax, line.name)
