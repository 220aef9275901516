import datetime

from odoo.tests import tagged

from ...workshop.simulator import Item
from .simulator_case import A_WHILE, LONG_AGO, SimulatorCase

US, DE, JP, BE = 'ATVPDKIKX0DER', 'A1PA6795UKMFR9', 'A1VC38T7YXB528', 'AMEN7PMS3EDWL'


@tagged('-at_install', 'post_install')
class TestSearchWindow(SimulatorCase):

    def moment(self, seconds=0):
        moment = self.simulator.clock.now() + datetime.timedelta(seconds=seconds)
        return moment.strftime('%Y-%m-%dT%H:%M:%SZ')

    def test_order_is_shown_two_minutes_after_it_was_placed(self):
        order = self.shop.place()
        self.wait(115)
        self.assertEqual(self.found(), [])
        self.wait(10)
        self.assertEqual(self.found(), [order.order_id])

    def test_answer_tells_the_end_of_the_window(self):
        end = self.search().json['lastUpdatedBefore']
        self.assertLessEqual(end[:19], self.moment(-120)[:19])
        self.assertGreaterEqual(end[:19], self.moment(-125)[:19])
        given = self.moment(-3600)
        self.assertEqual(
            self.search(lastUpdatedBefore=given).json['lastUpdatedBefore'][:19], given[:19])

    def test_answer_to_a_search_by_creation_tells_the_end_of_that_window(self):
        answer = self.search(createdAfter=LONG_AGO).json
        self.assertIn('createdBefore', answer)
        self.assertNotIn('lastUpdatedBefore', answer)

    def test_bounds_of_the_window_belong_to_it(self):
        moment = datetime.datetime(2026, 3, 1, 12, 0, 0, 250000, datetime.timezone.utc)
        order = self.shop.place(updated=moment)
        exactly = '2026-03-01T12:00:00.250Z'
        self.assertEqual(
            self.found(lastUpdatedAfter=exactly, lastUpdatedBefore=exactly), [order.order_id])
        self.assertEqual(self.found(lastUpdatedAfter='2026-03-01T12:00:00.251Z'), [])

    def test_search_by_creation_ignores_updates(self):
        order = self.shop.place(status='PENDING')
        self.wait(3600)
        since = self.moment(-600)
        self.shop.release(order.order_id)
        self.wait()
        self.assertEqual(self.found(createdAfter=since), [])
        self.assertEqual(self.found(lastUpdatedAfter=since), [order.order_id])

    def test_window_must_have_exactly_one_beginning(self):
        self.assert_refused(self.get_orders(), 400, 'InvalidInput')
        self.assert_refused(
            self.get_orders(lastUpdatedBefore=self.moment(-600)), 400, 'InvalidInput')
        self.assert_refused(
            self.get_orders(createdAfter=LONG_AGO, lastUpdatedAfter=LONG_AGO), 400, 'InvalidInput')
        self.assert_refused(
            self.get_orders(createdAfter=LONG_AGO, lastUpdatedBefore=self.moment(-600)),
            400, 'InvalidInput')

    def get_orders(self, **parameters):
        return self.get('/orders/2026-01-01/orders', **parameters)

    def test_window_must_end_two_minutes_ago(self):
        self.assert_refused(
            self.search(lastUpdatedBefore=self.moment(-100)), 400, 'InvalidInput', 'two minutes')
        self.assertEqual(self.search(lastUpdatedBefore=self.moment(-121)).status_code, 200)

    def test_window_must_not_end_before_it_begins(self):
        self.assert_refused(
            self.search(
                lastUpdatedAfter=self.moment(-600), lastUpdatedBefore=self.moment(-601)),
            400, 'InvalidInput')
        self.assert_refused(
            self.search(lastUpdatedAfter=self.moment(-60)), 400, 'InvalidInput')

    def test_times_must_be_iso_8601_with_a_zone(self):
        for wrong in (
            'yesterday', '2026-03-01', '2026-03-01T12:00:00', '2026-03-01 12:00:00Z',
            '2026-13-01T12:00:00Z', '2026-03-01T12:00:00 01:00', '',
        ):
            with self.subTest(wrong):
                self.assert_refused(
                    self.search(lastUpdatedAfter=wrong), 400, 'InvalidInput', 'ISO 8601')
        self.assertEqual(
            self.search(lastUpdatedAfter='2026-03-01T12:00:00.123456+01:00').status_code, 200)


