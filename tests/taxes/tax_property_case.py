from collections import Counter
from contextlib import closing, contextmanager
from itertools import count

from odoo import fields

from ...lib.series import LINE_TAXES
from ...workshop.simulator import Item
from ..common import AmazonCase
from ..series import included, net_and_tax

DOCUMENTED_SCHEMES = ('IOSS', 'UOSS')
THREE_DECIMALS = 'KWD'
CURRENCIES = ('EUR', 'CAD', 'GBP', 'AUD', 'JPY', THREE_DECIMALS)
TAXES = (
    'none', 'added', 'included', 'reduced', 'group', 'stacked', 'stacked_within', 'stacked_group',
    'fixed', 'fixed_within', 'fixed_and_added', 'fixed_stacked', 'division', 'both_ways',
)
FIXED = 0.5


class TaxPropertyCase(AmazonCase):
    """Goods with all kinds of taxes, and what holds for each order of them."""

    numbers = count(1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in CURRENCIES:
            currency = cls.env['res.currency'].with_context(active_test=False).search(
                [('name', '=', name)]
            )
            currency.active = True
            cls.env['res.currency.rate'].create({
                'currency_id': currency.id, 'rate': 2, 'name': '2020-01-01',
            })
        cls.taxes = {kind: cls.env['account.tax'] for kind in TAXES} | cls.create_taxes()
        cls.env['product.product'].create([{
            'name': kind,
            'default_code': kind.upper(),
            'type': 'service',
            'invoice_policy': 'order',
            'taxes_id': [fields.Command.set(taxes.ids)],
        } for kind, taxes in cls.taxes.items()])

    @classmethod
    def create_taxes(cls):
        added, reduced, fixed = cls.tax(19), cls.tax(7), cls.tax(FIXED, amount_type='fixed')
        stacked = cls.tax(10, include_base_amount=True, sequence=1) + cls.tax(5, sequence=2)
        return {
            'added': added,
            'included': cls.tax(19, True),
            'reduced': reduced,
            'group': cls.group(cls.tax(6) + cls.tax(2.25)),
            'stacked': stacked,
            'stacked_within': (
                cls.tax(10, True, include_base_amount=True, sequence=1)
                + cls.tax(5, True, sequence=2)
            ),
            'stacked_group': cls.group(stacked),
            'fixed': fixed,
            'fixed_within': cls.tax(FIXED, True, amount_type='fixed'),
            'fixed_and_added': fixed + added,
            'fixed_stacked': cls.tax(
                FIXED, amount_type='fixed', include_base_amount=True, sequence=1,
            ) + cls.tax(19, sequence=2),
            'division': cls.tax(10, True, amount_type='division'),
            'both_ways': cls.tax(19, True, sequence=1) + cls.tax(5, sequence=2),
        }

    @classmethod
    def tax(cls, amount, is_included=False, **values):
        return cls.env['account.tax'].create({
            'name': f"Tax {next(cls.numbers)}",
            'amount': amount,
            'type_tax_use': 'sale',
            **included(is_included),
            **values,
        })

    @classmethod
    def group(cls, taxes):
        return cls.tax(
            0, amount_type='group', children_tax_ids=[fields.Command.set(taxes.ids)],
        )

    def setUp(self):
        super().setUp()
        for country in ('CA', 'GB', 'AU', 'AE'):
            self.amazon.seller.participate(country)
            self.account.active_marketplace_ids += self.marketplace(country)
        self.link()
        # How often Amazon may be asked is tested elsewhere: each world begins at the same moment.
        self.amazon.limits.enabled = False
        self.counts = Counter()

    # === ONE WORLD AFTER THE OTHER === #

    @contextmanager
    def world(self, shopping):
        """Have a new world to shop in; what it does in Odoo is undone afterwards."""
        self.shop.restore([])
        with closing(self.cr.savepoint()):
            self.set_up_odoo(shopping)
            yield
        self.muted_registry_logger(self.registry.clear_all_caches)()

    def set_up_odoo(self, shopping):
        self.company.tax_calculation_rounding_method = shopping.method
        self.env.ref('product.decimal_price').digits = shopping.price_decimals
        for kind in ('shipping', 'charge'):
            product = self.env['product.product']._amazon_default(kind)
            product.taxes_id = self.taxes[shopping.tax_of_services]

    def check(self, shopping):
        """Have orders placed and read into Odoo, and see whether all that has to hold, does."""
        with self.world(shopping):
            with self.shop.batch():
                orders = [self.place(draft) for draft in shopping.orders]
            self.sync()
            for draft, order in zip(shopping.orders, orders, strict=True):
                with self.told(shopping, draft):
                    self.assert_order(draft, order)
            sale_orders = self.env['sale.order'].union(*map(self.sale_order, orders))
            # What is sent and tracked beside them is tested elsewhere, and takes half of the time.
            sale_orders.with_context(
                tracking_disable=True, mail_auto_subscribe_no_notify=True
            )._create_invoices(grouped=True)
            for draft, order in zip(shopping.orders, orders, strict=True):
                with self.told(shopping, draft):
                    self.assert_invoice(self.sale_order(order))
        self.count(shopping)

    def place(self, draft):
        order = self.shop.place(
            draft.marketplace, items=[Item(**values) for values in draft.items], **draft.values
        )
        if draft.word and draft.word not in DOCUMENTED_SCHEMES:
            self.shop.mangle(order.order_id, lambda wire: [
                item['tax'].update(taxCalculationBreakdowns=[{'reportingScheme': draft.word}])
                for item in wire['orderItems'] if item.get('tax')
            ])
        return order

    @contextmanager
    def told(self, shopping, draft):
        """Tell which order it is of which something does not hold."""
        try:
            yield
        except AssertionError as error:
            raise AssertionError("\n".join([
                f"{error}", f"{shopping}", *(
                    f"{name}: {value}" for name, value in vars(draft).items() if name != 'items'
                ), *map(_words, draft.items),
            ])) from None

    def count(self, shopping):
        self.counts['orders'] += len(shopping.orders)
        self.counts[shopping.method] += len(shopping.orders)
        for draft in shopping.orders:
            self.counts[draft.currency] += 1
            self.counts[f"prices {'with' if draft.prices_include_tax else 'without'} tax"] += 1
            self.counts[f'tax {draft.kind}'] += 1
            if draft.kind != 'own':
                self.counts[f'withholding {draft.withholding}'] += 1
                self.counts[f'scheme {draft.word or draft.marketplace}'] += 1
            self.counts.update(f"goods {item['sku']}" for item in draft.items)

    # === WHAT HOLDS === #

    def assert_order(self, draft, order):
        row = self.inbox(order)
        self.assertEqual((row.state, row.reason), ('imported', False))
        sale_order = self.sale_order(order)
        self.assertFalse(sale_order.amazon_doubt)
        self.assertEqual(sale_order.currency_id.name, order.currency)
        self.assert_adds_up(sale_order, order)
        self.assert_taxed_by_odoo(sale_order)
        for item in order.items:
            self.assert_item(sale_order, item)

    def assert_adds_up(self, sale_order, order):
        """Compare the totals with what the buyer pays, and with what Amazon keeps of it."""
        same, lines = self.same_in(sale_order.currency_id), sale_order.order_line
        collected = sale_order.amazon_tax_collected
        same(collected, order.withheld, "what Amazon keeps")
        same(sum(lines.mapped('amazon_tax_collected')), collected, "what it keeps of the lines")
        same(sale_order.amount_total + collected, order.paid, "what the buyer pays")
        same(
            sale_order.amount_untaxed + sale_order.amount_tax, sale_order.amount_total, "the total"
        )

    def assert_item(self, sale_order, item):
        """Compare whose tax on an item it is with what Amazon collects and withholds."""
        lines = sale_order.order_line.filtered(
            lambda line: item.order_item_id in (line.amazon_charge_key or '').split(':')
        )
        same, taxes = self.same_in(sale_order.currency_id), sum(item.taxes().values())
        same(
            sum(lines.mapped('amazon_tax_collected')), item.withheld, "what Amazon keeps of an item"
        )
        same(sum(lines.mapped('amazon_tax')), taxes - item.withheld, "the seller's tax on an item")
        goods = lines.filtered('amazon_item_ref')
        self.assertEqual(goods.product_uom_qty, item.quantity)
        self.assertEqual(goods.product_id.default_code, item.sku)

    def assert_taxed_by_odoo(self, sale_order):
        """Compare the taxes with those that Odoo has on the same prices."""
        same = self.same_in(sale_order.currency_id)
        positions = self.env['amazon.order.taxes']._positions_of(sale_order)
        for line in sale_order.order_line:
            if line.is_amazon_tax_withheld:
                withheld = positions.of(line.amazon_tax_scheme)
                self.assertTrue(withheld.amazon_tax_id)
                self.assertEqual(line[LINE_TAXES], withheld.amazon_tax_id)
                self.assertEqual(line.price_tax, 0)
            elif line.amazon_item_ref:
                self.assertEqual(line[LINE_TAXES], line.product_id.taxes_id)
        net, tax = net_and_tax(sale_order.order_line)
        same(sale_order.amount_untaxed, net, "what the seller gets without tax")
        same(sale_order.amount_tax, tax, "the seller's tax")

    def assert_invoice(self, sale_order):
        invoice, same = sale_order.invoice_ids, self.same_in(sale_order.currency_id)
        self.assertEqual(len(invoice), 1)
        self.assertEqual(invoice.currency_id, sale_order.currency_id)
        for name in ('amount_untaxed', 'amount_tax', 'amount_total'):
            same(invoice[name], sale_order[name], f"{name} of the invoice")

    def same_in(self, currency):
        def same(amount, expected, name):
            expected = float(expected)
            if currency.compare_amounts(amount, expected):
                self.fail(f"{name} is {currency.round(amount)}, not {currency.round(expected)}")

        return same


def _words(values):
    return ", ".join(f"{name} {value}" for name, value in values.items())
