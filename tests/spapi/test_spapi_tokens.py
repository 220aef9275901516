import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from freezegun import freeze_time
from werkzeug.wrappers import Response

from odoo.tests import tagged

from ...spapi import AmazonError, Rejected, Unauthorized, Unavailable
from ...workshop.simulator import Simulator, faults
from .spapi_case import BareLibrary, MemoryLimiter, SpapiCase


def answer(body, status=200):
    return lambda call: Response(body, status, mimetype='application/json')


@tagged('-at_install', 'post_install')
class TestTokens(SpapiCase):

    def calls(self):
        return self.simulator.calls['token']

    def assert_unauthorized(self, reason, **credentials):
        with self.assertRaises(Unauthorized) as caught:
            self.connect(**credentials).check_credentials()
        self.assertEqual(caught.exception.reason, reason)

    def test_token_serves_all_calls_and_jobs(self):
        self.search()
        self.amazon.marketplace_participations()
        self.search(self.connect())
        self.assertEqual(self.calls(), 1)

    def test_token_is_replaced_before_it_expires(self):
        # A lifetime that Amazon never grants is not believed.
        for lifetime in (b'3600', b'999999999'):
            with self.subTest(lifetime), freeze_time() as time:
                self.spoil(lambda call, lifetime=lifetime: answer(
                    call.answer().get_data().replace(b'3600', lifetime)
                )(call), 'token')
                self.simulator.calls.clear()
                self.amazon.check_credentials()
                time.tick(timedelta(minutes=58))
                self.search()
                self.assertEqual(self.calls(), 1)
                time.tick(timedelta(minutes=1))
                self.search()
                self.assertEqual(self.calls(), 2)
                # Amazon had nothing to refuse.
                self.assertEqual(self.simulator.calls['searchOrders'], 2)

    def test_token_is_not_used_to_its_last_second(self):
        for lifetime, calls in ((3600, 1), (61, 1), (60, 2), (1, 2), (0, 2), (-5, 2)):
            with self.subTest(lifetime):
                self.simulator.calls['token'] = 0
                self.spoil(lambda call, lifetime=lifetime: answer(
                    call.answer().get_data().replace(b'3600', str(lifetime).encode())
                )(call), 'token')
                self.amazon.check_credentials()
                self.search()
                self.assertEqual(self.calls(), calls)

    def test_token_without_a_lifetime_is_used(self):
        for lifetime in ('null', '"soon"', 'true', 'NaN', '1e999', '9' * 5000):
            with self.subTest(lifetime[:9]):
                self.spoil(lambda call, lifetime=lifetime: answer(
                    call.answer().get_data().replace(b'3600', lifetime.encode())
                )(call), 'token')
                self.assertTrue(self.amazon.check_credentials())

    def test_threads_share_one_token(self):
        partners = [self.connect(limiter=MemoryLimiter()) for _number in range(8)]
        start = threading.Barrier(len(partners))
        self.spoil(faults.slow(0.2), 'token')

        def job(amazon):
            start.wait()
            return amazon.marketplace_participations()

        with ThreadPoolExecutor(len(partners)) as pool:
            self.assertTrue(all(pool.map(job, partners)))
        self.assertEqual(self.calls(), 1)

    def test_token_is_not_taken_elsewhere(self):
        other = Simulator()
        other.lwa.authorize(other.application, other.seller, self.refresh_token)
        self.search()
        self.search(self.connect(self.serve(other)))
        self.assertEqual(other.calls, {'token': 1, 'searchOrders': 1})

    def test_many_accounts_keep_their_tokens(self):
        partners = [
            self.connect(
                refresh_token=self.consent(self.simulator.add_seller()), limiter=MemoryLimiter()
            )
            for _number in range(12)
        ]
        for _round in range(3):
            for amazon in partners:
                self.search(amazon)
        self.assertEqual(self.calls(), 12)

    def test_bare_library_forgets_the_tokens_of_many_accounts(self):
        bare_libraries = [
            BareLibrary(self.url, self.consent(self.simulator.add_seller()))
            for _number in range(12)
        ]
        for _round in range(3):
            for bare in bare_libraries:
                bare.search()
        self.assertGreater(self.calls(), 12)

    # === WHAT CAN BE WRONG WITH CREDENTIALS === #

    def test_wrong_client(self):
        self.assert_unauthorized('invalid_client', client_id='amzn1.unknown')
        self.assert_unauthorized('invalid_client', client_secret='wrong')

    def test_wrong_refresh_token(self):
        self.assert_unauthorized('invalid_grant', refresh_token='Atzr|wrong')

    def test_refresh_token_of_another_application(self):
        other = self.simulator.lwa.add_application()
        self.assert_unauthorized(
            'invalid_grant', client_id=other.client_id, client_secret=other.client_secret
        )

    def test_absent_credentials(self):
        self.assert_unauthorized('invalid_client', client_id='')
        self.assert_unauthorized('invalid_client', client_secret='')
        self.assert_unauthorized('invalid_grant', refresh_token='')

    def test_wrong_secret_does_not_profit_from_a_cached_token(self):
        self.search()
        wrong = self.connect(client_secret='wrong')
        self.assertRaises(Unauthorized, self.search, wrong)

    def test_bare_library_lets_a_wrong_secret_in(self):
        self.bare_library().search()
        self.assertEqual(self.bare_library(client_secret='wrong').search().payload['orders'], [])

    def test_connection_test_asks_anew(self):
        self.search()
        self.simulator.lwa.revoke(self.refresh_token)
        with self.assertRaises(Unauthorized) as caught:
            self.amazon.check_credentials()
        self.assertEqual(caught.exception.reason, 'invalid_grant')

    def test_connection_test_returns_the_marketplaces(self):
        participations = {
            participation.country_code: participation
            for participation in self.amazon.check_credentials()
        }
        self.assertTrue(participations['DE'].is_participating)
        self.assertEqual(participations['DE'].currency, 'EUR')
        self.assertEqual(participations['DE'].marketplace_ref, 'A1PA6795UKMFR9')
        self.assertFalse(participations['BE'].is_participating)
        self.assertTrue(participations['SE'].has_suspended_listings)

    # === TOKENS THAT AMAZON NO LONGER TAKES === #

    def test_expired_token_is_replaced(self):
        order = self.shop.place()
        self.search()
        self.simulator.lwa.expire_tokens()
        self.assertEqual(self.search().headers[0].order_ref, order.order_id)
        self.assertEqual(self.calls(), 2)
        # Amazon counts the call that it refused.
        self.assertEqual(self.limiter.acquired, ['searchOrders'] * 3)

    def test_token_that_another_job_replaced_is_left_alone(self):
        other = self.connect()
        self.search()
        refuse = answer('{"errors": [{"code": "Unauthorized", "message": "Expired."}]}', 403)
        self.spoil(lambda call: other.check_credentials() and refuse(call))
        self.search()
        self.assertEqual(self.calls(), 2)

    def test_bare_library_sticks_to_an_expired_token(self):
        bare = self.bare_library()
        bare.search()
        self.simulator.lwa.expire_tokens()
        for _number in range(2):
            with self.assertRaises(Exception):  # noqa: B017  # whatever the library makes of it
                bare.search()
        self.assertEqual(self.calls(), 1)

    def test_refused_with_a_new_token_is_refused(self):
        self.search()
        self.spoil(answer('{"errors": [{"code": "Unauthorized", "message": "No."}]}', 403), times=9)
        self.assertRaises(Unauthorized, self.search)
        self.assertEqual(self.simulator.calls['searchOrders'], 3)

    def test_new_token_is_not_replaced(self):
        self.spoil(answer('{"errors": [{"code": "Unauthorized", "message": "No."}]}', 403), times=9)
        self.assertRaises(Unauthorized, self.search)
        self.assertEqual((self.calls(), self.simulator.calls['searchOrders']), (1, 1))

    def test_revoked_consent_shows_as_such(self):
        self.search()
        self.simulator.lwa.revoke(self.refresh_token)
        with self.assertRaises(Unauthorized) as caught:
            self.search()
        self.assertEqual(caught.exception.reason, 'invalid_grant')

    # === ANSWERS THAT ARE NOT AMAZON'S === #

    def test_failures_of_login_are_unavailable(self):
        bad = [
            faults.html_503, faults.cut_json, faults.connection_reset, faults.empty(),
            faults.empty(500), faults.empty(400), faults.empty(429),
            answer('[]'), answer('{}'), answer('null'), answer('{"access_token": null}'),
            answer('<html/>', 403), answer('{"access_token": 7}'), answer('{"access_token": ""}'),
            answer('{"access_token": "a\\nb"}'), answer('{"access_token": "ä"}'),
            answer('{"error": ["no"]}', 400), answer('{"access_token": "a"}', 302),
            # Of proxies, firewalls and gateways.
            answer('<html/>', 401), answer('', 401), answer('<html/>', 407),
            answer('{"message": "Forbidden"}', 403), answer('{"error": "Forbidden"}', 403),
            answer('{"status": 404, "error": "Not Found", "path": "/auth/o2/token"}', 404),
            answer('{"errors": [{"code": "Unauthorized", "message": "No."}]}', 401),
        ]
        for number, fault in enumerate(bad):
            with self.subTest(number):
                self.spoil(fault, 'token')
                self.assertRaises(Unavailable, self.search)
        self.assertEqual(self.simulator.calls['searchOrders'], 0)
        self.search()

    def test_bare_library_lets_json_errors_through(self):
        self.spoil(faults.html_503, 'token')
        with self.assertRaises(ValueError):
            self.bare_library().search()

    def test_other_refusals_of_login(self):
        for error in ('invalid_scope', 'unsupported_grant_type', 'invalid_request'):
            with self.subTest(error):
                body = f'{{"error": "{error}", "error_description": "Atzr|x"}}'
                self.spoil(answer(body, 400), 'token')
                with self.assertRaises(Rejected) as caught:
                    self.search()
                self.assertNotIn('Atzr', str(caught.exception))

    def test_other_words_for_wrong_credentials(self):
        for error, description, reason in (
            ('unauthorized_client', "", 'unauthorized_client'),
            ('invalid_request', "invalid parameter : client_id", 'invalid_client'),
            ('invalid_request', "invalid parameter : refresh_token", 'invalid_grant'),
        ):
            with self.subTest(error=error, description=description):
                body = f'{{"error": "{error}", "error_description": "{description}"}}'
                self.spoil(answer(body, 400), 'token')
                with self.assertRaises(AmazonError) as caught:
                    self.search()
                self.assertEqual(caught.exception.reason, reason)
