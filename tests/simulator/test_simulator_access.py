from odoo.tests import tagged

from ...workshop.simulator import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN
from .simulator_case import ORDERS, PARTICIPATIONS, SimulatorCase


@tagged('-at_install', 'post_install')
class TestLoginWithAmazon(SimulatorCase):

    def assert_no_token(self, status, error, **credentials):
        response = self.ask_token(**credentials)
        self.assertEqual(response.status_code, status, response.data)
        self.assertEqual(response.json['error'], error)
        self.assertTrue(response.json['error_description'])

    def test_refresh_token_gives_an_access_token_for_an_hour(self):
        answer = self.ask_token().json
        self.assertEqual(answer['token_type'], 'bearer')
        self.assertEqual(answer['expires_in'], 3600)
        self.assertEqual(answer['refresh_token'], REFRESH_TOKEN)
        self.access_token = answer['access_token']
        self.assertEqual(self.search().status_code, 200)

    def test_wrong_application_is_refused(self):
        self.assert_no_token(401, 'invalid_client', client_id=f'{CLIENT_ID}x')
        self.assert_no_token(401, 'invalid_client', client_secret='wrong')

    def test_wrong_refresh_token_is_refused(self):
        self.assert_no_token(400, 'invalid_grant', refresh_token='Atzr|wrong')

    def test_refresh_token_of_another_application_is_refused(self):
        other = self.simulator.lwa.add_application()
        self.assert_no_token(
            400, 'invalid_grant', client_id=other.client_id, client_secret=other.client_secret)

    def test_other_grant_types_are_refused(self):
        self.assert_no_token(400, 'unsupported_grant_type', grant_type='password')

    def test_incomplete_request_is_refused(self):
        self.assert_no_token(400, 'invalid_request', refresh_token='')

    def test_rotated_secret_replaces_the_old_one(self):
        self.simulator.application.client_secret = 'new'
        self.assert_no_token(401, 'invalid_client', client_secret=CLIENT_SECRET)
        self.assertEqual(self.ask_token(client_secret='new').status_code, 200)

    def test_revoked_consent_gives_no_token_and_refuses_those_in_use(self):
        self.simulator.lwa.revoke(REFRESH_TOKEN)
        self.assert_no_token(400, 'invalid_grant')
        self.assert_refused(self.search(), 403, 'Unauthorized')

    def test_access_token_expires(self):
        self.simulator.clock.advance(3599)
        self.assertEqual(self.search().status_code, 200)
        self.simulator.clock.advance(2)
        self.assert_refused(self.search(), 403, 'Unauthorized', 'expired')

    def test_access_tokens_can_be_made_to_expire(self):
        self.simulator.lwa.expire_tokens()
        self.assert_refused(self.search(), 403, 'Unauthorized', 'expired')
        self.access_token = self.get_access_token()
        self.assertEqual(self.search().status_code, 200)

    def test_calls_without_a_good_access_token_are_refused(self):
        for access_token in (None, 'Atza|wrong'):
            self.access_token = access_token
            for path in (ORDERS, f'{ORDERS}/111-1111111-1111111', PARTICIPATIONS):
                with self.subTest(access_token=access_token, path=path):
                    self.assert_refused(self.get(path), 403, 'Unauthorized')

    def test_each_seller_sees_their_own_shop(self):
        other = self.simulator.add_seller(name="Second Store")
        refresh_token = self.simulator.lwa.authorize(self.simulator.application, other)
        mine, theirs = self.shop.place(), other.shop.place()
        self.wait()
        self.assertEqual(self.found(), [mine.order_id])
        self.access_token = self.get_access_token(refresh_token=refresh_token)
        self.assertEqual(self.found(), [theirs.order_id])
        self.assert_refused(self.get(f'{ORDERS}/{mine.order_id}'), 404, 'NotFound')


