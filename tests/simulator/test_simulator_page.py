import datetime
import re
from html import unescape

from odoo.tests import tagged

from ...workshop.simulator import Buyer, Item
from .simulator_case import FeedCase

PLACE = '/seller-central/place'


@tagged('-at_install', 'post_install')
class TestSellerCentral(FeedCase):

    def page(self, **parameters):
        response = self.client.get('/', query_string=parameters)
        self.assertEqual(response.status_code, 200)
        return unescape(response.get_data(as_text=True))

    def press(self, button, order, form=None, **parameters):
        return self.client.post(
            f'/seller-central/{button}/{order.order_id}', query_string=parameters, data=form)

    def place(self, **values):
        """Fill in the form, and return the order that it places."""
        form = {
            'marketplace': 'A1PA6795UKMFR9', 'channel': 'MERCHANT', 'sku': 'AMZ-TEAPOT',
            'quantity': '2', 'status': 'UNSHIPPED', **values,
        }
        known = set(self.shop)
        self.assert_leads_to(self.client.post(PLACE, data=form), '/')
        [order] = set(self.shop) - known
        return order

    def assert_leads_to(self, response, url):
        self.assertEqual(response.status_code, 303)
        self.assertEqual(response.headers['Location'].replace('http://localhost', ''), url)

    def test_it_says_that_it_is_a_simulator(self):
        self.assertIn("This is not Amazon.", self.page())

    def test_orders_as_amazon_sees_them(self):
        order = self.shop.place(
            'JP', channel='AMAZON', status='SHIPPED', items=[Item('AMZ-TEAPOT', 3)],
            buyer=Buyer("山田 太郎"))
        page = self.page()
        for text in (
            order.order_id, 'Amazon.co.jp', 'FBA', 'Shipped', '山田 太郎', 'AMZ-TEAPOT',
            '22,050 JPY',
        ):
            self.assertIn(text, page)

    def test_packages_of_the_merchant(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 3)])
        self.shop.ship(order.order_id, {'AMZ-TEAPOT': 2}, carrier='DHL', tracking='JD014600')
        self.confirm(
            order, carrierCode='Other', carrierName="Bike & Co", shippingMethod='Same Day')
        page = re.sub(r'<[^>]+>', ' ', self.page())
        for text in (
            'DHL JD014600 2 × AMZ-TEAPOT', 'Bike & Co 1Z0001 1 × AMZ-TEAPOT',
            'shipped Jan 1, 12:00 · Same Day',
        ):
            self.assertIn(text, ' '.join(page.split()))

    def test_feeds(self):
        self.assertIn("No feeds yet.", self.page())
        good, bad = self.shop.place(), self.shop.place(channel='AMAZON')
        done = self.send(self.envelope(self.message(good, 1), self.message(bad, 2)))
        self.simulator.feeds.end_next('IN_PROGRESS')
        self.simulator.feeds.duration = datetime.timedelta(seconds=30)
        waiting = self.send(self.envelope(self.message(good)))
        page = ' '.join(re.sub(r'<[^>]+>', ' ', self.page()).split())
        self.assertIn(f'{done} POST_ORDER_FULFILLMENT_DATA Done 1 confirmed, 1 refused Order '
            f'{bad.order_id} is fulfilled by Amazon', page)
        self.assertIn(
            f'{waiting} POST_ORDER_FULFILLMENT_DATA In queue not processed yet', page)

    def test_page_is_as_late_as_any_look_at_the_shop(self):
        self.simulator.feeds.duration = datetime.timedelta(seconds=20)
        order = self.shop.place()
        self.send(self.envelope(self.message(order)))
        self.assertNotIn('1Z0001', self.page())
        self.simulator.clock.advance(20)
        self.assertIn('1Z0001', self.page())

    def test_orders_of_one_status(self):
        pending, shipped = self.shop.place(status='PENDING'), self.shop.place(status='SHIPPED')
        page = self.page(status='PENDING')
        self.assertIn(pending.order_id, page)
        self.assertNotIn(shipped.order_id, page)

    def test_place_an_order(self):
        order = self.place()
        self.assertEqual(order.marketplace.country, 'DE')
        self.assertEqual((order.channel, order.status), ('MERCHANT', 'UNSHIPPED'))
        [item] = order.items
        self.assertEqual((item.sku, item.quantity, item.gift_message), ('AMZ-TEAPOT', 2, None))
        self.assertIn(order.order_id, self.page())

    def test_place_a_gift(self):
        [item] = self.place(gift_wrap='1').items
        self.assertTrue(item.gift_wrap and item.gift_message)

    def test_place_a_random_order(self):
        for _number in range(20):
            self.assertEqual(self.client.post('/seller-central/place-random').status_code, 303)
        self.assertEqual(len(self.shop), 20)
        self.assertLessEqual({order.status for order in self.shop}, {'PENDING', 'UNSHIPPED'})

    def test_orders_that_make_no_sense_are_not_placed(self):
        for values in ({'quantity': '0'}, {'quantity': 'x'}, {'marketplace': 'X'},
                       {'channel': 'X'}):
            with self.subTest(values):
                form = {
                    'marketplace': 'US', 'channel': 'MERCHANT', 'sku': 'A', 'quantity': '1',
                    'status': 'PENDING', **values}
                self.assertEqual(self.client.post(PLACE, data=form).status_code, 409)
        self.assertEqual(len(self.shop), 0)

    def test_let_an_order_become_unshipped_and_cancel_it(self):
        order = self.place(status='PENDING')
        self.assertIn(f'release/{order.order_id}', self.page())
        self.press('release', order)
        self.assertEqual(order.status, 'UNSHIPPED')
        self.press('request-cancellation', order)
        self.assertIn("buyer asks to cancel", self.page())
        self.press('cancel', order)
        self.assertEqual(order.status, 'CANCELLED')
        self.assertNotIn(f'/{order.order_id}"', self.page())

    def test_ship_an_order_of_amazon(self):
        order = self.place(channel='AMAZON')
        self.assert_leads_to(
            self.press('ship', order, status='UNSHIPPED'), '/?status=UNSHIPPED')
        self.assertEqual(order.status, 'SHIPPED')

    def test_let_the_buyer_move_and_be_somebody_else(self):
        order = self.place()
        self.press('redirect', order, {'street': "2 Pine St"})
        self.assertEqual(order.recipient.line1, "2 Pine St")
        self.press('withhold-recipient', order)
        self.assertIsNone(order.recipient)
        self.press('introduce', order, {'company': "Engines Ltd", 'vat_number': 'GB1'})
        self.assertEqual((order.buyer.company, order.buyer.vat_number), ("Engines Ltd", 'GB1'))

    def test_what_is_not_possible_is_said(self):
        order = self.place(channel='AMAZON')
        self.press('ship', order)
        response = self.press('cancel', order)
        self.assertEqual(response.status_code, 409)
        self.assertIn(
            "Amazon does not cancel an order that is SHIPPED.", response.get_data(as_text=True))

    def test_what_amazon_received(self):
        self.search(maxResultsPerPage=3)
        self.search(maxResultsPerPage=0)
        page = self.page()
        self.assertIn('<b>2</b>searchOrders', page)
        self.assertIn('maxResultsPerPage=3', page)
        self.assertNotIn(self.access_token, page)

    def test_page_can_be_looked_at_without_being_counted(self):
        self.page()
        self.assertEqual(self.simulator.calls, {'token': 1})

    def test_what_comes_from_outside_is_escaped(self):
        evil = '<script>alert("&")</script>'
        self.shop.place(
            buyer=Buyer(evil, company=evil), items=[Item(evil, title=evil)], order_id=evil)
        self.search(createdAfter=evil)
        self.client.post(f'/seller-central/cancel/{evil}x')
        page = self.client.get('/', query_string={'status': evil}).get_data(as_text=True)
        page += self.client.get('/').get_data(as_text=True)
        self.assertNotIn('<script', page)
        self.assertIn('&lt;script&gt;', page)

    def test_events_may_be_dated_earlier_so_that_nobody_waits(self):
        self.assertIn("a synchronization sees what happens on this page after that", self.page())
        self.shop.event_lag = datetime.timedelta(seconds=150)
        self.assertIn("dated 150 seconds earlier", self.page())
        order = self.place()
        self.assertEqual(self.found(), [order.order_id])
        self.press('cancel', order)
        self.assertEqual(self.found(fulfillmentStatuses='CANCELLED'), [order.order_id])

    def test_a_large_shop_is_shown_in_part(self):
        with self.shop.batch():
            for _number in range(130):
                self.shop.place()
        self.assertIn("and 30 older ones", self.page())
