from decimal import Decimal

from odoo import fields

from ...lib.series import LINE_TAXES
from ...workshop.simulator import Address, Item
from ..order.change_case import MUG, ChangeCase
from ..series import included, map_tax

TEAPOT = 'AMZ-TEAPOT'


def facilitated(sku=MUG, quantity=1, **values):
    """Return an item on which Amazon remits the tax of 10 %."""
    return Item(sku, quantity, **{
        'unit_price': '40.00', 'tax': '4.00', 'tax_collected_by_amazon': True, **values,
    })


class TaxCase(ChangeCase):
    """Products with a tax of 10 % on top, which Amazon shows, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tax = cls.env['account.tax'].create({
            'name': "Sales Tax", 'amount': 10, 'type_tax_use': 'sale', **included(False),
        })
        products = cls.mug + cls.teapot
        for kind in ('sale', 'shipping', 'charge'):
            products += cls.env['product.product']._amazon_default(kind)
        products.taxes_id = [fields.Command.set(cls.tax.ids)]

    def place(self, *items, marketplace='US', word=None, **values):
        """Place an order and read it; `word` is a scheme that Amazon does not document."""
        order = self.shop.place(marketplace, items=list(items), **values)
        if word:
            self.shop.mangle(order.order_id, lambda wire: wire['orderItems'][0]['tax'].update(
                taxCalculationBreakdowns=[{'reportingScheme': word}]
            ))
        self.sync()
        self.assertEqual(self.inbox(order).state, 'imported', self.inbox(order).reason)
        return order

    def assert_adds_up(self, order, collected):
        """Compare Odoo's figures, and the tax that Amazon keeps, with what the buyer pays."""
        sale_order = self.sale_order(order)
        currency = sale_order.currency_id
        self.assertEqual(sale_order.amazon_tax_collected, collected)
        self.assertEqual(
            currency.round(sale_order.amount_total + collected), float(order.paid)
        )
        self.assertFalse(currency.compare_amounts(
            sum(sale_order.order_line.mapped('amazon_tax_collected')), collected
        ))
        return sale_order


