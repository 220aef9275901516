import re
from datetime import datetime, timedelta, timezone
from html import unescape

from odoo.tests import tagged

from ...workshop.simulator import Item
from .simulator_case import SimulatorCase


@tagged('-at_install', 'post_install')
class TestSellerCentralChanges(SimulatorCase):
    """What changes an order, done and seen on the page."""

    def row(self, order):
        """Return what the page shows of an order, as text, its window of rare deeds included."""
        page = unescape(self.client.get('/').get_data(as_text=True))
        [row] = [row for row in page.split('<tr>') if row.startswith(
            f'<td class="id">{order.order_id}')]
        return ' '.join(re.sub(r'<[^>]+>', ' ', row).split())

    def buttons(self, order):
        """Return what the buttons for an order do."""
        page = self.client.get('/').get_data(as_text=True)
        return set(re.findall(rf'/seller-central/([a-z-]+)/{order.order_id}"', page))

    def press(self, button, order, **form):
        response = self.client.post(f'/seller-central/{button}/{order.order_id}', data=form)
        self.assertEqual(response.status_code, 303, response.get_data(as_text=True))

    def press_in_vain(self, button, order, **form):
        """Press a button that complains, and return what the page says."""
        response = self.client.post(f'/seller-central/{button}/{order.order_id}', data=form)
        self.assertEqual(response.status_code, 409)
        return unescape(
            re.search(r'<div class="problem">(.*?)</div>', response.get_data(as_text=True))[1])

    def units(self, order, *counts):
        return {
            f'units:{item.order_item_id}': count
            for item, count in zip(order.items, counts, strict=True)}

    def test_buttons_are_those_that_do_something(self):
        some = {'cancel', 'cancel-part', 'reschedule', 'introduce'}
        goes = {'redirect', 'withhold-recipient'}
        for values, buttons in (
            ({'status': 'PENDING'}, some | goes | {'release'}),
            ({}, some | goes | {'ship', 'ship-part', 'buy-label', 'request-cancellation'}),
            ({'channel': 'AMAZON'}, some | {'ship', 'ship-part'}),
            ({'status': 'PARTIALLY_SHIPPED', 'items': [Item('AMZ-TEAPOT', 2)]},
             some | goes | {
                 'ship', 'ship-part', 'buy-label', 'move-package', 'lose-package',
                 'request-cancellation', 'replace'}),
            ({'items': [Item('AMZ-TEAPOT'), Item('AMZ-MUG-WHITE')], 'channel': 'AMAZON'},
             some | {'ship', 'ship-part', 'drop'}),
            ({'status': 'SHIPPED'}, {'move-package', 'lose-package', 'replace'}),
            ({'status': 'SHIPPED', 'channel': 'AMAZON'}, {'replace'}),
            ({'status': 'CANCELLED'}, set()),
            ({'status': 'UNFULFILLABLE'}, set()),
        ):
            with self.subTest(values):
                self.assertEqual(self.buttons(self.shop.place(**values)), buttons)

    def test_form_offers_what_is_left_and_suggests_one_unit(self):
        order = self.shop.place(items=[
            Item('AMZ-TEAPOT'), Item('AMZ-MUG-WHITE', 5), Item('AMZ-LAMP-DESK')])
        self.shop.ship(order.order_id, {'AMZ-TEAPOT': 1, 'AMZ-MUG-WHITE': 2})
        page = self.client.get('/').get_data(as_text=True)
        mug, lamp = order.items[1].order_item_id, order.items[2].order_item_id
        offers = re.findall(r'name="units:(\d+)" value="(\d)" min="0" max="(\d)"', page)
        self.assertEqual(offers, 3 * [(mug, '1', '3'), (lamp, '0', '1')])

    def test_ship_some_units(self):
        for channel in ('MERCHANT', 'AMAZON'):
            with self.subTest(channel):
                order = self.shop.place(
                    channel=channel, items=[Item('AMZ-TEAPOT', 3), Item('AMZ-MUG-WHITE')])
                self.press('ship-part', order, **self.units(order, 2, 0))
                self.assertEqual([item.shipped for item in order.items], [2, 0])
                self.assertEqual(order.status, 'PARTIALLY_SHIPPED')
                self.assertIn('3 × AMZ-TEAPOT 2 shipped', self.row(order))
                self.press('ship-part', order, **self.units(order, '', 1))
                self.assertEqual([item.shipped for item in order.items], [2, 1])

    def test_cancel_some_units(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 3), Item('AMZ-MUG-WHITE', 2)])
        self.press('cancel-part', order, by='BUYER', reason='', **self.units(order, 1, 0))
        self.assertIn(
            '2 × AMZ-TEAPOT 1 canceled by the buyer: Buyer canceled 2 × AMZ-MUG-WHITE',
            self.row(order))
        self.press('cancel-part', order, by='AMAZON', reason="Lost", **self.units(order, 0, 2))
        self.assertIn('0 × AMZ-MUG-WHITE 2 canceled by Amazon: Lost', self.row(order))
        self.assertEqual(order.status, 'UNSHIPPED')

    def test_cancel_by_whom_and_why(self):
        for by, reason, text in (
            ('MERCHANT', '', "1 canceled by the merchant: No inventory"),
            ('AMAZON', '', "1 canceled by Amazon: Payment failed"),
            ('BUYER', "Too late", "1 canceled by the buyer: Too late"),
        ):
            with self.subTest(by):
                order = self.shop.place()
                self.press('cancel', order, by=by, reason=reason, **self.units(order, 1))
                self.assertEqual(order.status, 'CANCELLED')
                self.assertIn(text, self.row(order))

    def test_item_that_is_not_listed_any_more(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 3), Item('AMZ-MUG-WHITE')])
        self.press('drop', order, item=order.items[0].order_item_id)
        self.assertNotIn('AMZ-TEAPOT', self.row(order))
        self.assertIn("is the only item", self.press_in_vain('drop', order, item='AMZ-MUG-WHITE'))

    def test_buyer_asks_and_thinks_better_of_it(self):
        order = self.shop.place()
        self.press('request-cancellation', order)
        self.assertIn("buyer asks to cancel: Ordered by mistake", self.row(order))
        self.assertIn('withdraw-request', self.buttons(order))
        self.assertNotIn('request-cancellation', self.buttons(order))
        self.press('withdraw-request', order)
        self.assertNotIn("buyer asks to cancel", self.row(order))

    def test_move_the_ship_by_date(self):
        order = self.shop.place(ship_by=datetime(2026, 3, 1, 8, tzinfo=timezone.utc))
        self.assertIn("ship by Mar 1, 08:00", self.row(order))
        self.press('reschedule', order, ship_by='2026-12-24T18:30')
        self.assertEqual(order.ship_by, datetime(2026, 12, 24, 18, 30, tzinfo=timezone.utc))
        self.assertIn("ship by Dec 24, 18:30", self.row(order))
        self.press('ship', order)
        self.assertNotIn("ship by", self.row(order))
        self.press_in_vain('reschedule', order, ship_by='tomorrow')

    def test_late_orders_stand_out(self):
        def is_marked():
            return 'class="sub warning">ship by' in self.client.get('/').get_data(as_text=True)

        now = self.simulator.clock.now()
        self.shop.place(ship_by=now + timedelta(minutes=5))
        self.assertFalse(is_marked())
        self.simulator.clock.advance(301)
        self.assertTrue(is_marked())

    def test_replace_and_exchange(self):
        original = self.shop.place('DE', channel='AMAZON', status='SHIPPED')
        for association, text in (
            ('REPLACEMENT', f"replaces {original.order_id}"),
            ('EXCHANGE', f"in exchange for {original.order_id}"),
        ):
            known = set(self.shop)
            self.press('replace', original, association=association)
            [order] = set(self.shop) - known
            self.assertEqual((order.status, order.channel, order.total), ('UNSHIPPED', 'AMAZON', 0))
            self.assertIn(f'{order.order_id} {text}', self.row(order))

    def test_programs_and_serial_numbers(self):
        order = self.shop.place(
            channel='AMAZON', programs=['PRIME', 'AMAZON_BUSINESS'], items=[Item('AMZ-LAMP-DESK')])
        self.shop.ship(order.order_id, serial_numbers={'AMZ-LAMP-DESK': ['L-1', 'L-2']})
        row = self.row(order)
        self.assertIn(f'{order.order_id} Prime Amazon business', row)
        self.assertIn('1 × AMZ-LAMP-DESK serial numbers L-1, L-2', row)

    def test_units_that_make_no_sense(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 3)])
        for button in ('ship-part', 'cancel-part'):
            for count in (4, -1, 0, 'x'):
                with self.subTest(button, count=count):
                    self.assertTrue(self.press_in_vain(button, order, **self.units(order, count)))
            self.press_in_vain(button, order, **{'units:1': 1})
        self.press_in_vain('cancel', order, by='NOBODY')
        self.assertEqual((order.status, order.items[0].quantity), ('UNSHIPPED', 3))

    def test_buttons_lead_back_to_the_orders_that_were_shown(self):
        order = self.shop.place()
        page = unescape(self.client.get('/?status=UNSHIPPED').get_data(as_text=True))
        self.assertIn(f'/seller-central/cancel-part/{order.order_id}?status=UNSHIPPED"', page)

    def test_what_comes_from_outside_is_escaped(self):
        evil = '"><script>alert("&")</script>'
        order = self.shop.place(
            order_id=evil, replaces=evil, programs=[evil],
            items=[Item(evil, 2), Item('AMZ-TEAPOT')])
        self.shop.request_cancellation(evil, evil)
        self.shop.ship(evil, {'AMZ-TEAPOT': 1}, serial_numbers={'AMZ-TEAPOT': [evil]})
        self.shop.reduce(evil, {order.items[0].order_item_id: 1}, reason=evil)
        page = self.client.get('/').get_data(as_text=True)
        self.assertNotIn('<script', page)
        self.assertGreater(page.count('&lt;script&gt;'), 8)
