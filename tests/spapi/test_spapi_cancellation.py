import json

from odoo.tests import BaseCase, tagged

from ...spapi import Cancellation, MalformedOrder, Order, cancellation_of
from .test_spapi_charges import breakdown, item, order, read

REQUEST = {'cancellationRequest': {'requester': 'BUYER', 'cancelReason': "Zu spät"}}
EXECUTION = {'cancellationExecution': {'cancelledBy': 'MERCHANT', 'cancelReason': "Ausverkauft"}}
REQUESTED = Cancellation('buyer', "Zu spät")
EXECUTED = Cancellation('merchant', "Ausverkauft")
GARBAGE = (None, 7, -1, True, 'nonsense', [], {}, [None], [[]], [{}], "A" * 6000)


def counted(item, fulfilled=None, unfulfilled=None, cancellation=None):
    """Return an item with what Amazon counts as shipped and as still to be shipped."""
    fulfillment = {'quantityFulfilled': fulfilled, 'quantityUnfulfilled': unfulfilled}
    return {**item, 'fulfillment': fulfillment, 'cancellation': cancellation}


@tagged('-at_install', 'post_install')
class TestCancellations(BaseCase):
    """Who canceled, or asks to cancel, and why."""

    def read_item(self, cancellation):
        [result] = read(order('5.00', {**item(total='5.00'), 'cancellation': cancellation})).items
        return result

    def test_wish_and_deed_are_told_apart(self):
        for cancellation, wish, deed in (
            (REQUEST, REQUESTED, None),
            (EXECUTION, None, EXECUTED),
            ({**REQUEST, **EXECUTION}, REQUESTED, EXECUTED),
            ({}, None, None),
            (None, None, None),
            ({'cancellationRequest': None, 'cancellationExecution': None}, None, None),
        ):
            with self.subTest(cancellation=cancellation):
                result = self.read_item(cancellation)
                self.assertEqual((result.cancel_request, result.cancellation), (wish, deed))

    def test_wish_without_a_reason_is_one(self):
        for request in ({}, {'requester': 'BUYER'}, {'cancelReason': 7}, 'nonsense', []):
            with self.subTest(request=request):
                wish = self.read_item({'cancellationRequest': request}).cancel_request
                self.assertEqual(wish.reason, '')

    def test_words(self):
        for word, by in (
            ('BUYER', 'buyer'), ('MERCHANT', 'merchant'), ('AMAZON', 'amazon'),
            ('ALIENS', 'aliens'), ('X' * 40, 'x' * 40), ('X' * 41, ''), (7, ''), (None, ''),
        ):
            with self.subTest(word):
                deed = self.read_item({'cancellationExecution': {'cancelledBy': word}}).cancellation
                self.assertEqual(deed, Cancellation(by, ''))

    def test_reasons(self):
        for text, reason in (
            (" Zu\r\nspät\x00\ud83d ", "Zu spät"), ("A" * 500, "A" * 500), ("A" * 501, ''),
        ):
            with self.subTest(text[:10]):
                wish = self.read_item({'cancellationRequest': {'cancelReason': text}})
                self.assertEqual(wish.cancel_request.reason, reason)

    def test_what_people_write_is_not_shown(self):
        result = read(order('5.00', {
            **item(total='5.00'), 'cancellation': {**REQUEST, **EXECUTION},
        }))
        self.assertNotIn("Zu spät", repr(result))
        self.assertNotIn("Ausverkauft", repr(result))

    def test_nothing_makes_an_order_unreadable(self):
        for garbage in GARBAGE:
            for cancellation in (
                garbage, {'cancellationRequest': garbage}, {'cancellationExecution': garbage},
                {'cancellationRequest': {'requester': garbage, 'cancelReason': garbage}},
                {'cancellationExecution': {'cancelledBy': garbage, 'cancelReason': garbage}},
            ):
                with self.subTest(cancellation=cancellation):
                    self.assertEqual(self.read_item(cancellation).quantity, 1)

    def test_order_tells_what_is_said_of_the_first_item(self):
        plain = item(total='5.00', ref='1')
        first = {**item(total='5.00', ref='2'), 'cancellation': {**REQUEST, **EXECUTION}}
        second = {**item(total='5.00', ref='3'), 'cancellation': {
            'cancellationRequest': {}, 'cancellationExecution': {},
        }}
        result = read(order('15.00', plain, first, second))
        self.assertEqual((result.cancel_request, result.cancellation), (REQUESTED, EXECUTED))
        result = read(order('10.00', plain, second))
        self.assertEqual(
            (result.cancel_request, result.cancellation),
            (Cancellation('', ''), Cancellation('', '')),
        )
        result = read(order('5.00', plain))
        self.assertEqual((result.cancel_request, result.cancellation), (None, None))

    def test_cancellation_of_an_unreadable_order(self):
        wire = {'orderItems': [
            None, 7, {'cancellation': 'nonsense'}, {'cancellation': REQUEST},
            {'cancellation': EXECUTION}, {'cancellation': {'cancellationExecution': {}}},
        ]}
        self.assertRaises(MalformedOrder, Order.from_payload, json.dumps(wire))
        self.assertEqual(cancellation_of(json.dumps(wire)), EXECUTED)

    def test_cancellation_of_anything(self):
        for payload in (
            None, 7, '', '{', 'null', '[]', '"order"', '[' * 100_000, '{"a": 1e9999}', 'NaN',
            '{"a": ' + '9' * 5000 + '}', '{}',
            *(json.dumps({'orderItems': garbage}) for garbage in GARBAGE),
            *(json.dumps({'orderItems': [garbage]}) for garbage in GARBAGE),
            *(json.dumps({'orderItems': [{'cancellation': garbage}]}) for garbage in GARBAGE),
        ):
            with self.subTest(str(payload)[:60]):
                self.assertIsNone(cancellation_of(payload))