class TestWhoseTax(TaxCase):
    """The tax that Amazon collects and remits is not the seller's, be it a part of it."""

    def test_facilitated_order_has_no_tax_and_no_revenue_of_it(self):
        order = self.place(facilitated(
            shipping='4.00', shipping_tax='0.40', gift_wrap='2.00', gift_wrap_tax='0.20',
        ))
        sale_order = self.assert_adds_up(order, 4.60)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (46, 0))
        self.assertEqual(sale_order.amazon_tax_scheme, 'facilitator')

    def test_other_order_has_the_seller_s_tax(self):
        order = self.place(Item(MUG, unit_price='40.00', tax='4.00'))
        sale_order = self.assert_adds_up(order, 0)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 4))
        self.assertFalse(sale_order.amazon_tax_scheme)

    def test_totals_without_amazon_s_tax_are_the_same_order(self):
        for withholding in ('within', 'left_out', 'taken_off'):
            with self.subTest(withholding=withholding):
                order = self.place(facilitated(), withholding=withholding)
                sale_order = self.assert_adds_up(order, 4)
                self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 0))

    def test_mixed_basket(self):
        order = self.place(facilitated(), Item(TEAPOT, unit_price='10.00', tax='1.00'))
        sale_order = self.assert_adds_up(order, 4)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (50, 1))

    def test_what_is_withheld_less_than_collected_is_the_seller_s(self):
        for withholding in ('left_out', 'taken_off'):
            with self.subTest(withholding=withholding):
                order = self.place(facilitated(tax_withheld='3.00'), withholding=withholding)
                sale_order = self.assert_adds_up(order, 3)
                self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 1))
                goods = sale_order.order_line.filtered('amazon_item_ref')
                self.assertEqual(goods.product_uom_qty, 1)

    def test_place_without_sales_tax_is_facilitated_too(self):
        order = self.place(facilitated(tax='0'))
        sale_order = self.assert_adds_up(order, 0)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 0))

    def test_tax_that_only_the_order_has(self):
        order = self.shop.place('US', items=[facilitated()])

        def without_its_tax(wire):
            proceeds = wire['orderItems'][0]['proceeds']
            del proceeds['proceedsTotal']
            proceeds['breakdowns'] = [
                part for part in proceeds['breakdowns'] if part['type'] != 'TAX'
            ]

        self.shop.mangle(order.order_id, without_its_tax)
        self.sync()
        sale_order = self.assert_adds_up(order, 4)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 0))

    def test_discount(self):
        order = self.place(facilitated(discount='10.00', tax='3.00'))
        sale_order = self.assert_adds_up(order, 3)
        self.assertEqual(sale_order.amount_untaxed, 30)
        self.assertTrue(sale_order.order_line.discount)

    def test_invoice_is_the_order(self):
        order = self.place(facilitated())
        self.ship(self.picking(order))
        invoice = self.sale_order(order)._create_invoices()
        invoice.action_post()
        self.assertEqual((invoice.amount_untaxed, invoice.amount_tax), (40, 0))

    def test_turnover_is_in_the_tax_report(self):
        order = self.place(facilitated())
        self.ship(self.picking(order))
        invoice = self.sale_order(order)._create_invoices()
        invoice.action_post()
        tags = invoice.line_ids.tax_tag_ids
        self.assertEqual(tags.mapped('name'), ["Amazon: Marketplace Facilitator"])
        self.assertEqual(sum(
            invoice.line_ids.filtered('tax_tag_ids').mapped('balance')
        ), -40)

    # === SCHEMES === #

    def test_schemes_are_kept_apart(self):
        for country in ('CA', 'GB', 'AU'):
            self.amazon.seller.participate(country)
            self.account.active_marketplace_ids += self.marketplace(country)
        for marketplace, scheme, word, name in (
            ('US', None, None, 'facilitator'), ('CA', None, 'CA_MPF', 'facilitator'),
            ('DE', None, None, 'deemed_supplier'), ('DE', 'IOSS', None, 'ioss'),
            ('DE', 'UOSS', None, 'uoss'), ('GB', None, 'GB_VOEC', 'deemed_supplier'),
            ('AU', None, 'AU_VOEC', 'low_value_goods'),
            ('DE', None, 'CH_SUPPLIER_IMPORT', 'low_value_goods'),
        ):
            with self.subTest(marketplace=marketplace, scheme=scheme, word=word):
                order = self.place(
                    facilitated(tax_scheme=scheme), marketplace=marketplace, word=word,
                    prices_include_tax=marketplace not in ('US', 'CA'),
                )
                sale_order = self.assert_adds_up(order, 4)
                self.assertEqual(sale_order.amazon_tax_scheme, name)
                self.assertEqual(sale_order.amount_tax, 0)
                self.assertEqual(sale_order.fiscal_position_id.amazon_tax_scheme, name)

    def test_schemes_of_one_order_are_kept_apart(self):
        order = self.place(
            facilitated(tax_scheme='IOSS', shipping='4.00', shipping_tax='0.40'),
            facilitated(TEAPOT, tax_scheme='UOSS'), Item(TEAPOT, unit_price='10.00', tax='1.00'),
            marketplace='DE', prices_include_tax=True,
        )
        sale_order = self.assert_adds_up(order, 8.4)
        positions = self.env['account.fiscal.position']
        taxes = {
            scheme: positions._of_amazon_scheme(self.company, scheme).amazon_tax_id
            for scheme in ('ioss', 'uoss')
        }
        expected = [taxes['ioss'], taxes['ioss'], taxes['uoss'], self.tax]
        lines = sale_order.order_line.filtered('amazon_charge_key')
        self.assertEqual([line[LINE_TAXES] for line in lines[:4]], expected)
        self.shop.redirect(order.order_id, Address("Ada", "1 Rue", city="Lyon", country='FR'))
        self.sync()
        self.assertEqual([line[LINE_TAXES] for line in lines[:4]], expected)

    def test_sellers_of_the_union_have_an_oss_of_their_own(self):
        self.company.country_id = self.company.account_fiscal_country_id = self.env.ref('base.fr')
        item = facilitated(tax_scheme='UOSS', tax_collected_by_amazon=False)
        order = self.place(item, marketplace='DE', prices_include_tax=True)
        sale_order = self.assert_adds_up(order, 0)
        self.assertTrue(sale_order.amount_tax)

    def test_marketplace_may_have_a_position_of_its_own(self):
        position = self.env['account.fiscal.position'].create({
            'name': "Mine", 'amazon_tax_scheme': 'facilitator',
        })
        self.account.marketplace_setting_ids = [fields.Command.create({
            'marketplace_id': self.marketplace('US').id, 'withheld_position_id': position.id,
        })]
        sale_order = self.sale_order(self.place(facilitated()))
        self.assertEqual(sale_order.fiscal_position_id, position)
        self.assertFalse(sale_order.order_line[LINE_TAXES])

    def test_position_is_made_once(self):
        before = self.env['account.fiscal.position'].search([
            ('amazon_tax_scheme', '=', 'facilitator'), ('company_id', '=', self.company.id),
        ])
        self.assertEqual(len(before), 1)
        self.create_account(name="Another", active_marketplace_ids=False)
        order = self.place(facilitated())
        self.assertEqual(self.sale_order(order).fiscal_position_id, before)