@tagged('-at_install', 'post_install')
class TestParticipations(SimulatorCase):

    def participations(self):
        payload = self.get(PARTICIPATIONS).json['payload']
        return {entry['marketplace']['countryCode']: entry for entry in payload}

    def test_all_participations_are_told(self):
        found = self.participations()
        self.assertEqual(
            found['JP']['marketplace'], {
                'id': 'A1VC38T7YXB528', 'name': 'Amazon.co.jp', 'countryCode': 'JP',
                'defaultCurrencyCode': 'JPY', 'defaultLanguageCode': 'ja_JP',
                'domainName': 'www.amazon.co.jp',
            })
        self.assertEqual(
            found['US']['participation'], {'isParticipating': True, 'hasSuspendedListings': False})
        self.assertFalse(found['BE']['participation']['isParticipating'])
        self.assertTrue(found['SE']['participation']['hasSuspendedListings'])

    def test_seller_moves_to_another_marketplace(self):
        self.simulator.seller.participate('AU')
        self.simulator.seller.withdraw('US')
        found = self.participations()
        self.assertIn('AU', found)
        self.assertNotIn('US', found)


@tagged('-at_install', 'post_install')
class TestLimits(SimulatorCase):

    def setUp(self):
        super().setUp()
        self.simulator.limits.enabled = True

    def calls_until_throttled(self, path, at_most=100, **parameters):
        for number in range(at_most):
            response = self.get(path, **parameters)
            if response.status_code == 429:
                self.assert_refused(response, 429, 'QuotaExceeded')
                return number
        return at_most

    def test_each_operation_has_its_published_burst(self):
        self.assertEqual(self.calls_until_throttled(ORDERS), 20)
        self.assertEqual(self.calls_until_throttled(f'{ORDERS}/111-1111111-1111111'), 30)
        self.assertEqual(self.calls_until_throttled(PARTICIPATIONS), 15)

    def test_calls_come_back_at_the_published_rate(self):
        self.calls_until_throttled(PARTICIPATIONS)
        self.wait(60)
        self.assertEqual(self.calls_until_throttled(PARTICIPATIONS), 0)
        self.wait(3)
        self.assertEqual(self.calls_until_throttled(PARTICIPATIONS), 1)
        self.wait(24 * 3600)
        self.assertEqual(self.calls_until_throttled(PARTICIPATIONS), 15)

    def test_rate_is_told_where_amazon_tells_it(self):
        header = 'x-amzn-RateLimit-Limit'
        order = self.shop.place()
        self.assertEqual(self.search().headers[header], '0.0056')
        self.assertEqual(self.get(f'{ORDERS}/{order.order_id}').headers[header], '0.5')
        self.assertEqual(self.get(PARTICIPATIONS).headers[header], '0.016')
        self.assertEqual(self.search(maxResultsPerPage=0).headers[header], '0.0056')
        self.calls_until_throttled(ORDERS)
        self.assertNotIn(header, self.search().headers)

    def test_sellers_and_applications_have_their_own_quotas(self):
        simulator = self.simulator
        self.calls_until_throttled(ORDERS)
        other_seller = simulator.add_seller()
        refresh_token = simulator.lwa.authorize(simulator.application, other_seller)
        self.access_token = self.get_access_token(refresh_token=refresh_token)
        self.assertEqual(self.search().status_code, 200)
        other = simulator.lwa.add_application()
        refresh_token = simulator.lwa.authorize(other, simulator.seller)
        self.access_token = self.get_access_token(
            refresh_token=refresh_token, client_id=other.client_id,
            client_secret=other.client_secret)
        self.assertEqual(self.search().status_code, 200)

    def test_a_busy_seller_is_granted_more(self):
        self.simulator.limits.set('searchOrders', rate=2, burst=40, seller=self.simulator.seller)
        self.assertEqual(self.search().headers['x-amzn-RateLimit-Limit'], '2')
        self.assertEqual(self.calls_until_throttled(ORDERS), 39)

    def test_limits_can_be_switched_off(self):
        self.simulator.limits.enabled = False
        self.assertEqual(self.calls_until_throttled(PARTICIPATIONS, at_most=50), 50)
