import copy
import json
import random
from datetime import datetime
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..spapi import MalformedOrder, Order, OrderHeader, cancellation_of
from ..spapi.const import CHANNELS, STATUSES
from .test_spapi_order import unshipped_order

MUTATIONS = 1500
DEEP = json.loads('[' * 200 + ']' * 200)
VALUES = [
    None, True, False, 0, 1, -1, 7, 1.5, -0.01, 10**30, float('nan'), float('inf'), float('-inf'),
    '', ' ', '0', '-1', '1e400', '1E-400', 'NaN', 'Infinity', '1,5', 'EUR', 'text', 'null',
    '2026-11-20T10:30:15Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999Z', '\x00',
    '\ud83d', '👩‍👩‍👧' * 100, 'محمد علي', "A" * 300, "A" * 6000, [], {}, [[]], [None],
    {'amount': None}, {'amount': '1', 'currencyCode': 'EUR'},
    {'amount': '-1', 'currencyCode': 'EUR'}, DEEP,
]


def places(value, path=()):
    """Return the paths to all parts of a JSON value."""
    yield path
    children = {}
    if isinstance(value, dict):
        children = value
    elif isinstance(value, list):
        children = dict(enumerate(value))
    for key, child in children.items():
        yield from places(child, (*path, key))


def mutate(wire, rng):
    """Change, remove or double one part of an order."""
    path = rng.choice([path for path in places(wire) if path])
    parent = wire
    for key in path[:-1]:
        parent = parent[key]
    change = rng.choice(['replace', 'replace', 'replace', 'remove', 'double'])
    if change == 'replace':
        parent[path[-1]] = copy.deepcopy(rng.choice(VALUES))
    elif change == 'remove':
        del parent[path[-1]]
    elif isinstance(parent, list):
        parent.append(copy.deepcopy(parent[path[-1]]))


@tagged('-at_install', 'post_install')
class TestMutations(BaseCase):
    """Whatever Amazon sends, it is an order that can be relied on, or a reason why it is not."""

    def mutants(self):
        base = unshipped_order()
        money = base['orderItems'][0]['proceeds']['proceedsTotal']
        base['orderItems'][0]['proceeds']['breakdowns'] = [
            {'type': 'ITEM', 'subtotal': dict(money)},
            {'type': 'TAX', 'subtotal': {'amount': '3.80', 'currencyCode': 'EUR'},
             'detailedBreakdowns': [
                 {'subtype': 'ITEM', 'value': {'amount': '4.00', 'currencyCode': 'EUR'}},
                 {'subtype': 'DISCOUNT', 'value': {'amount': '-0.20', 'currencyCode': 'EUR'}}]},
        ]
        base['orderItems'][0]['cancellation']['cancellationExecution'] = {
            'cancelledBy': 'MERCHANT', 'cancelReason': "Ausverkauft",
        }
        base['proceeds']['breakdowns'] = [{'type': 'ITEM', 'subtotal': dict(money)}]
        self.assertEqual(Order.from_payload(json.dumps(base)).total, Decimal('23.80'))
        for seed in range(MUTATIONS):
            rng = random.Random(seed)
            wire = copy.deepcopy(base)
            for _number in range(rng.choice([1, 1, 2, 5])):
                mutate(wire, rng)
            yield seed, wire

    def test_mutants_are_orders_or_malformed(self):
        outcomes = {'order': 0, 'malformed': 0}
        for seed, wire in self.mutants():
            with self.subTest(seed=seed):
                header = OrderHeader.from_wire(wire)
                self.check_header(header)
                cancellation_of(header.payload)
                try:
                    order = Order.from_payload(header.payload)
                except MalformedOrder as error:
                    self.check_reason(error.reason)
                    outcomes['malformed'] += 1
                else:
                    self.check_order(order, header)
                    outcomes['order'] += 1
        # Neither is the rule without exception, or the test would show nothing.
        self.assertGreater(min(outcomes.values()), MUTATIONS / 10)

    def check_header(self, header):
        self.assertTrue(header.order_ref)
        self.assertIn(header.channel, {'', *CHANNELS.values()})
        self.assertTrue(header.payload.isascii() and header.payload.isprintable())
        for time in (header.created, header.last_updated):
            self.assertTrue(time is None or time.utcoffset().total_seconds() == 0)
        for text in (header.order_ref, header.marketplace_ref, header.status):
            self.assertIsInstance(text, str)
            self.assertLessEqual(len(text), 40)
            text.encode()
            self.assertNotIn('\x00', text)

    def check_reason(self, reason):
        self.assertRegex(reason, r'^[A-Z].*\.$')
        for personal in ("Mustermann", "Heidestraße", 'marketplace.amazon.de', 'DE123456789'):
            self.assertNotIn(personal, reason)

    def check_order(self, order, header):
        for name in (
            'order_ref', 'marketplace_ref', 'channel', 'status', 'created', 'last_updated',
        ):
            self.assertEqual(getattr(order, name), getattr(header, name))
        self.assertRegex(order.figures, r'^[0-9a-f]{16}$')
        self.assertEqual(order.cancellation, cancellation_of(header.payload))
        self.assertIn(order.status, STATUSES)
        self.assertIn(order.channel, CHANNELS.values())
        self.assertIsInstance(order.created, datetime)
        self.assertTrue(order.items)
        charges = [charge for item in order.items for charge in item.charges] + [*order.charges]
        self.assertEqual(sum(charge.amount for charge in charges), order.total)
        for charge in charges:
            self.assertTrue(charge.gross >= charge.discount >= 0)
            self.assertGreaterEqual(charge.tax, 0)
        for item in order.items:
            self.assertTrue(item.sku and item.item_ref)
            self.assertGreaterEqual(min(item.quantity, item.quantity_shipped), 0)
            self.assertLessEqual(len(item.sku), 255)
        self.assertLessEqual(max(map(len, vars(order.buyer).values())), 500)
        repr(order).encode()
