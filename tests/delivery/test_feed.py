import base64
from datetime import timedelta

from freezegun import freeze_time
from lxml import etree

from ...spapi import fulfillment_document
from ...workshop.simulator import SELLER_ID, Item, faults
from ...workshop.simulator.feeds.processing_report import Result
from .delivery_case import DeliveryCase

MUG = 'AMZ-MUG-WHITE'


class TestFeed(DeliveryCase):

    def setUp(self):
        super().setUp()
        self.account.write({'seller_ref': SELLER_ID, 'feed_threshold': 2})

    def ship_many(self, number=3, mugs=1):
        orders = [self.shop.place(items=[Item(MUG, mugs)]) for _ in range(number)]
        self.sync()
        pickings = self.env['stock.picking']
        for order in orders:
            pickings += self.ship(self.picking(order))
        return pickings

    def feed(self):
        return self.env['amazon.feed'].search([('account_id', '=', self.account.id)])

    def send_later(self, minutes=2):
        with freeze_time(self.passed(minutes=minutes)):
            self.send()

    def statuses(self, pickings):
        return pickings.mapped('amazon_sync_status')

    # === THE WAY OF A FEED === #

    def test_many_parcels_go_in_one_feed(self):
        pickings = self.ship_many()
        self.send()
        self.assertEqual(self.feed().state, 'in_progress')
        self.assertEqual(set(self.statuses(pickings)), {'sent'})
        self.send_later()
        self.assertEqual(self.feed().state, 'done')
        self.assertEqual(set(self.statuses(pickings)), {'done'})
        self.assertEqual(len(self.shop.notices), 3)
        for operation in ('createFeedDocument', 'createFeed', 'getFeed', 'getFeedDocument'):
            self.assertEqual(self.amazon.calls[operation], 1, operation)
        self.assertEqual(self.amazon.calls['confirmShipment'], 0)

    def test_document_and_report_are_kept(self):
        self.ship_many()
        self.send()
        self.send_later()
        document = etree.fromstring(base64.b64decode(self.feed().document))
        self.assertEqual(document.findtext('Header/MerchantIdentifier'), SELLER_ID)
        self.assertEqual(len(document.findall('Message')), 3)
        self.assertIn(b'ProcessingReport', base64.b64decode(self.feed().report))

    def test_few_parcels_go_one_by_one(self):
        pickings = self.ship_many(2)
        self.send()
        self.assertFalse(self.feed())
        self.assertEqual(set(self.statuses(pickings)), {'done'})

    def test_without_merchant_token_many_go_one_by_one(self):
        self.account.seller_ref = False
        pickings = self.ship_many()
        self.send()
        self.assertFalse(self.feed())
        self.assertEqual(set(self.statuses(pickings)), {'done'})

    def test_feed_that_takes_long_is_asked_for_again(self):
        self.amazon.seller.feeds.duration = timedelta(minutes=10)
        pickings = self.ship_many()
        self.send()
        self.send_later(2)
        self.assertEqual(set(self.statuses(pickings)), {'sent'})
        self.send_later(20)
        self.assertEqual(set(self.statuses(pickings)), {'done'})

    # === WHAT THE REPORT SAYS === #

    def test_named_parcels_fail_and_the_others_are_synchronized(self):
        pickings = self.ship_many(10, mugs=2)
        for picking in pickings[:3]:
            self.shop.reduce(picking.amazon_order_ref, {MUG: 1})
        self.send()
        self.send_later()
        self.assertEqual(self.statuses(pickings), ['error'] * 3 + ['done'] * 7)
        self.assertIn("18021", pickings[0].amazon_sync_reason)

    def assert_failed_until_looked_up(self, pickings):
        """What Amazon did process is failed as long as nobody knows (S23), then it is known."""
        self.assertEqual(set(self.statuses(pickings)), {'error'})
        self.send_later(10)
        self.assertEqual(set(self.statuses(pickings)), {'done'})
        self.assertEqual(len(self.shop.notices), len(pickings))

    def test_report_that_counts_errors_but_names_none_fails_all(self):
        def spoil(report):
            report.results.clear()
            report.successful, report.with_error = 0, 3

        self.amazon.seller.feeds.mangle_report(spoil)
        pickings = self.ship_many()
        self.send()
        self.send_later()
        self.assert_failed_until_looked_up(pickings)

    def test_error_of_the_whole_feed_fails_all_with_its_words(self):
        def spoil(report):
            report.results.append(Result(0, 90215, "The whole feed failed."))

        self.amazon.seller.feeds.mangle_report(spoil)
        pickings = self.ship_many()
        self.send()
        self.send_later()
        self.assertIn("The whole feed failed.", pickings[0].amazon_sync_reason)
        self.assert_failed_until_looked_up(pickings)

    def test_report_that_is_none_fails_all(self):
        self.amazon.seller.feeds.mangle_report(lambda report: b'<html>')
        pickings = self.ship_many()
        self.send()
        self.send_later()
        self.assert_failed_until_looked_up(pickings)

    def test_warning_is_shown_on_what_is_synchronized(self):
        pickings = self.ship_many()
        pickings[0].carrier_tracking_ref = 'odd!'
        self.send()
        self.send_later()
        self.assertEqual(set(self.statuses(pickings)), {'done'})
        self.assertIn("Check both on the delivery", pickings[0].amazon_sync_reason)
        self.assertIn("The tracking number odd! does not", pickings[0].amazon_sync_reason)

    # === WHAT BECOMES OF THE FEED === #

    def test_feed_given_up_by_amazon_fails_what_it_did_not_do(self):
        for status in ('FATAL', 'CANCELLED'):
            with self.subTest(status):
                self.amazon.seller.feeds.end_next(status, messages=1)
                pickings = self.ship_many()
                self.send()
                self.send_later()
                self.assertEqual(set(self.statuses(pickings)), {'error'})
                self.assertIn(status, pickings[0].amazon_sync_reason)
                self.send_later(10)
                self.assertEqual(self.statuses(pickings), ['done', 'error', 'error'])
                self.click(pickings[1:], 'action_retry_amazon_sync')
                self.assertEqual(set(self.statuses(pickings)), {'done'})
        self.assertEqual(len(self.shop.notices), 6)

    def test_feed_that_never_ends_is_given_up(self):
        self.amazon.seller.feeds.end_next('IN_PROGRESS')
        pickings = self.ship_many()
        self.send()
        self.send_later(60)
        self.assertEqual(set(self.statuses(pickings)), {'sent'})
        self.send_later(13 * 60)
        self.assertEqual(set(self.statuses(pickings)), {'error'})
        self.assertEqual(self.feed().state, 'failed')

    def test_refused_upload_is_tried_again(self):
        self.amazon.faults.add('uploadFeedDocument', faults.document_refused)
        pickings = self.ship_many()
        self.send()
        self.assertEqual(self.feed().state, 'to_send')
        self.send_later(5)
        self.send_later(10)
        self.assertEqual(set(self.statuses(pickings)), {'done'})

    def test_link_to_the_report_that_expired_is_asked_for_again(self):
        self.amazon.faults.add('downloadFeedDocument', faults.link_expired)
        pickings = self.ship_many()
        self.send()
        self.send_later()
        self.assertEqual(set(self.statuses(pickings)), {'sent'})
        self.send_later(10)
        self.assertEqual(set(self.statuses(pickings)), {'done'})

    def test_feed_that_amazon_took_without_saying_so_is_found(self):
        self.amazon.faults.add('createFeed', faults.lost_answer)
        pickings = self.ship_many()
        self.send()
        self.assertEqual(self.feed().state, 'submitting')
        self.send_later(5)
        self.send_later(10)
        self.assertEqual(set(self.statuses(pickings)), {'done'})
        self.assertEqual(self.amazon.calls['createFeed'], 1)
        self.assertEqual(len(self.shop.notices), 3)

    def test_feed_that_never_reached_amazon_is_sent_again(self):
        self.amazon.faults.add('createFeed', faults.html_503)
        pickings = self.ship_many()
        self.send()
        for minutes in (3, 10, 15):
            self.send_later(minutes)
        self.assertEqual(set(self.statuses(pickings)), {'done'})
        self.assertEqual(self.amazon.calls['createFeed'], 2)

    # === CORRECTIONS === #

    def test_correction_while_amazon_works_is_sent_afterwards(self):
        self.amazon.seller.feeds.duration = timedelta(minutes=1)
        pickings = self.ship_many()
        self.send()
        pickings[0].carrier_tracking_ref = '1ZCORRECTED'
        self.assertEqual(pickings[0].amazon_sync_status, 'sent')
        self.send_later()
        self.send_later(5)
        self.assertEqual(pickings[0].amazon_sync_status, 'done')
        self.assertEqual(self.packages(pickings[0])[0].tracking, '1ZCORRECTED')
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (3, 1))

    def test_correction_is_not_taken_back_by_a_feed_whose_answer_was_lost(self):
        self.amazon.faults.add('createFeed', faults.lost_answer)
        pickings = self.ship_many()
        self.send()
        self.sync()  # The orders show the parcels.
        self.assertEqual(set(self.statuses(pickings)), {'done'})
        pickings[0].carrier_tracking_ref = '1ZCORRECTED'
        for minutes in (1, 5, 10, 20):
            self.send_later(minutes)
        self.assertEqual(set(self.statuses(pickings)), {'done'})
        self.assertEqual(self.packages(pickings[0])[0].tracking, '1ZCORRECTED')
        self.assertEqual(self.amazon.calls['createFeed'], 1)
        self.assertEqual(self.feed().state, 'done')

    def test_parcels_of_an_order_that_was_reduced_do_not_exceed_it_together(self):
        self.account.feed_threshold = 0
        order = self.place(mugs=3)
        first = self.ship(self.picking(order), {self.mug: 2})
        second = self.ship(first.backorder_ids, tracking='1ZSECOND')
        self.shop.reduce(order.order_id, {MUG: 2})
        self.sync()
        self.send()
        self.send_later()
        document = etree.fromstring(base64.b64decode(self.feed().document))
        pieces = [int(item.text) for item in document.iter('Quantity')]
        self.assertEqual(sum(pieces), 2)
        told = (first + second).amazon_shipment_ids.filtered(
            lambda parcel: parcel.state == 'confirmed')
        self.assertEqual(sum(told.line_ids.mapped('quantity')), 2)

    def test_correction_before_amazon_takes_the_feed_is_in_the_feed(self):
        self.amazon.faults.add('createFeed', faults.html_503)
        pickings = self.ship_many()
        self.send()
        pickings[0].carrier_tracking_ref = '1ZCORRECTED'
        for minutes in (3, 10, 15):
            self.send_later(minutes)
        self.assertEqual(set(self.statuses(pickings)), {'done'})
        self.assertEqual(self.packages(pickings[0])[0].tracking, '1ZCORRECTED')
        self.assertEqual((len(self.shop.notices), len(self.shop.edits)), (3, 0))
        self.assertEqual(self.feed().message_count, 3)

    # === WHAT NOBODY EXPECTS === #

    def test_feed_of_another_program_is_not_taken_for_ours(self):
        others = self.ship_many(3)
        document = fulfillment_document(
            SELLER_ID, [shipment._to_spapi() for shipment in others.amazon_shipment_ids]
        )
        others.amazon_shipment_ids.unlink()
        ours = self.ship_many(3)
        self.amazon.faults.add('createFeed', faults.html_503)  # Ours does not reach Amazon.
        self.send()
        with self.account._amazon() as amazon:
            amazon.create_fulfillment_feed(
                [self.account.base_marketplace_id.marketplace_ref],
                amazon.upload_feed_document(document),
            )
        for minutes in (3, 6, 20, 30):
            self.send_later(minutes)
        self.assertEqual(set(self.statuses(ours)), {'done'})
        for picking in ours:
            self.assertEqual(len(self.packages(picking)), 1)

    def test_several_feeds_that_may_be_ours_leave_it_to_the_orders(self):
        others = self.ship_many(1)
        document = fulfillment_document(
            SELLER_ID, [shipment._to_spapi() for shipment in others.amazon_shipment_ids]
        )
        others.amazon_shipment_ids.unlink()
        ours = self.ship_many(3)
        self.amazon.faults.add('createFeed', faults.lost_answer)
        self.send()
        with self.account._amazon() as amazon:
            amazon.create_fulfillment_feed(
                [self.account.base_marketplace_id.marketplace_ref],
                amazon.upload_feed_document(document),
            )
        self.send_later(3)
        self.send_later(6)
        self.assertEqual(set(self.statuses(ours)), {'done'})
        self.assertEqual(len(self.shop.notices), 4)

    def test_parcel_that_cannot_be_put_into_words_does_not_stop_the_others(self):
        pickings = self.ship_many(4)
        pickings[0].amazon_shipment_ids.ship_date = False
        with self.assertLogs('odoo.addons.amazon_connector.lib.mishap', 'WARNING'):
            self.send()
        self.send_later()
        self.assertEqual(self.statuses(pickings), ['error', 'done', 'done', 'done'])

    def test_nothing_to_tell_makes_no_feed(self):
        self.account.feed_threshold = 0
        picking = self.ship_many(1)
        picking.amazon_shipment_ids.ship_date = False
        with self.assertLogs('odoo.addons.amazon_connector.lib.mishap', 'WARNING'):
            self.send()
        self.assertEqual(picking.amazon_sync_status, 'error')
        self.assertFalse(self.feed())

    def test_feed_that_amazon_never_takes_is_a_failure_after_a_while(self):
        for fault in (faults.server_error, faults.throttle):
            with self.subTest(fault.__name__):
                pickings = self.ship_many()
                self.amazon.faults.add('createFeed', fault, times=1000)
                self.send()
                self.assertTrue(self.feed()[0].reason)
                for hours in (1, 6, 13):
                    self.send_later(60 * hours)
                self.assertEqual(set(self.statuses(pickings)), {'error'})
                self.amazon.faults.clear()
                self.env['amazon.rate.limit'].search([]).unlink()