@tagged('-at_install', 'post_install')
class TestSearchFilters(SimulatorCase):

    def test_filters_by_status_channel_and_marketplace(self):
        american = self.shop.place('US', channel='AMAZON', status='SHIPPED')
        german = self.shop.place('DE')
        japanese = self.shop.place('JP', status='CANCELLED')
        self.wait()
        everything = {american.order_id, german.order_id, japanese.order_id}
        self.assertEqual(set(self.found()), everything)
        for parameters, orders in (
            ({'fulfillmentStatuses': 'SHIPPED'}, [american]),
            ({'fulfillmentStatuses': 'SHIPPED,CANCELLED'}, [american, japanese]),
            ({'fulfilledBy': 'MERCHANT'}, [german, japanese]),
            ({'fulfilledBy': 'MERCHANT', 'fulfillmentStatuses': 'UNSHIPPED'}, [german]),
            ({'marketplaceIds': US}, [american]),
            ({'marketplaceIds': f'{DE},{JP}'}, [german, japanese]),
        ):
            with self.subTest(parameters):
                self.assertEqual(
                    self.found(**parameters), [order.order_id for order in orders])

    def test_values_that_amazon_does_not_know_are_refused(self):
        for parameters in (
            {'fulfillmentStatuses': 'UNSHIPPED,LOST'},
            {'fulfillmentStatuses': 'unshipped'},
            {'fulfilledBy': 'MFN'},
            {'includedData': 'BUYER,EVERYTHING'},
            {'maxResultsPerPage': '0'},
            {'maxResultsPerPage': '101'},
            {'maxResultsPerPage': 'many'},
            {'marketplaceIds': ','.join([US] * 51)},
            {'orderStatuses': 'Unshipped'},
            {'nextToken': 'abc'},
        ):
            with self.subTest(parameters):
                self.assert_refused(self.search(**parameters), 400, 'InvalidInput')

    def test_parameters_may_be_given_only_once(self):
        self.assert_refused(
            self.search(marketplaceIds=[US, DE]), 400, 'InvalidInput', 'only once')

    def test_marketplaces_where_the_seller_does_not_sell_are_refused(self):
        for marketplaces in (BE, f'{US},{BE}', 'ANOWHERE'):
            with self.subTest(marketplaces):
                self.assert_refused(
                    self.search(marketplaceIds=marketplaces), 403, 'Unauthorized')

    def test_marketplaces_where_the_seller_does_not_sell_are_not_searched(self):
        self.shop.place('BE')
        self.wait()
        self.assertEqual(self.found(), [])

    def test_stray_marketplace_parameters_of_the_client_library_are_ignored(self):
        self.assertEqual(
            self.search(
                MarketplaceId=US, MarketplaceIds=US, marketplace_ids=US, marketplaceIds=US,
            ).status_code, 200)