class TestTaxThatChanges(TaxCase):
    """Amazon says later whose tax it is, or another amount."""

    def change(self, order, **values):
        def with_values(order):
            for name, value in values.items():
                setattr(order.items[0], name, value)
        self.shop.change(order.order_id, with_values)
        self.sync()

    def test_tax_becomes_amazon_s(self):
        order = self.place(Item(MUG, unit_price='40.00', tax='4.00'))
        self.change(order, tax_collected_by_amazon=True)
        sale_order = self.assert_adds_up(order, 4)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 0))
        self.assertEqual(sale_order.fiscal_position_id.amazon_tax_scheme, 'facilitator')
        self.assert_agreed(order)

    def test_tax_becomes_the_seller_s(self):
        order = self.place(facilitated())
        self.change(order, tax_collected_by_amazon=False)
        sale_order = self.assert_adds_up(order, 0)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 4))
        self.assertFalse(sale_order.fiscal_position_id.amazon_tax_scheme)
        self.assert_agreed(order)

    def test_scheme_becomes_another_one(self):
        order = self.place(
            facilitated(), Item(TEAPOT, unit_price='10.00', tax='1.00'),
            marketplace='DE', prices_include_tax=True,
        )
        self.change(order, tax_scheme='IOSS', tax=Decimal('5.00'))
        sale_order = self.assert_adds_up(order, 5)
        [mugs] = sale_order.order_line.filtered(lambda line: line.product_id == self.mug)
        self.assertEqual(mugs.amazon_tax_scheme, 'ioss')
        self.assertEqual(mugs[LINE_TAXES].mapped('name'), ["Amazon: Deemed Supplier, IOSS"])
        self.assert_agreed(order)

    def test_invoiced_order_is_asked(self):
        self.mug.invoice_policy = 'order'
        order = self.place(Item(MUG, unit_price='40.00', tax='4.00'))
        self.sale_order(order)._create_invoices().action_post()
        self.change(order, tax_collected_by_amazon=True)
        self.assertEqual(self.inbox(order).state, 'conflict')
        self.assertEqual(self.sale_order(order).amount_total, 44)
        self.assertEqual(self.sale_order(order).amazon_tax_collected, 4)

    def take_over_once_credited(self, order, **change):
        """Have the tax of an invoiced order change, its invoice credited, and Amazon believed."""
        self.mug.invoice_policy = 'order'
        invoice = self.sale_order(order)._create_invoices()
        invoice.action_post()
        self.change(order, **change)
        self.assertEqual(self.inbox(order).state, 'conflict')
        invoice._reverse_moves(cancel=True)
        self.answer(order, 'action_take_over')
        self.assert_agreed(order)
        return self.sale_order(order)

    def test_invoiced_tax_becomes_amazon_s_once_it_is_credited(self):
        order = self.place(Item(MUG, unit_price='40.00', tax='4.00'))
        sale_order = self.take_over_once_credited(order, tax_collected_by_amazon=True)
        self.assert_adds_up(order, 4)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 0))
        self.assertEqual(sale_order.fiscal_position_id.amazon_tax_scheme, 'facilitator')
        self.assertFalse(sale_order.amazon_tax_warning)

    def test_invoiced_tax_becomes_the_seller_s_once_it_is_credited(self):
        order = self.place(facilitated())
        sale_order = self.take_over_once_credited(order, tax_collected_by_amazon=False)
        self.assert_adds_up(order, 0)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 4))
        self.assertFalse(sale_order.fiscal_position_id.amazon_tax_scheme)

    def test_fewer_pieces(self):
        order = self.place(facilitated(quantity=4, tax='16.00'))
        self.reduce(order, {MUG: 3})
        sale_order = self.assert_adds_up(order, 12)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (120, 0))
        self.assert_agreed(order)

    def test_canceled_item_has_no_tax(self):
        order = self.place(facilitated(), facilitated(TEAPOT))
        self.reduce(order, {TEAPOT: 0})
        self.assert_adds_up(order, 4)

    def test_tax_of_nothing_becomes_amazon_s(self):
        order = self.place(Item(MUG, unit_price='40.00', tax='0'))
        self.assertTrue(self.sale_order(order).amount_tax)
        self.change(order, tax_collected_by_amazon=True)
        sale_order = self.assert_adds_up(order, 0)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 0))

    def test_order_of_before_its_tax_was_known_to_be_amazon_s(self):
        order = self.place(Item(MUG, unit_price='40.00', tax='4.00'))
        sale_order = self.sale_order(order)
        sale_order.order_line.write({'price_unit': 44, LINE_TAXES: [fields.Command.clear()]})
        self.change(order, tax_collected_by_amazon=True)
        self.assert_adds_up(order, 4)
        self.assertEqual((sale_order.amount_untaxed, sale_order.amount_tax), (40, 0))
        self.assert_agreed(order)

    def test_total_that_was_kept_is_not_asked_again(self):
        order = self.place(Item(MUG, unit_price='0.57', tax='0'))
        self.sale_order(order).order_line.price_unit = 3
        # As it was noted before Amazon's tax was kept apart.
        self.inbox(order)._keep_also({'total:0.57'})
        self.inbox(order)._close_or_ask(self.sale_order(order))
        self.assertEqual(self.inbox(order).state, 'imported', self.inbox(order).reason)


