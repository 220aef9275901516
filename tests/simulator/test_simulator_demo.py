import datetime
import gzip
import http.client
import json
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

from odoo.tests import tagged

from ...workshop.simulator import Item, Simulator
from ...workshop.simulator.demo import demo_shop
from ...workshop.simulator.demo.generator import generate, generate_plain
from ...workshop.simulator.marketplace.catalogue import PRODUCTS
from ...workshop.simulator.state import StateError, keep
from .simulator_case import ORDERS, FeedCase, SimulatorCase

DATASETS = 'BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX'


class FilledShopCase(FeedCase):

    def wires(self):
        """Return the JSON of all orders of the shop; the contract is checked on the way."""
        wires, parameters = [], {'includedData': DATASETS}
        while True:
            answer = self.search(**parameters).json
            wires += answer['orders']
            if 'pagination' not in answer:
                return wires
            parameters['paginationToken'] = answer['pagination']['nextToken']


@tagged('-at_install', 'post_install')
class TestDemoShop(FilledShopCase):

    def setUp(self):
        super().setUp()
        demo_shop.fill(self.shop)

    def test_everything_can_be_read_at_once(self):
        self.assertEqual(len(self.wires()), len(self.shop))

    def test_it_shows_what_is_worth_seeing(self):
        orders = list(self.shop)
        items = [item for order in orders for item in order.items]
        self.assertGreaterEqual(
            {order.marketplace.country for order in orders}, {'US', 'DE', 'FR', 'GB', 'JP'})
        self.assertGreaterEqual(len({order.currency for order in orders}), 5)
        self.assertEqual({order.channel for order in orders}, {'MERCHANT', 'AMAZON'})
        self.assertGreaterEqual(
            {order.status for order in orders},
            {'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED'})
        self.assertTrue(any(item.gift_wrap and item.gift_message for item in items))
        self.assertTrue(any(item.discount for item in items))
        self.assertTrue(any(item.shipping_discount for item in items))
        self.assertTrue(any(item.cancel_request for item in items))
        self.assertTrue(any(item.cancelled and item.quantity for item in items))
        self.assertTrue(any(item.serial_numbers for item in items))
        self.assertTrue(any(
            order.recipient and order.recipient.instructions
            and any(item.customized_url and 'recipientAgeVerification' in item.constraints
                    for item in order.items)
            for order in orders))
        self.assertIn(('AMAZON', 'PARTIALLY_SHIPPED'), {
            (order.channel, order.status) for order in orders})
        self.assertGreaterEqual(
            {program for order in orders for program in order.programs},
            {'AMAZON_BUSINESS', 'PREMIUM', 'PRIME'})
        originals = {(order.association, order.replaces) for order in orders if order.replaces}
        self.assertEqual({name for name, _id in originals}, {'REPLACEMENT', 'EXCHANGE'})
        for _name, original in originals:
            self.assertIn(original, self.shop)
        self.assertTrue(any(order.buyer is None for order in orders))
        self.assertTrue(any(
            order.buyer and order.buyer.vat_number and order.buyer.purchase_order
            for order in orders))

    def test_all_products_but_one_are_in_the_catalogue(self):
        sold = {item.sku for order in self.shop for item in order.items}
        catalogue = {product.sku for product in PRODUCTS}
        self.assertEqual(sold - catalogue, {'OLD-SKU-2019'})
        self.assertEqual(catalogue - sold, set())

    def test_it_is_the_same_every_time(self):
        other = Simulator(seed=7)
        demo_shop.fill(other.shop)
        self.assertEqual(
            [(order.order_id, order.total) for order in other.shop],
            [(order.order_id, order.total) for order in self.shop])


@tagged('-at_install', 'post_install')
class TestGenerator(FilledShopCase):

    def test_orders_agree_with_the_models_and_add_up(self):
        generate(self.shop, 300, seed=1)
        wires = self.wires()
        self.assertEqual(len(wires), 300)
        for wire in wires:
            totals = [
                Decimal(item['proceeds']['proceedsTotal']['amount'])
                for item in wire['orderItems']]
            self.assertEqual(
                Decimal(wire['proceeds']['grandTotal']['amount']), sum(totals), wire['orderId'])
            self.assertLessEqual(wire['createdTime'], wire['lastUpdatedTime'])

    def test_mix_is_realistic(self):
        generate(self.shop, 300, seed=1)
        orders = list(self.shop)
        unshipped = [
            order for order in orders
            if (order.channel, order.status) == ('MERCHANT', 'UNSHIPPED')]
        self.assertGreater(len(unshipped), 120)
        self.assertGreater(len({order.marketplace.id for order in orders}), 6)
        self.assertEqual({order.status for order in orders}, {
            'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED'})
        self.assertTrue(any(order.buyer.vat_number for order in orders))

    def test_partly_shipped_orders_have_something_left(self):
        generate(self.shop, 1500, seed=2)
        partly = [order for order in self.shop if order.status == 'PARTIALLY_SHIPPED']
        self.assertTrue(partly)
        for order in partly:
            self.assertTrue(any(item.shipped for item in order.items))
            self.assertTrue(any(item.unshipped for item in order.items))

    def test_same_seed_same_orders(self):
        def orders(seed):
            simulator = Simulator(seed)
            generate(simulator.shop, 20, seed)
            return [(order.order_id, order.status, order.total) for order in simulator.shop]

        self.assertEqual(orders(3), orders(3))
        self.assertNotEqual(orders(3), orders(4))

    def test_plain_orders_are_alike_and_can_be_read_at_once(self):
        generate_plain(self.shop, 120)
        self.assertEqual(len(self.wires()), 120)
        orders = list(self.shop)
        self.assertEqual({(order.channel, order.status) for order in orders}, {
            ('MERCHANT', 'UNSHIPPED')})
        self.assertEqual({len(order.items) for order in orders}, {2})
        self.assertTrue(all(item.shipping for order in orders for item in order.items))
        self.assertEqual(len({order.buyer.email for order in orders}), 120)


