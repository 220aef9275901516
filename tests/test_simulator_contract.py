import unittest

from werkzeug.test import Client
from werkzeug.wrappers import Response

from odoo.tests import BaseCase, tagged

from .contract import ContractChecked, missing
from .simulator_case import ORDERS


@tagged('-at_install', 'post_install')
@unittest.skipIf(missing(), f"Amazon's models cannot be consulted: {missing()}.")
class TestContract(BaseCase):
    """The checker finds what is wrong; that nothing is, every other test of the simulator says."""

    def violations(self, answer=None, path=ORDERS, **parameters):
        """Return what is found wrong with an answer and the request for it."""
        checked = ContractChecked(answer or self.answer('{"orders": []}'))
        Client(checked).get(path, query_string=parameters)
        return checked.violations

    def answer(self, body, status=200, **headers):
        headers = {'x-amzn-RequestId': '1', **headers}
        return Response(body, status, headers)

    def test_what_agrees_is_not_mentioned(self):
        self.assertEqual(
            self.violations(
                lastUpdatedAfter='2026-01-01T00:00:00Z', includedData='BUYER,TAX',
                fulfilledBy='AMAZON', maxResultsPerPage=5), [])

    def test_requests(self):
        for parameters, text in (
            ({'NextToken': 'x'}, "unknown parameter 'NextToken'"),
            ({'createdAfter': 'yesterday'}, "not a 'date-time'"),
            ({'includedData': 'BUYER,MONEY'}, "'MONEY' is not one of"),
            ({'maxResultsPerPage': 'many'}, "not of type 'integer'"),
            ({'marketplaceIds': ['A', 'B']}, "more than once"),
            ({'marketplaceIds': ','.join('A' * 51)}, "too long"),
        ):
            with self.subTest(parameters):
                [violation] = self.violations(**parameters)
                self.assertIn(text, violation)

    def test_unknown_operation(self):
        [violation] = self.violations(path='/orders/v0/orders')
        self.assertIn("no operation", violation)

    def test_stray_parameters_of_the_client_library_are_tolerated(self):
        self.assertEqual(self.violations(MarketplaceId='A', marketplace_ids='A'), [])

    def test_answers(self):
        order = (
            '{"orderId": "1", "createdTime": "2026-01-01T00:00:00Z", "lastUpdatedTime": '
            '"2026-01-01T00:00:00Z", "salesChannel": {"channelName": "%s"}, "orderItems": []%s}')
        for body, text in (
            ('<html>', "not JSON"),
            ('{}', "'orders' is a required property"),
            ('{"orders": [{}]}', "required property"),
            ('{"orders": [], "nextToken": "x"}', "'nextToken' was unexpected"),
            ('{"orders": [%s]}' % (order % ('EBAY', '')), "'EBAY' is not one of"),
            ('{"orders": [%s]}' % (order % ('AMAZON', ', "programs": ["GOLD"]')), "'GOLD'"),
            ('{"orders": [%s]}' % (order % ('AMAZON', ', "orderAliases": 3')), "'array'"),
        ):
            with self.subTest(body):
                self.assertIn(text, self.violations(self.answer(body))[0])
        good = self.answer('{"orders": [%s]}' % (order % ('AMAZON', ', "programs": ["PRIME"]')))
        self.assertEqual(self.violations(good), [])

    def test_refusals(self):
        [violation] = self.violations(self.answer('{"message": "no"}', 400))[:1]
        self.assertIn("required property", violation)
        [violation] = self.violations(self.answer('{"errors": []}', 402))
        self.assertIn("status 402 is not in the model", violation)

    def test_headers(self):
        [violation] = self.violations(Response('{"orders": []}'))
        self.assertIn("x-amzn-RequestId is absent", violation)
        throttled = self.answer('{"errors": []}', 429, **{'x-amzn-RateLimit-Limit': '1'})
        [violation] = self.violations(throttled)
        self.assertIn("no header x-amzn-RateLimit-Limit", violation)

    def test_what_is_wrong_on_purpose_is_not_checked(self):
        def app(environ, start_response):
            environ['simulator.wrong_on_purpose'] = True
            return Response('<html>', 503)(environ, start_response)

        checked = ContractChecked(app)
        self.assertEqual(Client(checked).get(ORDERS).status_code, 503)
        self.assertEqual(checked.violations, [])
