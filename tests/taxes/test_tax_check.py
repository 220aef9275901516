from odoo.tests import BaseCase, tagged

from ...lib.series import LINE_TAXES
from ...lib.taxes import causes as tax_causes
from ...lib.taxes.areas import NO_AREA, vat_area
from ...lib.taxes.schemes import own_schemes
from ...workshop.simulator import Address, Buyer, Item
from ..order.change_case import MUG
from ..series import map_tax
from .test_whose_tax import TEAPOT, TaxCase, facilitated


class TestTaxCheck(TaxCase):
    """An order says where Amazon's tax differs from Odoo's, and why that is likely to be."""

    def warning(self, *items, **values):
        order = self.sale_order(self.place(*items, **values))
        self.assertEqual(order.is_amazon_tax_different, bool(order.amazon_tax_warning))
        return order.amazon_tax_warning or ''

    def test_same_rate_is_not_worth_a_word(self):
        self.assertFalse(self.warning(
            Item(MUG, unit_price='40.00', tax='4.00', shipping='5.00', shipping_tax='0.50'),
        ))

    def test_rounding_is_not_worth_a_word(self):
        self.assertFalse(self.warning(Item(MUG, 7, unit_price='0.99', tax='0.70')))
        self.assertFalse(self.warning(Item(MUG, 7, unit_price='0.99', tax='0.66')))

    def test_other_pieces_than_on_amazon_have_no_other_rate(self):
        order = self.sale_order(self.place(Item(MUG, unit_price='40.00', tax='4.00')))
        order.order_line.filtered('amazon_item_ref').product_uom_qty = 3
        self.assertFalse(order.is_amazon_tax_different)
        self.assertFalse(order.amazon_tax_warning)

    def test_what_amazon_does_not_show_is_not_compared(self):
        self.assertFalse(self.warning(Item(MUG, unit_price='40.00')))

    def test_what_amazon_remits_is_not_compared(self):
        self.assertFalse(self.warning(facilitated(tax='8.00')))

    def test_both_rates_are_named(self):
        warning = self.warning(Item(MUG, unit_price='40.00', tax='8.00'), marketplace='US')
        self.assertIn("20.0% tax on Amazon, 10.0% in Odoo", warning)
        self.assertIn("Check the tax of the product", warning)

    def test_product_without_tax(self):
        self.mug.taxes_id = False
        warning = self.warning(
            Item(MUG, unit_price='40.00', tax='4.00'),
            Item(TEAPOT, unit_price='10.00', tax='1.00'),
        )
        self.assertIn("AMZ-MUG-WHITE: 10.0% tax on Amazon, 0.0% in Odoo", warning)
        self.assertIn("The product has no tax in Odoo", warning)
        self.assertNotIn(TEAPOT, warning)

    def test_delivery_abroad_without_position(self):
        # The chart of 19.0 has one for foreign trade.
        self.env['account.fiscal.position'].search([
            ('auto_apply', '=', True),
        ]).auto_apply = False
        warning = self.warning(
            Item(MUG, unit_price='40.00', tax='8.00'), marketplace='DE',
        )
        self.assertIn("There is no fiscal position for deliveries to Germany", warning)

    def test_goods_from_another_country(self):
        warning = self.warning(
            Item(MUG, unit_price='40.00', tax='8.00'), channel='AMAZON', status='SHIPPED'
        )
        self.assertIn("shipped it from another country", warning)

    def place_with_a_tax_of_zero(self, vat_number=None, marketplace='DE', **address):
        """Return the sales order of an order on which Amazon shows a tax of 0.00."""
        values = {'recipient': Address("Anna", "1 Rue", city="Town", **address)} if address else {}
        order = self.shop.place(
            marketplace, items=[Item(MUG, unit_price='40.00', tax='0.01')],
            buyer=Buyer(name="Anna", email='a@marketplace.amazon.de', vat_number=vat_number),
            **values,
        )
        self.shop.mangle(order.order_id, lambda wire: [
            breakdown.update(
                subtotal={**breakdown['subtotal'], 'amount': '0.00'}, detailedBreakdowns=[],
            )
            for breakdown in wire['orderItems'][0]['proceeds']['breakdowns']
            if breakdown['type'] == 'TAX'
        ])
        self.sync()
        return self.sale_order(order)

    def test_business_that_pays_no_tax(self):
        order = self.place_with_a_tax_of_zero('DE123456788')
        self.assertIn("business that pays no tax", order.amazon_tax_warning)

    def test_amazon_that_reckons_no_tax_is_not_worth_a_word(self):
        order = self.place_with_a_tax_of_zero()
        self.assertTrue(order.amount_tax)
        self.assertFalse(order.is_amazon_tax_different)
        self.assertFalse(order.amazon_tax_warning)

    def test_where_the_vat_of_the_union_is_no_law_a_tax_of_zero_is_meant(self):
        self.sell_from('DE')
        for country, postal_code, is_meant in (
            ('ES', '35001', True), ('ES', '08001', False), ('FR', '97110', True),
            ('IT', '23041', True), ('DE', '27498', True), ('MC', '98000', False),
        ):
            order = self.place_with_a_tax_of_zero(country=country, postal_code=postal_code)
            with self.subTest(country=country, postal_code=postal_code):
                self.assertTrue(order.amount_tax)
                self.assertEqual(order.is_amazon_tax_different, is_meant)

    def test_isle_of_man_has_the_vat_of_great_britain(self):
        self.amazon.seller.participate('GB')
        self.account.active_marketplace_ids += self.marketplace('GB')
        self.env.ref('base.GBP').active = True
        self.sell_from('UK')
        for country, is_meant in (('GB', False), ('IM', False), ('JE', True)):
            order = self.place_with_a_tax_of_zero(
                marketplace='GB', country=country, postal_code='AA1 1AA')
            with self.subTest(country):
                self.assertEqual(order.is_amazon_tax_different, is_meant)

    def sell_from(self, country):
        self.company.account_fiscal_country_id = self.env.ref(f'base.{country.lower()}')
        self.env['account.fiscal.position'].search([('auto_apply', '=', True)]).auto_apply = False

    def test_tax_on_what_amazon_remits_is_told(self):
        order = self.sale_order(self.place(facilitated()))
        self.assertFalse(order.amazon_tax_warning)
        order.order_line[LINE_TAXES] = self.tax
        self.assertTrue(order.is_amazon_tax_different)
        self.assertIn("0.0% tax on Amazon, 10.0% in Odoo", order.amazon_tax_warning)
        self.assertIn("use Update Taxes", order.amazon_tax_warning)

    def test_position_for_what_amazon_remits_that_leaves_the_tax_is_told(self):
        mine = self.env['account.fiscal.position'].create({'name': "Mine"})
        other = self.tax.copy({'name': "Other Tax"})
        map_tax(mine, other, other.copy({'name': "Mapped"}))
        self.account.marketplace_setting_ids = [(0, 0, {
            'marketplace_id': self.marketplace('US').id,
            'withheld_position_id': mine.id,
        })]
        self.assertIn("you owe none", self.warning(facilitated()))

    def test_it_goes_when_the_tax_is_mended(self):
        order = self.sale_order(self.place(Item(MUG, unit_price='40.00', tax='8.00')))
        self.assertTrue(order.is_amazon_tax_different)
        self.tax.amount = 20
        line = order.order_line
        line._compute_amount()
        line.price_unit = 40
        self.assertFalse(order.is_amazon_tax_different)

    def test_orders_that_differ_are_found(self):
        order = self.sale_order(self.place(Item(MUG, unit_price='40.00', tax='8.00')))
        self.assertIn(order, self.env['sale.order'].search([
            ('is_amazon_tax_different', '=', True),
        ]))