@tagged('-at_install', 'post_install')
class TestCanceledItems(BaseCase):
    """Orders of which a part was canceled are as readable as others."""

    def test_item_that_keeps_its_place(self):
        mug = item(total='5.00')
        for gone in (
            item(quantity=0, ref='2'),
            item(quantity=0, ref='2', unit_price='7.00'),
            item(quantity=0, ref='2', total='0.00'),
            item(breakdown('ITEM', '0.00'), breakdown('TAX', '0'), quantity=0, ref='2', total='0'),
            {**item(quantity=0, ref='2'), 'proceeds': None},
            # Amazon may count what was canceled as ordered, without its price.
            counted(item(quantity=2, ref='2'), 0, 0, EXECUTION),
            counted(item(quantity=2, ref='2', unit_price='7.00'), 0, 0, EXECUTION),
        ):
            for status in ('UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED'):
                with self.subTest(gone=gone, status=status):
                    result = read(order('5.00', mug, gone, status=status))
                    self.assertEqual([item.quantity for item in result.items], [1, 0])
                    charges = [charge for item in result.items for charge in item.charges]
                    self.assertEqual(sum(charge.amount for charge in charges), result.total)
                    self.assertEqual(sum(charge.amount for charge in result.items[1].charges), 0)

    def test_item_that_vanished(self):
        mug, cup = item(total='5.00'), item(total='7.00', ref='2')
        before, after = read(order('12.00', mug, cup)), read(order('5.00', mug))
        self.assertEqual([item.item_ref for item in after.items], ['1'])
        self.assertNotEqual(before.figures, after.figures)

    def test_all_items_canceled_before_the_order_is(self):
        result = read(order('0.00', item(quantity=0), item(quantity=0, ref='2', total='0')))
        self.assertEqual((result.status, result.total), ('unshipped', 0))
        self.assertEqual([item.quantity for item in result.items], [0, 0])


@tagged('-at_install', 'post_install')
class TestCanceledOrders(BaseCase):

    def test_whatever_amazon_leaves_out(self):
        whole = order('5.00', counted(item(total='5.00', quantity=2), 0, 0, EXECUTION))
        [line] = whole['orderItems']
        for name, wire in (
            ("nothing", whole),
            ("items", {**whole, 'orderItems': []}),
            ("all of the items", {**whole, 'orderItems': None}),
            ("amounts", {**whole, 'proceeds': None, 'orderItems': [{**line, 'proceeds': None}]}),
            ("quantities", {**whole, 'orderItems': [
                {**line, 'quantityOrdered': None, 'fulfillment': None},
            ]}),
            ("buyer", {**whole, 'buyer': {}, 'recipient': {}}),
        ):
            with self.subTest(name):
                wire['fulfillment'] = {'fulfillmentStatus': 'CANCELLED', 'fulfilledBy': 'MERCHANT'}
                result = read(wire)
                self.assertEqual((result.order_ref, result.status, result.total), (
                    '111-1111111-1111111', 'cancelled', 0,
                ))
                self.assertEqual(
                    [(item.quantity, item.quantity_shipped, item.charges) for item in result.items],
                    [(0, 0, ())] * len(wire['orderItems'] or []),
                )
                self.assertEqual(result.cancellation, EXECUTED if wire['orderItems'] else None)

    def test_shipped_before_it_was_canceled(self):
        wire = order('5.00', counted(item(quantity=3), 1, 0, EXECUTION), status='CANCELLED')
        self.assertEqual(
            [(item.quantity, item.quantity_shipped) for item in read(wire).items], [(1, 1)]
        )
