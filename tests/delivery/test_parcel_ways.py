from odoo.exceptions import UserError

from ...workshop.simulator import faults
from .delivery_case import DeliveryCase


class TestProgramsThatAmazonKnowsOf(DeliveryCase):
    """Amazon is not told of what it knows by itself, and the delivery says so before."""

    PROGRAMS = ('FBM_SHIP_PLUS', 'AMAZON_EASY_SHIP', 'DELIVERY_BY_AMAZON')

    def test_open_delivery_says_how_amazon_knows(self):
        for program, words in (
            ('FBM_SHIP_PLUS', "FBM Ship+: get the label from Amazon"),
            ('AMAZON_EASY_SHIP', "schedule the pickup in Seller Central"),
            ('DELIVERY_BY_AMAZON', "Delivery by Amazon: get the label"),
            ('IN_STORE_PICK_UP', "the buyer fetches this order"),
            ('PRIME', ""),
        ):
            with self.subTest(program):
                picking = self.picking(self.place(programs=[program]))
                self.assertIn(words, picking.amazon_way or '')
                self.assertEqual(bool(picking.amazon_way), bool(words))

    def test_delivery_needs_nothing_and_takes_over_what_amazon_says(self):
        for program in self.PROGRAMS:
            with self.subTest(program):
                order = self.place(programs=[program])
                picking = self.picking(order)
                self.validate(picking)
                self.assertEqual(picking.amazon_sync_status, 'pending')
                self.assertIn("is not told of it", picking.amazon_sync_reason)
                self.send()
                label = self.shop.buy_label(order.order_id, carrier='UPS', tracking='1ZAMAZON')
                self.sync()
                self.assertEqual(picking.amazon_sync_status, 'done')
                self.assertEqual(picking.carrier_id, self.ups)
                self.assertEqual(picking.carrier_tracking_ref, '1ZAMAZON')
                self.shop.hand_over(order.order_id, label.reference)
                self.sync()
                self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)

    def test_label_bought_before_the_delivery_is_validated(self):
        order = self.place(mugs=2, programs=['FBM_SHIP_PLUS'])
        self.shop.buy_label(order.order_id, {'AMZ-MUG-WHITE': 1}, tracking='1ZAMAZON')
        self.sync()
        picking = self.picking(order)
        picking.action_assign()
        picking.move_ids.quantity = 1
        self.validate(picking)
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(picking.carrier_tracking_ref, '1ZAMAZON')

    def test_pickup_is_synchronized_when_amazon_says_that_it_is_over(self):
        order = self.place(programs=['IN_STORE_PICK_UP'])
        picking = self.picking(order)
        self.validate(picking)
        self.assertIn("say in Seller Central", picking.amazon_sync_reason)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'pending')
        self.shop.ship(order.order_id)
        self.shop.mangle(order.order_id, lambda wire: wire.pop('packages'))
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)

    def test_click_looks_at_the_order_and_tells_nothing(self):
        order = self.place(programs=['FBM_SHIP_PLUS'])
        picking = self.picking(order)
        self.validate(picking)
        self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(picking.amazon_sync_status, 'pending')
        self.shop.buy_label(order.order_id, tracking='1ZAMAZON')
        self.click(picking, 'action_retry_amazon_sync')
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)

    def test_refusal_says_what_the_order_did_not(self):
        order = self.place()
        self.shop.change(order.order_id, lambda order: order.programs.append('FBM_SHIP_PLUS'))
        picking = self.ship(self.picking(order))
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'pending')
        self.assertNotIn("Correct the delivery", picking.amazon_sync_reason)
        self.shop.buy_label(order.order_id, tracking='1ZAMAZON')
        self.sync()
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_refusal_in_a_feed(self):
        self.account.feed_threshold = 0
        self.account.seller_ref = self.amazon.seller.seller_id
        order = self.place()
        self.shop.change(order.order_id, lambda order: order.programs.append('FBM_SHIP_PLUS'))
        picking = self.ship(self.picking(order))
        self.send_feed()
        self.assertEqual(picking.amazon_shipment_ids.state, 'expected')

    def send_feed(self):
        self.send()
        self.env['amazon.feed'].search([]).next_look = False
        self.click(self.account, 'action_sync_pickings')

    def test_other_orders_of_the_delivery_are_asked_and_told(self):
        ship_plus = self.place(programs=['FBM_SHIP_PLUS'])
        picking = self.picking(self.place())
        self.picking(ship_plus).move_ids.picking_id = picking
        picking.action_assign()
        with self.assertRaisesRegex(UserError, "the tracking reference"):
            self.validate(picking)
        self.ship(picking)
        self.send()
        self.assertEqual(
            sorted(picking.amazon_shipment_ids.mapped('state')), ['confirmed', 'expected'])


