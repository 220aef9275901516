import json
from datetime import datetime, timedelta, timezone

from werkzeug.wrappers import Response

from odoo.tests import tagged

from ...spapi import MalformedOrder, Order, Rejected, Unavailable
from ...workshop.simulator import faults
from .spapi_case import DE, JP, US, SpapiCase


def with_content(response, **changes):
    """Return an answer with other content."""
    response.set_data(json.dumps({**response.json, **changes}))
    return response


def with_order(response, order):
    """Return an answer with one more order."""
    return with_content(response, orders=[*response.json['orders'], order])


def refuse(error):
    return lambda call: Response(json.dumps({'errors': [error]}), 400, mimetype='application/json')


@tagged('-at_install', 'post_install')
class TestSearch(SpapiCase):

    def pages(self, **parameters):
        """Search to the last page."""
        page = self.search(**parameters)
        yield page
        while page.next_token:
            page = self.search(page_token=page.next_token, **parameters)
            yield page

    def window(self):
        now = datetime.now(timezone.utc)
        return {
            'updated_after': now - timedelta(days=1), 'updated_before': now - timedelta(minutes=3),
        }

    def refs(self, pages):
        return [header.order_ref for page in pages for header in page.headers]

    def test_all_pages_are_found(self):
        placed = {self.shop.place().order_id for _number in range(250)}
        found = self.refs(self.pages(**self.window()))
        self.assertEqual(len(found), 250)
        self.assertEqual(set(found), placed)
        self.assertEqual(self.simulator.calls['searchOrders'], 3)

    def test_page_is_found_again_in_the_next_job(self):
        for _number in range(120):
            self.shop.place()
        window = self.window()
        first = self.search(**window)
        rest = self.search(self.connect(), page_token=first.next_token, **window)
        self.assertEqual(len(set(self.refs([first, rest]))), 120)

    def test_only_the_marketplaces_that_are_asked_for(self):
        german = self.shop.place('DE')
        japanese = self.shop.place('JP')
        self.shop.place('US')
        [page] = self.pages(marketplace_refs=[DE, JP])
        self.assertEqual(
            {(header.order_ref, header.marketplace_ref) for header in page.headers},
            {(german.order_id, DE), (japanese.order_id, JP)},
        )

    def test_no_marketplace_is_not_all(self):
        with self.assertRaises(Rejected):
            self.search(marketplace_refs=[])
        self.assertEqual(self.simulator.calls['searchOrders'], 0)

    def test_window(self):
        noon = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
        orders = [
            self.shop.place(updated=noon + timedelta(hours=hours)).order_id for hours in range(4)
        ]
        # Whatever time zone the times are given in.
        tokyo = timezone(timedelta(hours=9))
        page = self.search(
            updated_after=(noon + timedelta(hours=1)).astimezone(tokyo),
            updated_before=(noon + timedelta(hours=2)).astimezone(tokyo),
        )
        self.assertEqual(self.refs([page]), orders[1:3])
        self.assertEqual(page.updated_before, noon + timedelta(hours=2))

    def test_times_without_zone_are_a_mistake(self):
        with self.assertRaises(ValueError):
            self.search(updated_after=datetime(2026, 3, 1, 12))

    def test_too_late_a_window_is_rejected(self):
        with self.assertRaises(Rejected):
            self.search(updated_before=datetime.now(timezone.utc))

    def test_span_that_amazon_cut_is_told(self):
        window = self.window()
        cut = (window['updated_before'] - timedelta(minutes=5)).replace(microsecond=0)
        for told, updated_before in (
            (f'{cut:%Y-%m-%dT%H:%M:%SZ}', cut), (None, None), ('soon', None), (7, None),
        ):
            with self.subTest(told=told):
                self.spoil(lambda call, told=told: with_content(
                    call.answer(), lastUpdatedBefore=told
                ))
                self.assertEqual(self.search(**window).updated_before, updated_before)

    def token_of_second_page(self, **parameters):
        for _number in range(101):
            self.shop.place()
        return self.search(**parameters).next_token

    def refusal(self, **parameters):
        with self.assertRaises(Rejected) as caught:
            self.search(**parameters)
        return caught.exception

    def test_expired_token_is_rejected(self):
        window = self.window()
        token = self.token_of_second_page(**window)
        self.simulator.clock.advance(25 * 3600)
        self.assertTrue(self.refusal(page_token=token, **window).is_about_page_token)

    def test_token_is_rejected_with_other_parameters(self):
        window = self.window()
        token = self.token_of_second_page(**window)
        refusal = self.refusal(page_token=token, **{**window, 'marketplace_refs': [DE]})
        self.assertTrue(refusal.is_about_page_token)

    def test_what_is_no_token_is_rejected(self):
        self.assertTrue(self.refusal(page_token='nonsense').is_about_page_token)

    def test_ways_to_speak_of_a_token(self):
        for error, is_about_page_token in (
            ({'code': 'InvalidInput', 'message': "We could not decode your NextToken."}, True),
            ({'code': 'InvalidInput', 'message': "Invalid.", 'details': "TOKEN expired"}, True),
            # Also on a page with a token something else may be wrong.
            ({'code': 'InvalidInput', 'message': "Invalid.", 'details': "includedData"}, False),
            ({'code': 'InvalidInput', 'message': None}, False),
            ({'code': 'RequestTooLarge', 'message': "The token is too long."}, False),
        ):
            with self.subTest(error):
                self.spoil(refuse(error))
                refusal = self.refusal(page_token='token')
                self.assertEqual(refusal.is_about_page_token, is_about_page_token)

    def test_refusal_of_a_request_without_token_is_not_about_one(self):
        self.spoil(refuse({'code': 'InvalidInput', 'message': "The token is not valid."}))
        self.assertFalse(self.refusal().is_about_page_token)
        self.assertFalse(self.refusal(updated_before=datetime.now(timezone.utc)).is_about_page_token)

    def test_long_tokens(self):
        token = 'T' * 3000
        self.spoil(lambda call: with_content(call.answer(), pagination={'nextToken': token}))
        self.assertEqual(self.search().next_token, token)

    def test_both_channels_and_all_statuses(self):
        for channel, status in (
            ('MERCHANT', 'UNSHIPPED'), ('MERCHANT', 'PENDING'), ('MERCHANT', 'CANCELLED'),
            ('AMAZON', 'SHIPPED'), ('AMAZON', 'PENDING'), ('AMAZON', 'UNFULFILLABLE'),
        ):
            self.shop.place(channel=channel, status=status)
        headers = self.search().headers
        self.assertEqual(
            sorted((header.channel, header.status) for header in headers),
            [
                ('fba', 'pending'), ('fba', 'shipped'), ('fba', 'unfulfillable'),
                ('fbm', 'cancelled'), ('fbm', 'pending'), ('fbm', 'unshipped'),
            ],
        )

    def test_order_is_the_same_in_search_and_alone(self):
        self.shop.place(status='SHIPPED')
        [header] = self.search().headers
        self.assertEqual(self.amazon.get_order(header.order_ref), header)

    def test_another_order_than_the_one_asked_for(self):
        one, other = self.shop.place(), self.shop.place()
        for ref in (other.order_id, one.order_id + '0', None, ''):
            with self.subTest(ref):
                self.spoil(lambda call, ref=ref: with_content(
                    call.answer(), order={**call.answer().json['order'], 'orderId': ref}
                ), 'getOrder')
                with self.assertRaisesRegex(Unavailable, "another order"):
                    self.amazon.get_order(one.order_id)
        self.assertEqual(self.amazon.get_order(one.order_id).order_ref, one.order_id)

    def test_malformed_order_stands_alone(self):
        good = self.shop.place()
        for garbage in (None, [], 'text', 7, {}, {'orderId': None}, {'orderId': '1', 'orders': 2}):
            with self.subTest(garbage=garbage):
                self.spoil(lambda call, garbage=garbage: with_order(call.answer(), garbage))
                first, second = self.search().headers
                self.assertEqual(first.order_ref, good.order_id)
                self.assertTrue(second.order_ref)
                self.assertRaises(MalformedOrder, Order.from_payload, second.payload)

    def test_page_served_twice(self):
        placed = {self.shop.place().order_id for _number in range(150)}
        window = self.window()
        self.spoil(faults.page_repeated, after=1)
        pages = list(self.pages(**window))
        self.assertEqual([len(page.headers) for page in pages], [100, 100, 50])
        self.assertEqual(set(self.refs(pages)), placed)

    def test_page_served_for_ever_is_no_endless_loop(self):
        for _number in range(150):
            self.shop.place()
        self.spoil(faults.page_repeated, after=1, times=99)
        with self.assertRaises(Unavailable):
            list(self.pages(**self.window()))
        self.assertLess(self.simulator.calls['searchOrders'], 5)

    def test_what_is_no_reference_is_not_asked_for(self):
        for ref in (
            '', '..', '../../sellers/v1/account', '1?includedData=PAYMENT', 'a b', '\n', '1' * 41,
        ):
            with self.subTest(ref), self.assertRaises(Rejected):
                self.amazon.get_order(ref)
        self.assertEqual(self.simulator.calls['getOrder'], 0)

    def test_orders_of_a_page_can_be_read(self):
        placed = [self.shop.place(channel=channel) for channel in ('MERCHANT', 'AMAZON')] * 3
        for header in self.search().headers:
            order = Order.from_payload(header.payload)
            [total] = {order_.total for order_ in placed if order_.order_id == order.order_ref}
            self.assertEqual(order.total, total)
            self.assertEqual(order.marketplace_ref, US)
