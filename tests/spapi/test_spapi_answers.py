import json
from datetime import datetime, timedelta, timezone

from werkzeug.wrappers import Response

from odoo.tests import tagged

from ...spapi import Rejected, Throttled, Unauthorized, Unavailable
from ...workshop.simulator import faults
from .spapi_case import SpapiCase

# What comes from Amazon's gateway, or from a proxy on the way, when something is wrong.
NOT_ANSWERS = {
    "a gateway's page": faults.html_503,
    "an empty error": faults.empty(503),
    "an empty success": faults.empty(200),
    "an error without Amazon's list": faults.message_404,
    "half an answer": faults.cut_json,
}


# Errors that name no code of Amazon's.
NOT_AMAZONS_ERRORS = [
    '', '<html>407 Proxy Authentication Required</html>', '{"message": "Forbidden"}', '{}', '[]',
    'null', '"errors"', '{"errors": []}', '{"errors": {}}', '{"errors": ["no"]}',
    '{"errors": [null]}', '{"errors": [{}]}', '{"errors": [{"code": 7, "message": null}]}',
    '{"errors": [{"message": "No."}]}', '{"errors": [{"code": "Unauthor',
]


def answer(body, status=200, **headers):
    return lambda call: Response(body, status, headers, mimetype='application/json')


def with_everywhere(body, path, value):
    """Return an answer with another value at a place of each part of its payload."""
    content = json.loads(body)
    for part in content['payload']:
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
    return json.dumps(content)


@tagged('-at_install', 'post_install')
class TestAnswers(SpapiCase):

    def test_failure_is_never_no_orders(self):
        self.shop.place()
        for name, fault in NOT_ANSWERS.items():
            with self.subTest(name):
                self.spoil(fault)
                self.assertRaises(Unavailable, self.search)
        self.assertEqual(len(self.search().headers), 1)

    def test_bare_library_takes_failure_for_no_orders(self):
        self.shop.place()
        bare = self.bare_library()
        for name, fault in NOT_ANSWERS.items():
            with self.subTest(name):
                self.spoil(fault)
                self.assertFalse(bare.search().payload.get('orders'))

    def test_temporary_failures_are_unavailable(self):
        temporary = [
            faults.server_error, faults.html_503, faults.cut_json, faults.connection_reset,
            faults.empty(200), faults.empty(204), faults.empty(408), faults.empty(500),
            faults.empty(502), faults.empty(504),
        ]
        for number, fault in enumerate(temporary):
            with self.subTest(number):
                self.spoil(fault)
                self.assertRaises(Unavailable, self.search)

    def test_answers_without_what_was_asked_are_unavailable(self):
        bodies = [
            '[]', '{}', 'null', '"orders"', '17', '{"orders": null}', '{"orders": {}}',
            '{"errors": []}', '{"payload": []}', '[' * 100_000, '{"orders": []', b'\xff\xfe\xfd',
            '{"orders": [], "pagination": "next"}', '{"orders": [], "pagination": []}',
            '{"orders": [], "pagination": {"nextToken": 7}}',
        ]
        for body in bodies:
            with self.subTest(body[:50]):
                self.spoil(answer(body))
                self.assertRaises(Unavailable, self.search)

    def test_pages_of_absurdly_many_orders_are_unavailable(self):
        self.spoil(answer(f'{{"orders": [{",".join(["{}"] * 5000)}]}}'))
        with self.assertRaisesRegex(Unavailable, "many more orders"):
            self.search()

    def test_answers_about_others_are_unavailable(self):
        self.spoil(answer('{"orders": []}'), 'getOrder')
        self.assertRaises(Unavailable, self.amazon.get_order, '111-1111111-1111111')
        self.spoil(answer('{"payload": {}}'), 'getMarketplaceParticipations')
        self.assertRaises(Unavailable, self.amazon.marketplace_participations)
        self.spoil(answer('{"payload": [{"marketplace": {}}]}'), 'getMarketplaceParticipations')
        self.assertRaises(Unavailable, self.amazon.marketplace_participations)

    def test_malformed_names_of_marketplaces_do_not_hide_them(self):
        good = self.amazon.marketplace_participations()
        body = self.simulator.previous_answers['getMarketplaceParticipations']
        optional = [
            ('marketplace', 'name'), ('marketplace', 'countryCode'),
            ('marketplace', 'defaultCurrencyCode'), ('marketplace', 'domainName'),
            ('participation', 'hasSuspendedListings'), ('storeName',),
        ]
        for path in optional:
            for garbage in (None, 7, 'A' * 501, [], {}):
                with self.subTest(path=path, garbage=garbage):
                    self.limiter.buckets.clear()
                    spoiled = answer(with_everywhere(body, path, garbage))
                    self.spoil(spoiled, 'getMarketplaceParticipations')
                    read = self.amazon.marketplace_participations()
                    for name in ('marketplace_ref', 'is_participating'):
                        self.assertEqual(
                            [getattr(one, name) for one in read],
                            [getattr(one, name) for one in good],
                        )

    def test_no_marketplaces_is_an_answer(self):
        self.spoil(answer('{"payload": []}'), 'getMarketplaceParticipations')
        self.assertEqual(self.amazon.marketplace_participations(), [])

    def test_refusal_has_amazons_code_and_message(self):
        self.spoil(answer('{"errors": [{"code": "InvalidInput", "message": "Too late."}]}', 400))
        with self.assertRaises(Rejected) as caught:
            self.search()
        self.assertEqual(caught.exception.code, 'InvalidInput')
        self.assertEqual(caught.exception.message, "Too late.")

    def test_refusal_without_amazons_words(self):
        for error, code, message in (
            ('{"code": "a b", "message": ""}', 'HTTP 400', "it gives no reason."),
            ('{"code": "InvalidInput", "message": null}', 'InvalidInput', "it gives no reason."),
            ('{"code": "InvalidInput", "details": 7}', 'InvalidInput', "it gives no reason."),
        ):
            with self.subTest(error):
                self.spoil(answer(f'{{"errors": [{error}]}}', 400))
                with self.assertRaises(Rejected) as caught:
                    self.search()
                self.assertEqual(caught.exception.code, code)
                self.assertEqual(caught.exception.message, message)

    def test_refusal_has_amazons_details(self):
        with self.assertRaisesRegex(Rejected, "not valid.*at least two minutes before now"):
            self.search(updated_before=datetime.now(timezone.utc))

    def test_refusals_that_are_not_amazons_are_unavailable(self):
        self.search()
        for status in (400, 401, 403, 404, 407, 413):
            for body in NOT_AMAZONS_ERRORS:
                with self.subTest(status=status, body=body):
                    self.limiter.buckets.clear()
                    self.simulator.calls.clear()
                    self.spoil(answer(body, status))
                    with self.assertRaisesRegex(Unavailable, str(status)):
                        self.search()
                    # It is not repeated at once, with the same token or another one.
                    self.assertEqual(self.simulator.calls, {'searchOrders': 1})

    def test_refusal_shows_no_secrets(self):
        self.spoil(answer(
            '{"errors": [{"code": "InvalidInput", "message": "Bad Atza|IwEBIabc at '
            'https://sellingpartnerapi-na.amazon.com/orders?token=abc of jane@example.com"}]}', 400
        ))
        with self.assertRaises(Rejected) as caught:
            self.search()
        self.assertEqual(caught.exception.message, "Bad … at … of …")

    def test_unknown_order_is_rejected(self):
        with self.assertRaises(Rejected) as caught:
            self.amazon.get_order('111-1111111-1111111')
        self.assertEqual(caught.exception.code, 'NotFound')

    def test_throttling_says_when_to_come_back(self):
        self.spoil(faults.throttle)
        with self.assertRaises(Throttled) as caught:
            self.search()
        pause = caught.exception.available_at - datetime.now(timezone.utc)
        self.assertAlmostEqual(pause.total_seconds(), 1 / 0.0056, delta=5)
        # Nothing more is asked until then.
        self.assertRaises(Throttled, self.search)
        self.assertEqual(self.simulator.calls['searchOrders'], 1)

    def test_throttling_without_amazons_body(self):
        self.spoil(answer('<html/>', 429))
        self.assertRaises(Throttled, self.search)

    def test_denied_access_names_the_way_out(self):
        for status in (401, 403):
            with self.subTest(status=status):
                self.spoil(
                    answer('{"errors": [{"code": "Unauthorized", "message": "No"}]}', status),
                    times=2,
                )
                with self.assertRaises(Unauthorized) as caught:
                    self.search()
                self.assertEqual(caught.exception.reason, 'access_denied')
                self.simulator.faults.clear()

    def test_missing_role_is_denied_access(self):
        self.spoil(faults.access_denied, times=2)
        with self.assertRaises(Unauthorized) as caught:
            self.search()
        self.assertEqual(caught.exception.reason, 'access_denied')

    def test_good_orders_survive_one_with_an_absurd_number(self):
        good = self.shop.place()
        bad = self.shop.place()
        for number in ('9' * 5000, '1e999999', 'NaN', '-Infinity'):
            with self.subTest(number[:9]):
                self.spoil(lambda call, number=number: answer(call.answer().get_data().replace(
                    b'"quantityOrdered": 1', b'"quantityOrdered": ' + number.encode(), 1
                ))(call))
                refs = {header.order_ref for header in self.search().headers}
                self.assertEqual(refs, {good.order_id, bad.order_id})


