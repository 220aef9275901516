from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import BaseCase, Form, tagged

from ...lib.series import LINE_TAXES
from ...lib.taxes.routes import Route, find_route
from ...workshop.simulator import Address, Buyer, Item
from ..series import included, map_tax
from .invoice_case import InvoiceCase

ROUTES = [
    Route('PL', '', 'all', 'from Poland'),
    Route('PL', 'PL', 'all', 'within Poland'),
    Route('PL', 'DE', 'private', 'from Poland to Germans'),
    Route('PL', 'DE', 'business', 'from Poland to German businesses'),
    Route('PL', '', 'business', 'from Poland to businesses'),
    Route('CZ', 'DE', 'private', 'from Czechia to Germans'),
    Route('CZ', 'DE', 'private', 'never reached'),
]


@tagged('-at_install', 'post_install')
class TestFindRoute(BaseCase):

    def test_each_sale(self):
        for ship_from, ship_to, is_business, expected in (
            ('PL', 'PL', False, 'within Poland'),
            ('PL', 'PL', True, 'within Poland'),
            ('PL', 'DE', False, 'from Poland to Germans'),
            ('PL', 'DE', True, 'from Poland to German businesses'),
            ('PL', 'FR', False, 'from Poland'),
            ('PL', 'FR', True, 'from Poland to businesses'),
            ('PL', '', False, 'from Poland'),
            ('CZ', 'DE', False, 'from Czechia to Germans'),
            ('CZ', 'DE', True, None),
            ('CZ', 'FR', False, None),
            ('DE', 'DE', False, None),
            ('', 'DE', False, None),
        ):
            with self.subTest(ship_from=ship_from, ship_to=ship_to, is_business=is_business):
                found = find_route(ROUTES, ship_from, ship_to, is_business)
                self.assertEqual(found and found.id, expected)
        self.assertIsNone(find_route([], 'PL', 'DE', False))