class TestTaxesThatFollow(TaxCase):
    """The taxes of a line follow address and product, those of what Amazon leaves, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_tax = cls.tax.copy({'name': "Other Tax", 'amount': 20})
        cls.canadian = cls.env['account.fiscal.position'].create({
            'name': "Canada", 'auto_apply': True, 'country_id': cls.env.ref('base.ca').id,
        })
        map_tax(cls.canadian, cls.tax, cls.other_tax)

    def move_to_canada(self, order):
        def elsewhere(order):
            order.recipient = Address(
                name="Mary Maple", line1="1 Elm Street", city="Ottawa", postal_code="K1A 0B1",
                country='CA',
            )
        self.shop.change(order.order_id, elsewhere)
        self.sync()

    def rests(self, sale_order):
        return sale_order.order_line.filtered(
            lambda line: (line.amazon_charge_key or '').startswith('seller_taxed')
        )

    def test_parts_of_an_item_that_amazon_leaves(self):
        order = self.place(
            facilitated(shipping='4.00', shipping_tax='0.40', tax_withheld='2.20'),
            Item(TEAPOT, unit_price='10.00', tax='1.00'),
            withholding='left_out',
        )
        sale_order = self.assert_adds_up(order, 2.2)
        self.move_to_canada(order)
        self.assertEqual(sale_order.fiscal_position_id, self.canadian)
        rests = self.rests(sale_order)
        self.assertEqual(len(rests), 2)
        self.assertEqual(rests.mapped(LINE_TAXES), self.other_tax)
        self.assertTrue(all(line[LINE_TAXES] for line in rests))
        self.assert_adds_up(order, 2.2)

    def test_what_is_left_of_a_product_that_is_paired(self):
        order = self.place(facilitated('CUP-7', tax_withheld='3.00'), withholding='left_out')
        sale_order = self.sale_order(order)
        self.assertEqual(self.rests(sale_order)[LINE_TAXES], self.tax)
        self.teapot.taxes_id = self.other_tax
        offer = self.env['amazon.offer'].search([('sku', '=', 'CUP-7')])
        offer.product_id = self.teapot
        self.click(offer, 'action_take_over')
        self.assertEqual(self.rests(sale_order)[LINE_TAXES], self.other_tax)
        self.assert_adds_up(order, 3)

    def test_position_that_a_person_took_off(self):
        order = self.place(Item(MUG, unit_price='40.00', tax='4.00'))
        self.move_to_canada(order)
        sale_order = self.sale_order(order)
        self.assertEqual(sale_order.fiscal_position_id, self.canadian)
        sale_order.fiscal_position_id = False
        sale_order.order_line[LINE_TAXES] = self.tax

        def ship(order):
            order.items[0].shipping = Decimal('5.00')
            order.items[0].shipping_tax = Decimal('0.50')

        self.shop.change(order.order_id, ship)
        self.sync()
        self.assertEqual(len(sale_order.order_line), 2)
        self.assertEqual(sale_order.order_line[LINE_TAXES], self.tax)
