from odoo.tests import Form

from ...lib.series import LINE_TAXES
from ...workshop.simulator import Buyer, Item
from ..order.change_case import MUG
from ..series import included, map_tax
from .test_whose_tax import TEAPOT, TaxCase, facilitated


class TestTaxMended(TaxCase):
    """Whoever has mended a tax is told what to do with orders of before, and they follow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.right = cls.tax.copy({'name': "Right Tax", 'amount': 20})

    def differs(self, *items, **values):
        """Return a sales order on which Amazon shows another tax than Odoo."""
        items = items or [Item(MUG, unit_price='40.00', tax='8.00')]
        order = self.sale_order(self.place(*items, **values))
        self.assertTrue(order.is_amazon_tax_different)
        self.assertFalse(order.is_amazon_tax_mended)
        return order

    def assert_mended(self, order):
        self.assertFalse(order.is_amazon_tax_different)
        self.assertFalse(order.amazon_tax_warning)
        self.assertFalse(order.is_amazon_tax_mended)
        self.assertEqual((order.amount_untaxed, order.amount_tax), (40, 8))

    def warning(self, order):
        """Return what an order warns of when somebody opens it."""
        self.env.flush_all()
        self.env.invalidate_all()
        return order.amazon_tax_warning or ''

    # === THE ORDER FOLLOWS === #

    def test_warning_goes_when_the_taxes_of_the_lines_are_changed(self):
        (self.tax + self.right).write(included(True))
        order = self.differs()
        with Form(order) as form, form.order_line.edit(0) as line:
            line[LINE_TAXES].clear()
            line[LINE_TAXES].add(self.right)
        self.assert_mended(order)

    def test_warning_goes_with_update_taxes_and_the_buyer_pays_the_same(self):
        order = self.differs()
        self.mug.taxes_id = self.right
        order.action_update_taxes()
        self.assert_mended(order)

    def test_locked_order_is_locked_afterwards(self):
        order = self.differs()
        order.action_lock()
        self.mug.taxes_id = self.right
        order.action_update_taxes()
        self.assert_mended(order)
        self.assertTrue(order.locked)

    def test_update_taxes_keeps_apart_what_amazon_remits(self):
        order = self.differs(
            facilitated(), Item(TEAPOT, unit_price='10.00', tax='2.00'),
        )
        self.teapot.taxes_id = self.right
        order.action_update_taxes()
        self.assertFalse(order.is_amazon_tax_different)
        self.assertEqual((order.amount_untaxed, order.amount_tax), (50, 2))

    def test_update_taxes_is_for_lines_that_people_added_too(self):
        order = self.differs()
        order.order_line = [(0, 0, {'product_id': self.teapot.id, 'price_unit': 5})]
        added = order.order_line[-1]
        self.teapot.taxes_id = self.right
        order.action_update_taxes()
        self.assertEqual(added[LINE_TAXES], self.right)
        self.assertEqual(added.price_unit, 5)

    def test_warning_goes_when_the_vat_number_is_taken_off(self):
        order = self.shop.place('DE', items=[Item(MUG, unit_price='40.00', tax='0.01')], buyer=(
            Buyer(name="Anna", email='a@marketplace.amazon.de', vat_number='DE123456788')
        ))
        self.shop.mangle(order.order_id, lambda wire: [
            breakdown.update(
                subtotal={'amount': '0.00', 'currencyCode': 'EUR'}, detailedBreakdowns=[],
            )
            for breakdown in wire['orderItems'][0]['proceeds']['breakdowns']
            if breakdown['type'] == 'TAX'
        ])
        self.sync()
        order = self.sale_order(order)
        self.assertTrue(order.is_amazon_tax_different)
        order.partner_id.vat = False
        self.assertFalse(order.is_amazon_tax_different)

    def test_rate_of_amazon_is_said_whatever_the_line_costs_by_now(self):
        order = self.differs()
        order.order_line[LINE_TAXES] = self.tax.copy({
            'name': "By Hand", 'amount': 15, **included(False),
        })
        self.assertNotEqual(order.amount_total, 48)
        self.assertIn("20.0% tax on Amazon, 15.0% in Odoo", self.warning(order))

    # === WHAT IS TO BE DONE === #

    def test_order_of_before_says_that_its_taxes_are_to_be_updated(self):
        order = self.differs()
        self.mug.taxes_id = self.right
        self.assertTrue(order.is_amazon_tax_different, "its lines have the tax of before")
        self.assertIn("would be taxed with Right Tax", self.warning(order))
        self.assertIn("Update Taxes", self.warning(order))
        self.assertNotIn("Check the tax of the product", self.warning(order))
        self.assertTrue(order.is_amazon_tax_mended)

    def test_mapping_of_the_fiscal_position_is_mended(self):
        order = self.differs()
        order.fiscal_position_id = position = self.env['account.fiscal.position'].create({
            'name': "Elsewhere",
        })
        map_tax(position, self.tax, self.right)
        self.assertIn("would be taxed with Right Tax", self.warning(order))
        order.action_update_taxes()
        self.assert_mended(order)

    def test_order_that_is_invoiced_says_that_the_invoice_comes_first(self):
        order = self.differs()
        self.ship(order.picking_ids)
        invoice = order._create_invoices()
        self.mug.taxes_id = self.right
        for state in ('draft', 'posted'):
            with self.subTest(state):
                self.assertIn("credit note", self.warning(order))
                self.assertFalse(order.is_amazon_tax_mended, "no button that does nothing")
                if state == 'draft':
                    invoice.action_post()
        invoice._reverse_moves([{}], cancel=True)
        self.assertNotIn("credit note", self.warning(order))
        self.assertTrue(order.is_amazon_tax_mended)
        order.action_update_taxes()
        self.assert_mended(order)

    def test_order_from_before_there_was_a_fiscal_position(self):
        self.env['account.fiscal.position'].search([
            ('auto_apply', '=', True),
        ]).auto_apply = False
        order = self.differs(marketplace='DE')
        self.assertIn("There is no fiscal position", self.warning(order))
        position = self.env['account.fiscal.position'].create({
            'name': "Germany", 'auto_apply': True, 'country_id': self.env.ref('base.de').id,
        })
        map_tax(position, self.tax, self.right)
        self.assertNotIn("There is no fiscal position", self.warning(order))
        self.assertIn("“Germany”: choose it on this order", self.warning(order))
        order.fiscal_position_id = position
        self.assertIn("Update Taxes", self.warning(order))
        self.assertTrue(order.is_amazon_tax_mended)
        order.action_update_taxes()
        self.assert_mended(order)

    def test_tax_that_is_still_another_one_is_not_said_to_be_mended(self):
        order = self.differs()
        self.mug.taxes_id = self.tax.copy({'name': "Wrong Tax", 'amount': 15})
        self.assertIn("Check the tax of the product", self.warning(order))
        self.assertFalse(order.is_amazon_tax_mended)