class TestLettersWithoutTracking(DeliveryCase):

    def setUp(self):
        super().setUp()
        self.letter = self.create_delivery_method("Deutsche Post")
        self.letter.write({'is_amazon_untracked': True, 'amazon_shipping_method': "Brief"})
        self.account.seller_ref = self.amazon.seller.seller_id

    def post(self, country='DE', **values):
        picking = self.picking(self.place(marketplace=country, **values))
        return self.ship(picking, tracking=False, carrier=self.letter)

    def deliver_feed(self):
        self.send()
        self.env['amazon.feed'].search([]).next_look = False
        self.click(self.account, 'action_sync_pickings')

    def test_letter_is_told_in_a_feed_with_its_service(self):
        picking = self.post()
        self.deliver_feed()
        self.assertEqual(picking.amazon_sync_status, 'done')
        [package] = self.packages(picking)
        self.assertEqual(
            (package.carrier, package.service, package.tracking), ('Deutsche Post', "Brief", ''))
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)

    def test_letter_beside_parcels_goes_by_itself(self):
        letter, parcel = self.post(), self.place_and_ship()
        self.deliver_feed()
        self.assertEqual((letter + parcel).mapped('amazon_sync_status'), ['done', 'done'])
        self.assertEqual(self.amazon.calls['confirmShipment'], 1)

    def test_where_amazon_wants_a_number_it_is_asked_for(self):
        for country in ('US', 'JP'):
            with self.subTest(country), self.assertRaisesRegex(
                UserError, "the tracking reference$"
            ):
                self.post(country)

    def test_without_merchant_token_it_is_said_before(self):
        self.account.seller_ref = False
        with self.assertRaisesRegex(UserError, "Merchant Token"):
            self.post()

    def test_merchant_token_that_is_gone_is_a_failure_in_words(self):
        picking = self.post()
        self.account.seller_ref = False
        self.send()
        self.assertIn("needs the Merchant Token", picking.amazon_sync_reason)
        self.account.seller_ref = self.amazon.seller.seller_id
        self.click(picking, 'action_retry_amazon_sync')
        self.deliver_feed()
        self.assertEqual(picking.amazon_sync_status, 'done')

    def test_letter_with_a_number_is_an_ordinary_parcel(self):
        picking = self.ship(
            self.picking(self.place(marketplace='DE')), tracking='RR1', carrier=self.letter)
        self.send()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(self.packages(picking)[0].service, "Brief")

    def test_number_that_comes_later_is_a_correction(self):
        picking = self.post()
        self.deliver_feed()
        picking.carrier_tracking_ref = 'RR2'
        self.send()
        self.assertEqual([package.tracking for package in self.packages(picking)], ['RR2'])
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (1, 1))

    def test_letter_of_which_the_answer_was_lost_is_told_once(self):
        picking = self.post()
        self.amazon.faults.add('createFeed', faults.lost_answer)
        self.deliver_feed()
        self.deliver_feed()
        self.assertEqual(picking.amazon_sync_status, 'done')
        self.assertEqual(len(self.shop.notices), 1)