class ShipFromCase(InvoiceCase):
    """A German VAT of 19 %, which fiscal positions replace."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.german_tax = cls.create_tax("19 %", 19)
        cls.polish_tax = cls.create_tax("23 % PL", 23)
        cls.mug.taxes_id = cls.german_tax
        cls.polish = cls.env['account.fiscal.position'].create({
            'name': "From Poland", 'company_id': cls.company.id,
        })
        map_tax(cls.polish, cls.german_tax, cls.polish_tax)

    @classmethod
    def create_tax(cls, name, amount):
        return cls.env['account.tax'].create({
            'name': name, 'amount': amount, 'company_id': cls.company.id, **included(True),
        })

    def country(self, code):
        return self.env.ref(f'base.{code.lower()}')

    def route(self, ship_from, ship_to=None, position=None, **values):
        return self.env['amazon.tax.route'].create({
            'account_id': self.account.id,
            'ship_from_id': self.country(ship_from).id,
            'ship_to_id': ship_to and self.country(ship_to).id,
            'fiscal_position_id': (self.polish if position is None else position).id,
            **values,
        })

    def fba(self, **values):
        """Return the sales order of a German order that Amazon has shipped."""
        order = self.shop.place(**{
            'marketplace': 'DE', 'channel': 'AMAZON', 'status': 'SHIPPED',
            'items': [Item('AMZ-MUG-WHITE', unit_price='119')], 'prices_include_tax': True,
            **values,
        })
        self.sync()
        return self.sale_order(order)

    def ship_from(self, sale_order, code):
        sale_order.amazon_ship_from_country_id = self.country(code)

    def own_position(self, sale_order):
        """Return the fiscal position that Odoo finds by itself: none, or a domestic one."""
        return self.polish.with_company(self.company)._get_fiscal_position(
            sale_order.partner_id, sale_order.partner_shipping_id)

    def assert_taxes(self, sale_order, position, tax):
        self.assertEqual(sale_order.fiscal_position_id, position)
        self.assertEqual(sale_order.order_line[LINE_TAXES], tax)
        self.assertAlmostEqual(sale_order.amount_total, 119, 2, "the buyer pays the same")


class TestTaxRoutes(ShipFromCase):

    def test_taxes_follow_the_country_that_amazon_ships_from(self):
        self.route('PL')
        order = self.fba()
        own = self.own_position(order)
        self.assert_taxes(order, own, self.german_tax)
        self.ship_from(order, 'PL')
        self.assert_taxes(order, self.polish, self.polish_tax)
        self.ship_from(order, 'CZ')
        self.assert_taxes(order, own, self.german_tax)

    def test_position_that_a_person_chose_stays(self):
        self.route('PL')
        order = self.fba()
        chosen = self.polish.copy({'name': "Chosen"})
        order.fiscal_position_id = chosen
        self.ship_from(order, 'PL')
        self.assertEqual(order.fiscal_position_id, chosen)

    def test_invoice_keeps_its_taxes_and_the_order_says_what_is_wrong(self):
        self.enter_rate('EUR')
        self.route('PL')
        order = self.fba()
        self.invoice(order)
        self.ship_from(order, 'PL')
        self.assert_taxes(order, self.own_position(order), self.german_tax)
        self.assertIn("From Poland", order.message_ids[0].body)

    def test_without_a_line_odoo_finds_the_position(self):
        own = self.polish.copy({
            'name': "Odoo's Own", 'auto_apply': True, 'country_id': self.country('DE').id,
        })
        self.route('PL', 'FR')
        order = self.fba()
        self.ship_from(order, 'PL')
        self.assertEqual(order.fiscal_position_id, own)

    def test_line_without_position_means_the_taxes_of_the_products(self):
        self.polish.copy({
            'name': "Odoo's Own", 'auto_apply': True, 'country_id': self.country('DE').id,
        })
        self.route('DE', 'DE', self.polish.browse())
        order = self.fba()
        self.ship_from(order, 'DE')
        self.assertFalse(order.fiscal_position_id)
        self.enter_rate('EUR')
        self.assertFalse(self.invoice(order).fiscal_position_id)

    def test_businesses_have_a_line_of_their_own(self):
        business = self.polish.copy({'name': "Within the Union"})
        self.route('PL')
        self.route('PL', position=business, buyers='business')
        order = self.fba(buyer=Buyer(
            "Jürgen Müller", 'j@marketplace.amazon.de', "Müller GmbH", vat_number='DE136695976'))
        self.ship_from(order, 'PL')
        self.assertEqual(order.fiscal_position_id, business)

    def test_what_the_seller_ships_leaves_from_the_warehouse(self):
        self.warehouse.partner_id = self.env['res.partner'].create({
            'name': "Warehouse in Poland", 'country_id': self.country('PL').id,
        })
        self.route('PL')
        order = self.sale_order(self.place(
            marketplace='DE', items=[Item('AMZ-MUG-WHITE', unit_price='119')],
            prices_include_tax=True))
        self.assert_taxes(order, self.polish, self.polish_tax)

    def test_taxes_of_what_the_seller_ships_follow_the_address(self):
        self.warehouse.partner_id = self.env['res.partner'].create({
            'name': "Warehouse in Poland", 'country_id': self.country('PL').id,
        })
        self.route('PL', 'FR')
        placed = self.place(
            marketplace='DE', items=[Item('AMZ-MUG-WHITE', unit_price='119')],
            prices_include_tax=True)
        order = self.sale_order(placed)
        self.assert_taxes(order, self.own_position(order), self.german_tax)
        self.shop.redirect(placed.order_id, Address(
            placed.recipient.name, "14 rue de l'Évêché", city="Lyon", country='FR'))
        self.sync()
        self.assert_taxes(order, self.polish, self.polish_tax)

    def test_orders_of_other_customers_have_no_route(self):
        self.route('PL')
        order = self.ordinary_order(self.mug)
        order.amazon_ship_from_country_id = self.country('PL')
        self.assertFalse(order.fiscal_position_id)


class TestShipFromUnknown(ShipFromCase):

    def waits(self, order):
        return order._amazon_invoice_waits()

    def test_invoice_waits_if_the_account_says_so(self):
        order = self.fba()
        self.assertFalse(self.waits(order))
        self.account.ship_from_unknown = 'wait'
        self.assertIn("which country the goods left from", self.waits(order))
        self.ship_from(order, 'PL')
        self.assertFalse(self.waits(order))

    def test_what_the_seller_ships_does_not_wait(self):
        self.account.ship_from_unknown = 'wait'
        self.assertFalse(self.waits(self.shipped(marketplace='DE')))

    def test_other_parts_of_the_world_do_not_wait(self):
        self.account.ship_from_unknown = 'wait'
        self.assertFalse(self.waits(self.fba(marketplace='US')))

    def test_several_countries(self):
        self.account.ship_from_unknown = 'wait'
        order = self.fba()
        order.amazon_ship_from_doubt = "CZ, PL"
        self.assertIn("CZ, PL", self.waits(order))


class TestInvoiceThatWaits(ShipFromCase):
    """A draft waits for the country that the goods left from; then it is posted by itself."""

    def setUp(self):
        super().setUp()
        self.enter_rate('EUR')
        self.account.ship_from_unknown = 'wait'
        self.route('PL')

    def fba_draft(self, **choices):
        self.automate(**choices)
        order = self.fba()
        self.run_invoices()
        self.assertEqual(order.invoice_ids.state, 'draft')
        return order

    def assert_posted(self, order, tax):
        self.run_invoices()
        self.assertEqual(order.invoice_ids.mapped('state'), ['posted'])
        self.assertEqual(order.invoice_ids.invoice_line_ids.tax_ids, tax)
        self.assertFalse(order.amazon_invoice_reason)

    def test_country_is_known(self):
        order = self.fba_draft()
        self.ship_from(order, 'PL')
        self.assert_taxes(order, self.polish, self.polish_tax)
        self.assert_posted(order, self.polish_tax)

    def test_country_changes_nothing(self):
        order = self.fba_draft()
        self.ship_from(order, 'DE')
        self.assert_posted(order, self.german_tax)

    def test_account_does_not_wait_any_more(self):
        order = self.fba_draft()
        self.account.ship_from_unknown = 'invoice'
        self.assert_posted(order, self.german_tax)

    def test_retry_does_not_forget_why_it_waits(self):
        order = self.fba_draft()
        self.click(order, 'action_retry_amazon_invoice')
        self.assertEqual(order.invoice_ids.state, 'draft')
        self.assertIn("Amazon has not said", order.amazon_invoice_reason)

    def test_draft_that_somebody_has_changed_is_theirs(self):
        order = self.fba_draft()
        draft = order.invoice_ids
        draft.with_user(self.env.ref('base.user_admin')).narration = "Thank you"
        self.env.flush_all()
        self.ship_from(order, 'PL')
        self.run_invoices()
        self.assertEqual((order.invoice_ids, draft.state), (draft, 'draft'))
        self.assertIn("post it", order.amazon_invoice_reason)

    def test_drafts_are_for_people_where_all_are(self):
        order = self.fba_draft(when='draft')
        draft = order.invoice_ids
        self.ship_from(order, 'PL')
        self.run_invoices()
        self.assertEqual((order.invoice_ids, draft.state), (draft, 'draft'))

    def test_collective_draft(self):
        self.automate(invoice_private='daily')
        orders = self.fba() + self.fba()
        self.run_invoices()
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            self.run_invoices()
            self.assertEqual(orders.invoice_ids.mapped('state'), ['draft'])
            self.ship_from(orders[0], 'PL')
            self.run_invoices()
            self.run_invoices()
        self.assertEqual(orders[0].invoice_ids.state, 'posted')
        self.assertEqual(orders[1].invoice_ids.state, 'draft')
        self.assertIn("Amazon has not said", orders[1].amazon_invoice_reason)


class TestPositionsOfRoutes(ShipFromCase):
    """A fiscal position of the table is there as long as the table wants it."""

    def test_it_is_not_deleted_by_chance(self):
        route = self.route('PL')
        with self.assertRaisesRegex(UserError, "Taxes by Route"):
            self.polish.unlink()
        route.unlink()
        self.polish.unlink()

    def test_another_chart_of_accounts_takes_it_away(self):
        other = self.env['res.company'].create({
            'name': "Other", 'country_id': self.country('US').id,
        })
        (self.env.user + self.account.user_id).company_ids += other
        account = self.create_account(name="Of the other", company_id=other.id)
        position = self.polish.create({'name': "From Poland", 'company_id': other.id})
        self.route('PL', position=position, account_id=account.id)
        self.env['account.chart.template'].try_loading('generic_coa', other, install_demo=False)
        self.assertFalse(position.exists())
        self.assertTrue(position._of_amazon_scheme(other, 'facilitator').amazon_tax_id)


class TestTaxesOnForms(ShipFromCase):

    def test_table_is_entered_on_the_account(self):
        with Form(self.account) as account:
            account.ship_from_unknown = 'wait'
            with account.tax_route_ids.new() as line:
                line.ship_from_id = self.country('PL')
                line.fiscal_position_id = self.polish
        self.assertEqual(self.account.tax_route_ids.buyers, 'all')
        order = self.fba()
        with Form(order) as form:
            form.amazon_ship_from_country_id = self.country('PL')
        self.assert_taxes(order, self.polish, self.polish_tax)
        self.assertFalse(order._amazon_invoice_waits())
