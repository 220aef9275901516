import copy
import json
import unittest

from werkzeug.test import Client
from werkzeug.wrappers import Response

from odoo.tests import BaseCase, tagged

from ..contract import ContractChecked, missing
from .simulator_case import DOCUMENTS, FEEDS, ORDERS

CONFIRM = '/orders/v0/orders/111-1111111-1111111/shipmentConfirmation'


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

    def body_violations(self, path, body, answer=None):
        checked = ContractChecked(answer or self.answer('', 204))
        Client(checked).post(path, data=body)
        return checked.violations

    def test_bodies(self):
        good = {
            'marketplaceId': 'A', 'packageDetail': {
                'packageReferenceId': '1', 'carrierCode': 'UPS', 'trackingNumber': '1Z',
                'shipDate': '2026-01-01T12:00:00Z',
                'orderItems': [{'orderItemId': '1', 'quantity': 1}]}}
        self.assertEqual(self.body_violations(CONFIRM, json.dumps(good)), [])
        for change, text in (
            (lambda body: body['packageDetail'].update(packageReferenceId=1), "'string'"),
            (lambda body: body['packageDetail'].update(shipDate='2026-01-01'), "'date-time'"),
            (lambda body: body.update(path='/orders/v0'), "'path' was unexpected"),
            (lambda body: body['packageDetail']['orderItems'][0].update(sku='A'), "unexpected"),
            (lambda body: body.pop('marketplaceId'), "required property"),
        ):
            body = copy.deepcopy(good)
            change(body)
            [violation] = self.body_violations(CONFIRM, json.dumps(body))
            self.assertIn(text, violation)
        for body in ('', '<xml/>'):
            [violation] = self.body_violations(CONFIRM, body)
            self.assertIn("not JSON", violation)

    def test_body_where_none_belongs(self):
        checked = ContractChecked(self.answer('{"orders": []}'))
        Client(checked).get(ORDERS, data='{}')
        self.assertEqual(checked.violations, ["searchOrders: the request has a body"])

    def test_stray_keys_of_the_client_library_are_not_tolerated(self):
        body = '{"contentType": "text/xml", "path": "/x", "MarketplaceIds": "A"}'
        answer = self.answer('{"feedDocumentId": "1", "url": "http://localhost/1"}', 201)
        [violation] = self.body_violations(DOCUMENTS, body, answer)
        self.assertIn("unexpected", violation)

    def test_answer_without_a_body(self):
        for body, violations in (
            ('', []),
            ('{}', ["cancelFeed: status 200 has no body in the model"]),
        ):
            checked = ContractChecked(self.answer(body))
            Client(checked).delete(f'{FEEDS}/1')
            self.assertEqual(checked.violations, violations)

    def test_newer_operations_have_taken_the_place_of_older_ones(self):
        [violation] = self.violations(path='/orders/v0/orders/111-1111111-1111111')
        self.assertIn("no operation", violation)

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