@tagged('-at_install', 'post_install')
class TestRates(SpapiCase):

    def test_calls_are_taken_from_the_limit_of_their_operation(self):
        order = self.shop.place()
        self.amazon.marketplace_participations()
        self.search()
        self.amazon.get_order(order.order_id)
        self.assertEqual(
            self.limiter.acquired, ['getMarketplaceParticipations', 'searchOrders', 'getOrder']
        )

    def test_announced_rates_are_learned(self):
        self.simulator.limits.set('searchOrders', rate=0.25, burst=40)
        self.search()
        with self.assertRaises(Rejected):
            self.amazon.get_order('111-1111111-1111111')
        self.assertEqual(self.limiter.learned, [('searchOrders', 0.25), ('getOrder', 0.5)])

    def test_absurd_rates_are_not_learned(self):
        for rate in ('0', '-1', 'nan', 'inf', '1e999', 'fast', ''):
            with self.subTest(rate):
                self.spoil(answer('{"orders": []}', **{'x-amzn-RateLimit-Limit': rate}))
                self.search()
        self.assertEqual(self.limiter.learned, [])

    def test_limits_are_kept_before_amazon_has_to_refuse(self):
        for _number in range(20):
            self.search()
        with self.assertRaises(Throttled) as caught:
            self.search()
        self.assertGreater(
            caught.exception.available_at, datetime.now(timezone.utc) + timedelta(minutes=2)
        )
        self.assertEqual(self.simulator.calls['searchOrders'], 20)

    def test_access_tokens_are_not_limited(self):
        self.search()
        self.assertEqual(self.simulator.calls['token'], 1)
        self.assertEqual(self.limiter.acquired, ['searchOrders'])
