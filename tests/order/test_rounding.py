import random
from decimal import Decimal

from odoo import fields

from ...lib.series import LINE_TAXES, SINCE_19
from ...workshop.simulator import Item
from ..common import AmazonCase
from ..series import included

MUG, TEAPOT = 'AMZ-MUG-WHITE', 'AMZ-TEAPOT'
ORDERS = 40
FIXED = 0.5


class TestRounding(AmazonCase):
    """Totals are Amazon's to the cent, and taxes are those of the totals."""

    def setUp(self):
        super().setUp()
        self.link()
        self.amazon.limits.enabled = False
        for kind in ('sale', 'shipping', 'charge'):
            self.env['product.product']._amazon_default(kind).taxes_id = False
        fixed, added = self.tax(FIXED, amount_type='fixed'), self.tax(19)
        self.taxes = {
            'none': added.browse(),
            'included': self.tax(19, price_include=True),
            'added': added,
            'reduced': self.tax(7),
            'group': self.tax(0, amount_type='group', children_tax_ids=[
                fields.Command.set((self.tax(6) + self.tax(2.25)).ids)
            ]),
            'fixed': fixed,
            'fixed and added': fixed + added,
        }
        for kind, taxes in self.taxes.items():
            self.create_product(kind, kind.upper(), taxes_id=[fields.Command.set(taxes.ids)])

    def tax(self, amount, price_include=False, **values):
        return self.env['account.tax'].create({
            'name': f"{amount} {price_include} {values}",
            'amount': amount,
            **included(price_include),
            'type_tax_use': 'sale',
            **values,
        })

    def place(self, *items, **details):
        order = self.shop.place('DE', items=list(items), prices_include_tax=True, **details)
        self.sync()
        self.assertEqual(self.inbox(order).state, 'imported', self.inbox(order).reason)
        sale_order = self.sale_order(order)
        self.assertEqual(f'{sale_order.amount_total:.2f}', str(order.total))
        return sale_order

    def test_a_thousand_pieces_have_the_tax_of_their_total(self):
        for method in ('round_per_line', 'round_globally'):
            for kind in ('added', 'included'):
                with self.subTest(method, kind=kind):
                    self.company.tax_calculation_rounding_method = method
                    self.mug.taxes_id = self.taxes[kind]
                    sale_order = self.place(Item(MUG, 1000, '0.35'))
                    self.assertAlmostEqual(sale_order.amount_total, 350)
                    self.assertAlmostEqual(sale_order.amount_tax, 55.88)

    def test_each_rate_has_a_rounding_line_of_its_own(self):
        self.mug.taxes_id, self.teapot.taxes_id = self.taxes['added'], self.taxes['reduced']
        sale_order = self.place(Item(MUG, 1000, '0.35'), Item(TEAPOT, 700, '0.33'))
        self.assertAlmostEqual(sale_order.amount_tax, 55.88 + 15.11, delta=0.011)
        if not SINCE_19:  # Prices keep their decimals.
            rounding = sale_order.order_line._amazon_rounding()
            self.assertEqual(rounding[LINE_TAXES], self.mug.taxes_id + self.teapot.taxes_id)

    def test_free_goods_with_a_fixed_tax(self):
        for kind in ('fixed', 'fixed and added'):
            with self.subTest(kind):
                self.mug.taxes_id = self.taxes[kind]
                sale_order = self.place(Item(MUG, 3, '0'), Item(TEAPOT, 1, '5.00'))
                self.assertEqual(sale_order.amount_total, 5)
                self.assertTrue(sale_order.amount_tax >= 1.5)

    def test_goods_that_cost_less_than_their_fixed_tax(self):
        self.mug.taxes_id = self.taxes['fixed']
        sale_order = self.place(Item(MUG, 3, '0.20'))
        self.assertAlmostEqual(sale_order.amount_tax, 1.5)

    def test_goods_given_away_with_a_fixed_tax(self):
        self.mug.taxes_id = self.taxes['fixed']
        self.place(Item(MUG, 2, '5.00', discount='10.00'), Item(TEAPOT, 1, '5.00'))

    def test_rounding_follows_changes(self):
        self.mug.taxes_id = self.taxes['added']
        order = self.shop.place('DE', items=[Item(MUG, 1000, '0.35')], prices_include_tax=True)
        self.sync()
        for quantity, tax in ((800, 44.71), (3, 0.17)):
            self.shop.reduce(order.order_id, {MUG: quantity})
            self.sync()
            sale_order = self.sale_order(order)
            self.assertEqual(self.inbox(order).state, 'imported', self.inbox(order).reason)
            self.assertEqual(f'{sale_order.amount_total:.2f}', str(order.total))
            self.assertAlmostEqual(sale_order.amount_tax, tax, delta=0.011)

    def test_currency_with_smaller_coins_than_the_company_s(self):
        self.env.ref('base.KWD').active = True
        self.enter_rate('KWD')
        self.env.ref('product.decimal_price').digits = 3
        self.mug.write({'taxes_id': self.taxes['added'], 'invoice_policy': 'order'})
        for method in ('round_per_line', 'round_globally'):
            with self.subTest(method):
                self.company.tax_calculation_rounding_method = method
                order = self.shop.place(
                    'DE', items=[Item(MUG, 1, '0.101')], prices_include_tax=True, currency='KWD'
                )
                self.sync()
                self.assertEqual(self.inbox(order).state, 'imported', self.inbox(order).reason)
                sale_order = self.sale_order(order)
                self.assertEqual(len(sale_order.order_line), 1)
                invoice = sale_order._create_invoices()
                for document in (sale_order, invoice):
                    self.assertAlmostEqual(document.amount_untaxed, 0.085)
                    self.assertAlmostEqual(document.amount_tax, 0.016)

    def test_currency_with_larger_coins_than_the_company_s(self):
        self.enter_rate('JPY')
        self.mug.write({'taxes_id': self.tax(4.95), 'invoice_policy': 'order'})
        self.company.tax_calculation_rounding_method = 'round_globally'
        order = self.shop.place('JP', items=[Item(MUG, 1, 2010, tax=99)], prices_include_tax=False)
        self.sync()
        self.assertEqual(self.inbox(order).state, 'imported', self.inbox(order).reason)
        sale_order = self.sale_order(order)
        self.assertEqual(len(sale_order.order_line), 1)  # 99.495 is rounded once: to 99
        for document in (sale_order, sale_order._create_invoices()):
            self.assertEqual(document.amount_untaxed, 2010)
            self.assertEqual(document.amount_tax, 99)

    def test_any_order(self):
        for method in ('round_per_line', 'round_globally'):
            self.company.tax_calculation_rounding_method = method
            rng = random.Random(method)
            with self.shop.batch():
                orders = [self.place_any(rng) for _number in range(ORDERS)]
            self.sync()
            for order in orders:
                with self.subTest(method, items=[vars(item) for item in order.items]):
                    self.assertEqual(self.inbox(order).state, 'imported', self.inbox(order).reason)
                    sale_order = self.sale_order(order)
                    self.assertEqual(f'{sale_order.amount_total:.2f}', str(order.total))
                    self.assert_taxes(sale_order, order.items)

    def place_any(self, rng):
        kinds = rng.sample(list(self.taxes), rng.randint(1, 3))
        return self.shop.place('DE', prices_include_tax=True, items=[
            Item(
                kind.upper(),
                rng.choice([1, 2, 3, 7, rng.randint(1, 1500)]),
                Decimal(rng.choice([rng.randint(1, 99), rng.randint(1, 20000)])) / 100,
                discount=rng.choice(['0', '0', '0.01']),
                shipping=rng.choice(['0', '4.99']),
            )
            for kind in kinds
        ])

    def assert_taxes(self, sale_order, items):
        """Compare the taxes with those of the totals; each line rounds its own."""
        goods = sale_order.order_line.filtered('amazon_item_ref')
        expected = 0
        for line, item in zip(goods, items, strict=True):
            paid = float(item.price - item.discount)
            if line._has_fixed_tax() and paid < FIXED * item.quantity * 1.2:
                return  # No price makes up for such a tax.
            result = line[LINE_TAXES].with_context(
                force_price_include=True, round=False
            ).compute_all(paid / item.quantity, quantity=item.quantity, product=line.product_id)
            expected += paid - result['total_excluded']
        cents = sum(
            max(len(line[LINE_TAXES].flatten_taxes_hierarchy()), 1)
            for line in sale_order.order_line if not line.display_type
        )
        self.assertAlmostEqual(sale_order.amount_tax, expected, delta=0.006 * cents)