@tagged('-at_install', 'post_install')
class TestSearchPages(SimulatorCase):

    def setUp(self):
        super().setUp()
        self.orders = []
        for _number in range(5):
            self.orders.append(self.shop.place())
            self.wait(10)
        self.ids = [order.order_id for order in self.orders]
        self.wait()

    def page(self, token=None, **parameters):
        """Return a page's order ids and the token of the next one."""
        if token:
            parameters['paginationToken'] = token
        response = self.search(**{'maxResultsPerPage': 2, **parameters})
        self.assertEqual(response.status_code, 200, response.data)
        ids = [order['orderId'] for order in response.json['orders']]
        return ids, response.json.get('pagination', {}).get('nextToken')

    def test_amazon_may_put_fewer_orders_on_a_page_than_asked_for(self):
        self.shop.largest_page = 1
        ids, token = self.page()
        self.assertEqual(ids, self.ids[:1])
        self.assertTrue(token)

    def test_orders_come_page_by_page_the_earliest_update_first(self):
        first, token = self.page()
        second, token = self.page(token)
        third, token = self.page(token)
        self.assertEqual([first, second, third], [self.ids[:2], self.ids[2:4], self.ids[4:]])
        self.assertIsNone(token)

    def test_a_page_that_holds_all_that_is_left_is_the_last(self):
        self.assertEqual(self.page(maxResultsPerPage=5), (self.ids, None))

    def test_page_holds_100_orders_by_default(self):
        with self.shop.batch():
            for _number in range(100):
                self.shop.place()
        self.wait()
        response = self.search()
        self.assertEqual(len(response.json['orders']), 100)
        self.assertIn('pagination', response.json)

    def test_orders_updated_in_the_same_moment_are_all_found_once(self):
        moment = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)
        same = {self.shop.place(updated=moment).order_id for _number in range(3)}
        found, token = self.page()
        while token:
            more, token = self.page(token)
            found += more
        self.assertEqual(len(found), 8)
        self.assertEqual(set(found), same | set(self.ids))

    def test_order_that_changes_between_two_pages_leaves_the_window_and_moves_no_other(self):
        first, token = self.page()
        self.shop.cancel(self.ids[0])
        self.shop.cancel(self.ids[2])
        second, token = self.page(token)
        self.assertEqual(second, self.ids[3:])
        self.assertIsNone(token)
        self.wait()
        self.assertEqual(self.found(fulfillmentStatuses='CANCELLED'), [self.ids[0], self.ids[2]])

    def test_all_pages_have_the_window_of_the_first(self):
        end = self.search(maxResultsPerPage=2).json
        self.wait(600)
        next_page = self.search(
            maxResultsPerPage=2, paginationToken=end['pagination']['nextToken']).json
        self.assertEqual(next_page['lastUpdatedBefore'], end['lastUpdatedBefore'])

    def test_token_insists_on_unchanged_parameters(self):
        _first, token = self.page(includedData='BUYER', fulfilledBy='MERCHANT')
        for changed in (
            {'fulfilledBy': 'MERCHANT'},
            {'includedData': 'BUYER,TAX', 'fulfilledBy': 'MERCHANT'},
            {'includedData': 'BUYER', 'fulfilledBy': 'MERCHANT',
             'lastUpdatedAfter': '2001-01-01T00:00:00Z'},
            {'includedData': 'BUYER', 'fulfilledBy': 'MERCHANT', 'marketplaceIds': US},
        ):
            with self.subTest(changed):
                self.assert_refused(
                    self.search(paginationToken=token, **changed),
                    400, 'InvalidInput', "All parameters must match")
        ids, _token = self.page(
            token, includedData='BUYER', fulfilledBy='MERCHANT', maxResultsPerPage=3)
        self.assertEqual(ids, self.ids[2:])

    def test_token_expires_after_24_hours(self):
        _first, token = self.page()
        self.wait(24 * 3600 - 10)
        self.assertEqual(self.page(token)[0], self.ids[2:4])
        self.wait(11)
        self.assert_refused(
            self.search(maxResultsPerPage=2, paginationToken=token), 400, 'InvalidInput', 'expired')

    def test_token_that_amazon_did_not_make_is_refused(self):
        _first, token = self.page()
        for wrong in ('', 'abc', 'W10', token[:-8], token + 'é'):
            with self.subTest(wrong):
                self.assert_refused(self.search(paginationToken=wrong), 400, 'InvalidInput')

    def test_token_of_another_seller_is_refused(self):
        _first, token = self.page()
        simulator = self.simulator
        other = simulator.add_seller()
        refresh_token = simulator.lwa.authorize(simulator.application, other)
        self.access_token = self.get_access_token(refresh_token=refresh_token)
        self.assert_refused(
            self.search(maxResultsPerPage=2, paginationToken=token), 400, 'InvalidInput')


@tagged('-at_install', 'post_install')
class TestLargeShop(SimulatorCase):

    def test_walk_through_a_thousand_orders(self):
        with self.shop.batch():
            for _number in range(1000):
                self.shop.place(items=[Item('AMZ-TEAPOT', 2, shipping=5)])
        self.wait(A_WHILE)
        found, token = [], None
        while True:
            parameters = {'paginationToken': token} if token else {}
            answer = self.search(**parameters).json
            found += [order['orderId'] for order in answer['orders']]
            token = answer.get('pagination', {}).get('nextToken')
            if not token:
                break
        self.assertEqual(sorted(found), sorted(order.order_id for order in self.shop))
        self.assertEqual(self.simulator.calls['searchOrders'], 10)