@tagged('-at_install', 'post_install')
class TestTaxCauses(BaseCase):

    def cause(self, **values):
        return tax_causes.likely_cause(tax_causes.Sale(**{
            'amazon_rate': 19.0, 'has_product_tax': True, 'has_position': True,
            'is_business': False, 'is_domestic': False, 'is_shipped_by_amazon': False,
            'is_position_there': False, 'is_mended': False, 'is_invoiced': False, **values,
        }))

    def test_each_cause(self):
        for expected, values in (
            ('mended', {'is_mended': True, 'has_product_tax': False}),
            ('mended_late', {'is_mended': True, 'is_invoiced': True}),
            ('position_late', {'has_position': False, 'is_position_there': True}),
            ('no_product_tax', {'has_product_tax': False, 'is_shipped_by_amazon': True}),
            ('tax_free_business', {'amazon_rate': 0.0, 'is_business': True}),
            ('no_position', {'has_position': False}),
            ('no_position', {'has_position': False, 'is_shipped_by_amazon': True}),
            ('ship_from', {'is_shipped_by_amazon': True}),
            ('ship_from', {'is_shipped_by_amazon': True, 'is_domestic': True}),
            ('other_tax', {'is_domestic': True, 'has_position': False}),
            ('other_tax', {}),
            ('amazon_s_tax', {'is_withheld': True, 'has_product_tax': False}),
        ):
            with self.subTest(values):
                self.assertEqual(self.cause(**values), expected)

    def test_whose_vat_is_law(self):
        for country, postal_code, area in (
            ('DE', '10115', 'DE'), ('DE', '', 'DE'), ('', '', ''), ('MC', '98000', 'FR'),
            ('IM', 'IM1 1AA', 'GB'), ('JE', 'JE2 3AB', 'JE'), ('ES', '35001', NO_AREA),
            ('ES', '03500', 'ES'), ('FR', '97110', NO_AREA), ('FR', '93100', 'FR'),
            ('FI', 'AX-22100', NO_AREA), ('FI', '00220', 'FI'), ('GR', '630 86', NO_AREA),
            ('US', '35004', 'US'),
        ):
            with self.subTest(country=country, postal_code=postal_code):
                self.assertEqual(vat_area(country, postal_code), area)
        self.assertEqual(own_schemes('MC'), own_schemes('FR'))
        self.assertFalse(own_schemes('IM'))

    def test_whether_a_tax_of_zero_is_meant(self):
        for expected, values in (
            (False, {}),
            (False, {'is_business': True}),
            (False, {'ship_to': 'AT'}),
            (False, {'ship_to': ''}),
            (False, {'marketplace': 'GB', 'home': 'GB', 'ship_to': 'GB'}),
            (True, {'ship_to': 'AT', 'is_business': True}),
            (True, {'ship_to': 'CH'}),
            (True, {'is_calculated': True}),
            (True, {'marketplace': 'US'}),
        ):
            with self.subTest(values):
                self.assertEqual(tax_causes.is_zero_meant(tax_causes.Zero(**{
                    'marketplace': 'DE', 'home': 'DE', 'ship_to': 'DE', 'is_business': False,
                    'is_calculated': False, **values,
                })), expected)