@tagged('-at_install', 'post_install')
class TestState(FilledShopCase):

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / 'shop.json'

    def restart(self):
        """Return a shop that another run of the simulator finds in the file."""
        return self.restarted_seller().shop

    def restarted_seller(self):
        simulator = Simulator()
        self.assertTrue(keep(simulator.seller, self.path))
        return simulator.seller

    def test_shop_continues_after_a_restart(self):
        self.assertFalse(keep(self.simulator.seller, self.path))
        demo_shop.fill(self.shop)
        before = {wire['orderId']: wire for wire in self.wires()}
        shop = self.simulator.seller.shop = self.restart()
        self.assertEqual({wire['orderId']: wire for wire in self.wires()}, before)
        self.assertEqual(
            [order.total for order in shop], [order.total for order in self.shop])

    def test_every_change_is_kept(self):
        keep(self.simulator.seller, self.path)
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 2)])
        self.assertIn(order.order_id, self.restart())
        self.shop.ship(order.order_id, {'AMZ-TEAPOT': 1})
        self.assertEqual(self.restart().order(order.order_id).status, 'PARTIALLY_SHIPPED')
        self.shop.cancel(order.order_id)
        self.assertEqual(self.restart().order(order.order_id).items[0].quantity, 1)

    def test_packages_are_kept(self):
        keep(self.simulator.seller, self.path)
        order = self.shop.place()
        self.confirm(order, carrierCode='Other', carrierName="Bike & Co", shippingMethod='Fast')
        before = self.packages(order)
        self.simulator.seller.shop = self.restart()
        self.assertEqual(self.packages(order), before)

    def test_feeds_are_kept(self):
        keep(self.simulator.seller, self.path)
        order = self.shop.place()
        self.simulator.feeds.duration = datetime.timedelta(minutes=1)
        feed_id = self.send(self.envelope(self.message(order)))
        seller = self.restarted_seller()
        self.assertEqual(seller.shop.order(order.order_id).status, 'UNSHIPPED')
        self.simulator.clock.advance(60)
        done = self.feed(feed_id)
        seller = self.restarted_seller()
        self.assertEqual(seller.shop.order(order.order_id).status, 'SHIPPED')
        restored = seller.feeds.find(feed_id)
        self.assertEqual(restored.result_document_id, done['resultFeedDocumentId'])
        document = seller.feeds.documents.find(seller.seller_id, restored.result_document_id)
        self.assertEqual(gzip.decompress(document.content), self.report(feed_id))

    def test_file_of_before_there_were_feeds(self):
        self.path.write_text('{"format": 1, "orders": []}')
        self.assertEqual(len(self.restarted_seller().feeds), 0)

    def test_buyers_after_a_restart_are_new_ones(self):
        keep(self.simulator.seller, self.path)
        before = {self.shop.place().buyer.email for _number in range(5)}
        after = {self.restart().place().buyer.email for _number in range(5)}
        self.assertFalse(before & after)

    def test_a_file_that_is_no_shop_is_left_alone(self):
        for content in ('', '[]', '{"format": 0, "orders": []}', '{"format": 1, "orders": [{}]}'):
            with self.subTest(content):
                self.path.write_text(content)
                with self.assertRaises(StateError):
                    keep(self.simulator.seller, self.path)
                self.assertEqual(self.path.read_text(), content)


@tagged('-at_install', 'post_install')
class TestCommandLine(SimulatorCase):

    def start(self, *arguments):
        """Start the simulator as a program, and return what it prints."""
        package = Path(sys.modules[Simulator.__module__].__file__).parent
        process = subprocess.Popen(
            [sys.executable, '-B', '-m', package.name, *arguments], cwd=package.parent,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        return process.stdout

    def test_program_prints_where_it_is_and_serves(self):
        with tempfile.TemporaryDirectory() as folder:
            state = Path(folder) / 'shop.json'
            line = self.start('--demo', f'--state={state}', '--event-lag=150').readline()
            count, url = re.fullmatch(r'Amazon simulator, (\d+) orders: (\S+)\n', line).groups()
            connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
            self.addCleanup(connection.close)
            connection.request('GET', '/')
            self.assertIn("dated 150 seconds earlier", connection.getresponse().read().decode())
            connection.request('GET', ORDERS)
            self.assertEqual(connection.getresponse().status, 403)
            self.assertEqual(len(json.loads(state.read_text())['orders']), int(count))

    def test_program_says_why_it_cannot_run(self):
        with tempfile.NamedTemporaryFile('w') as file:
            output = self.start(f'--state={file.name}').read()
        self.assertIn("does not hold a shop", output)
        self.assertNotIn('Traceback', output)
