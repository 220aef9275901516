"""What Amazon's model lets Amazon leave out does not keep an order from being imported."""
import random
from itertools import combinations

from ...workshop.fuzz.full_order import OrderModel
from ...workshop.simulator import Item
from ..common import AmazonCase
from ..contract import MODELS, missing

MUG = 'AMZ-MUG-WHITE'
PAIRS = 40
# What cannot be shipped rightly without, and what is said then.
REFUSED = {
    ('fulfillment',): "The status of the order is missing",
    ('fulfillment.fulfilledBy',): "The fulfillment channel of the order is missing",
    ('orderItems.product.sellerSku', 'orderItems.product.asin'):
        "The SKU and the ASIN of item 1 are missing",
    ('salesChannel.marketplaceId', 'salesChannel.marketplaceName'):
        "Amazon does not say on which marketplace it was placed",
}
# What the order itself charges, such as a tip, is not in the sum then: people are asked.
ASKED = 'proceeds.breakdowns'
# What people have to know of the rest, of an order that they ship.
SAID = {
    'proceeds': "Amazon does not say the total",
    'proceeds.grandTotal': "Amazon does not say the total",
    'orderItems.product.sellerSku': "the product was found by this ASIN",
    'recipient': "Amazon does not say where to deliver it",
    'recipient.deliveryAddress': "Amazon does not say where to deliver it",
    'recipient.deliveryAddress.countryCode': "Amazon does not say where to deliver it",
}


class TestMissingParts(AmazonCase):

    def setUp(self):
        super().setUp()
        if missing():
            self.skipTest(missing())
        self.link()
        self.amazon.limits.enabled = False
        model = OrderModel(MODELS / 'orders_2026-01-01.json')
        self.paths = model.optional_paths()
        self.full = model.full_order('USD')
        # The offer gets its ASIN.
        self.shop.place(items=[Item(MUG, unit_price='10.00')])
        self.sync()

    def place(self, left_out, **details):
        item = Item(
            MUG, 2, '10.00', shipping='4.99', tax='1.60', discount='2.00', gift_wrap='1.00',
            other='0.50', gift_message="Have fun!", gift_wrap_level='Classic',
        )
        return self.shop.place(
            items=[item], left_out=left_out, more=self.full, delivery_tip='3.00', **details
        )

    def import_without(self, all_left_out, **details):
        """Import an order for each set of paths that is left out.

        :return: the orders by paths.
        """
        with self.shop.batch():
            orders = {
                left_out: self.place(list(left_out), **details) for left_out in all_left_out
            }
        self.sync()
        while self.env['amazon.order'].search_count([('state', '=', 'to_import')]):
            self.sync()
        return orders

    def assert_dealt_with(self, left_out, order):
        row, sale_order = self.inbox(order), self.sale_order(order)
        refused = [why for paths, why in REFUSED.items() if _are_absent(paths, left_out)]
        if refused:
            self.assertEqual(row.state, 'failed')
            self.assertTrue(any(why in row.reason for why in refused), row.reason)
            self.assertTrue(row.can_link or order.channel == 'AMAZON')
            return
        is_asked = _are_absent([ASKED], left_out)
        states = ('imported', 'conflict') if is_asked else ('imported',)
        self.assertIn(row.state, states, row.reason)
        self.assertEqual(sale_order.order_line[0].product_id, self.mug)
        self.assertEqual(sale_order.order_line[0].product_uom_qty, 2)
        if not _are_absent(['proceeds.grandTotal'], left_out):
            paid = sale_order.amount_total + sale_order.amazon_tax_collected
            self.assertEqual(f'{paid:.2f}', str(order.total))

    def test_nothing_is_missing(self):
        [order] = self.import_without([()]).values()
        self.assert_dealt_with((), order)
        self.assertFalse(self.sale_order(order).amazon_missing)

    def test_each_part_that_may_be_absent(self):
        self.assertGreater(len(self.paths), 100)
        orders = self.import_without([(path,) for path in self.paths])
        for left_out, order in orders.items():
            with self.subTest(left_out):
                self.assert_dealt_with(left_out, order)
                [path] = left_out
                if path in SAID:
                    self.assertIn(SAID[path], self.sale_order(order).amazon_missing)

    def test_each_part_of_what_amazon_ships(self):
        paths = [path for path in self.paths if path.startswith(('orderItems', 'fulfillment'))]
        orders = self.import_without(
            [(path,) for path in paths[::2]], channel='AMAZON', status='SHIPPED'
        )
        for left_out, order in orders.items():
            with self.subTest(left_out):
                self.assert_dealt_with(left_out, order)

    def test_two_parts(self):
        rng = random.Random(16)
        pairs = rng.sample(list(combinations(self.paths, 2)), PAIRS)
        pairs += [paths for paths in REFUSED if len(paths) == 2]
        money = [path for path in self.paths if 'roceeds' in path or 'rice' in path]
        pairs += rng.sample(list(combinations(money, 2)), PAIRS)
        for left_out, order in self.import_without(pairs).items():
            with self.subTest(left_out):
                self.assert_dealt_with(left_out, order)


def _are_absent(paths, left_out):
    """Return whether all of the paths are left out, or something that they are in."""
    return all(
        any(path == gone or path.startswith(f'{gone}.') for gone in left_out) for path in paths
    )
