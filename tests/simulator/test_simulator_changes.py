import datetime
import tempfile
from decimal import Decimal
from pathlib import Path

from odoo.tests import tagged

from ...workshop.simulator import Item, ShopError, Simulator
from ...workshop.simulator.state import keep
from .simulator_case import SimulatorCase

DATASETS = (
    'BUYER', 'RECIPIENT', 'PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT',
    'PACKAGES', 'TAX', 'PAYMENT', 'FULFILLMENT_ORDERS',
)


class ChangesCase(SimulatorCase):

    def wire(self, order):
        """Return all that Amazon tells about an order; the contract is checked on the way."""
        return self.fetch(order, *DATASETS)

    def status(self, order):
        return self.wire(order)['fulfillment']['fulfillmentStatus']

    def counts(self, order):
        """Return what is ordered, shipped and left of each item."""
        return [
            (item['quantityOrdered'], item['fulfillment']['quantityFulfilled'],
             item['fulfillment']['quantityUnfulfilled'])
            for item in self.wire(order)['orderItems']]

    def cancellations(self, order):
        """Return by whom and why each item was canceled, None for those that were not."""
        executions = [
            item.get('cancellation', {}).get('cancellationExecution')
            for item in self.wire(order)['orderItems']]
        return [
            execution and (execution['cancelledBy'], execution['cancelReason'])
            for execution in executions]

    def assert_adds_up(self, order):
        """Check that the amounts of all parts of Amazon's answer agree with each other."""
        wire = self.wire(order)
        totals = {}
        for item in wire['orderItems']:
            parts = {part['type']: part for part in item['proceeds']['breakdowns']}
            amounts = {type_: _amount(part['subtotal']) for type_, part in parts.items()}
            for type_, amount in amounts.items():
                totals[type_] = totals.get(type_, 0) + amount
            for part in parts.values():
                details = part.get('detailedBreakdowns')
                if details:
                    self.assertEqual(
                        sum(_amount(detail['value']) for detail in details),
                        _amount(part['subtotal']))
            unit_price = _amount(item['product']['price']['unitPrice'])
            self.assertEqual(amounts['ITEM'], unit_price * item['quantityOrdered'])
            self.assertEqual(
                _amount(item['proceeds']['proceedsTotal']),
                sum(amounts.values()) - 2 * amounts.get('DISCOUNT', 0))
        shown = {
            part['type']: _amount(part['subtotal']) for part in wire['proceeds']['breakdowns']}
        tip = shown.pop('DELIVERY_TIP', 0)
        self.assertEqual(shown, totals)
        grand_total = _amount(wire['proceeds']['grandTotal'])
        self.assertEqual(
            grand_total, sum(totals.values()) - 2 * totals.get('DISCOUNT', 0) + tip)
        for execution in wire.get('payment', {}).get('paymentExecutions', ()):
            self.assertEqual(_amount(execution['paymentAmount']), grand_total)

    def assert_impossible(self, order, function, *arguments, **named):
        """Check that something is refused, and that it leaves the order as it is."""
        before = self.wire(order)
        self.simulator.clock.advance(1)
        with self.assertRaises((ShopError, LookupError)):
            function(order.order_id, *arguments, **named)
        self.assertEqual(self.wire(order), before)

    def item(self, quantity, sku='AMZ-TEAPOT'):
        return Item(
            sku, quantity, unit_price='49.00', shipping='10.01', gift_wrap='3.50', tax='9.80',
            shipping_tax='1.00', gift_wrap_tax='0.35', discount='5.00', shipping_discount='9.99',
            points=7)


def _amount(money):
    return Decimal(money['amount'])


@tagged('-at_install', 'post_install')
class TestReduce(ChangesCase):

    def test_fewer_units_cost_their_share(self):
        order = self.shop.place(items=[self.item(4), Item('AMZ-MUG-WHITE')], delivery_tip=2)
        self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 2})
        self.assertEqual(self.counts(order), [(2, 0, 2), (1, 0, 1)])
        [item, _mug] = self.wire(order)['orderItems']
        amounts = {
            part['type']: part['subtotal']['amount'] for part in item['proceeds']['breakdowns']}
        self.assertEqual(amounts, {
            'ITEM': '98.00', 'SHIPPING': '5.01', 'GIFT_WRAP': '1.75', 'TAX': '5.58',
            'DISCOUNT': '7.50'})
        self.assertEqual(item['expense']['pointsCost']['pointsGranted']['pointsNumber'], 3)
        self.assert_adds_up(order)
        self.assertEqual(self.status(order), 'UNSHIPPED')

    def test_only_what_is_canceled_says_by_whom_and_why(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 3), Item('AMZ-MUG-WHITE', 2)])
        self.shop.reduce(
            order.order_id, {'AMZ-TEAPOT': 1, 'AMZ-MUG-WHITE': 2}, by='AMAZON', reason="Lost")
        self.assertEqual(self.cancellations(order), [('AMAZON', "Lost"), None])
        self.shop.reduce(order.order_id, {order.items[1].order_item_id: 1})
        self.assertEqual(
            self.cancellations(order), [('AMAZON', "Lost"), ('BUYER', "Buyer canceled")])

    def test_a_whole_item_keeps_its_place(self):
        order = self.shop.place(items=[self.item(2), Item('AMZ-MUG-WHITE')])
        self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 0})
        self.assertEqual(self.counts(order), [(0, 0, 0), (1, 0, 1)])
        self.assertEqual(order.total, Decimal('12.90'))
        self.assert_adds_up(order)
        self.shop.ship(order.order_id)
        self.assertEqual(self.counts(order), [(0, 0, 0), (1, 1, 0)])
        [package] = self.packages(order)
        self.assertEqual(package['packageItems'], [
            {'orderItemId': order.items[1].order_item_id, 'quantity': 1}])
        self.assert_adds_up(order)

    def test_items_that_are_gone_do_not_hinder_what_follows(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 2), Item('AMZ-MUG-WHITE', 2)])
        self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 0}, by='MERCHANT', reason="Sold out")
        self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 0, 'AMZ-MUG-WHITE': 1})
        self.shop.cancel(order.order_id)
        self.assertEqual(
            self.cancellations(order), [('MERCHANT', "Sold out"), ('BUYER', "Buyer canceled")])
        self.assertEqual((self.status(order), order.total), ('CANCELLED', 0))
        self.assert_adds_up(order)

    def test_order_of_which_nothing_is_left_is_canceled(self):
        for status in ('PENDING', 'UNSHIPPED'):
            with self.subTest(status):
                order = self.shop.place(status=status, items=[self.item(2)], delivery_tip=2)
                self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 0}, by='AMAZON')
                self.assertEqual((self.status(order), order.total), ('CANCELLED', 0))
                self.assert_adds_up(order)

    def test_order_of_which_the_rest_is_canceled_is_shipped(self):
        for channel in ('MERCHANT', 'AMAZON'):
            with self.subTest(channel):
                order = self.shop.place(channel=channel, items=[self.item(3)])
                self.shop.ship(order.order_id, {'AMZ-TEAPOT': 1})
                self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 2})
                self.assertEqual(self.status(order), 'PARTIALLY_SHIPPED')
                self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 1})
                self.assertEqual((self.status(order), self.counts(order)), ('SHIPPED', [(1, 1, 0)]))
                self.assert_adds_up(order)

    def test_pending_order_goes_on_waiting(self):
        order = self.shop.place(status='PENDING', items=[Item('AMZ-TEAPOT', 3)])
        self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 2})
        self.assertEqual(self.status(order), 'PENDING')

    def test_merchant_can_confirm_no_more_than_what_remains(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 3)])
        self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 1})
        response = self.confirm(order, orderItems=[self.units(order, 2)])
        self.assertEqual(response.status_code, 400)
        self.assertIn("can be fulfilled: 1", response.json['errors'][0]['message'])
        self.assertEqual(self.confirm(order).status_code, 204)
        self.assertEqual(self.status(order), 'SHIPPED')

    def test_merchant_cannot_confirm_what_is_canceled(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT'), Item('AMZ-MUG-WHITE')])
        self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 0})
        response = self.confirm(order)
        self.assertEqual(response.status_code, 400)
        self.assertIn('NonexistentOrderItem', response.json['errors'][0]['message'])
        self.assertEqual(
            self.confirm(order, orderItems=[self.units(order, 1, 1)]).status_code, 204)
        self.assertEqual(self.status(order), 'SHIPPED')

    def test_impossible_reductions(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 3), Item('AMZ-MUG-WHITE', 2)])
        self.shop.ship(order.order_id, {'AMZ-TEAPOT': 2})
        for quantities in (
            {}, {'AMZ-TEAPOT': 3}, {'AMZ-TEAPOT': 4}, {'AMZ-TEAPOT': 1}, {'AMZ-MUG-WHITE': -1},
            {'AMZ-MUG-WHITE': 1, 'AMZ-TEAPOT': 1}, {'AMZ-MUG-WHITE': 1, 'AMZ-LAMP-DESK': 0},
        ):
            with self.subTest(quantities):
                self.assert_impossible(order, self.shop.reduce, quantities)
        self.assert_impossible(order, self.shop.reduce, {'AMZ-MUG-WHITE': 1}, by='NOBODY')
        for status in ('SHIPPED', 'CANCELLED', 'UNFULFILLABLE'):
            with self.subTest(status):
                closed = self.shop.place(status=status)
                self.assert_impossible(closed, self.shop.reduce, {'AMZ-MUG-WHITE': 0})

    def test_only_known_parties_cancel(self):
        self.assert_impossible(self.shop.place(), self.shop.cancel, by='NOBODY')


@tagged('-at_install', 'post_install')
class TestDrop(ChangesCase):

    def test_dropped_item_is_not_mentioned_any_more(self):
        order = self.shop.place(items=[self.item(2), Item('AMZ-MUG-WHITE')])
        self.shop.drop(order.order_id, 'AMZ-TEAPOT')
        [item] = self.wire(order)['orderItems']
        self.assertEqual(item['product']['sellerSku'], 'AMZ-MUG-WHITE')
        self.assertEqual((self.status(order), order.total), ('UNSHIPPED', Decimal('12.90')))
        self.assert_adds_up(order)

    def test_what_is_left_decides_the_status(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT'), Item('AMZ-MUG-WHITE')])
        self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 1})
        self.shop.drop(order.order_id, 'AMZ-TEAPOT')
        self.assertEqual(self.status(order), 'SHIPPED')
        order = self.shop.place(items=[Item('AMZ-TEAPOT'), Item('AMZ-MUG-WHITE')])
        self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 0})
        self.shop.drop(order.order_id, 'AMZ-MUG-WHITE')
        self.assertEqual(self.status(order), 'CANCELLED')

    def test_canceled_item_may_vanish_later(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT'), Item('AMZ-MUG-WHITE')])
        self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 1})
        self.shop.cancel(order.order_id)
        self.shop.drop(order.order_id, 'AMZ-TEAPOT')
        self.assertEqual((self.status(order), self.counts(order)), ('SHIPPED', [(1, 1, 0)]))

    def test_what_is_shipped_and_what_is_alone_stays(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT', 2), Item('AMZ-MUG-WHITE')])
        self.shop.ship(order.order_id, {'AMZ-TEAPOT': 1})
        self.assert_impossible(order, self.shop.drop, 'AMZ-TEAPOT')
        self.assert_impossible(order, self.shop.drop, 'AMZ-LAMP-DESK')
        self.assert_impossible(self.shop.place(), self.shop.drop, 'AMZ-MUG-WHITE')


@tagged('-at_install', 'post_install')
class TestCancellationRequest(ChangesCase):

    def requests(self, order):
        return [
            'cancellationRequest' in item.get('cancellation', {})
            for item in self.wire(order)['orderItems']]

    def test_buyer_wants_the_order_after_all(self):
        order = self.shop.place(items=[Item('AMZ-TEAPOT'), Item('AMZ-MUG-WHITE')])
        self.shop.request_cancellation(order.order_id)
        self.assertEqual(self.requests(order), [True, True])
        self.shop.withdraw_cancellation_request(order.order_id)
        self.assertEqual(self.requests(order), [False, False])

    def test_nothing_to_withdraw(self):
        order = self.shop.place()
        self.assert_impossible(order, self.shop.withdraw_cancellation_request)
        self.shop.request_cancellation(order.order_id)
        self.shop.ship(order.order_id)
        self.assertEqual(self.requests(order), [True])
        self.assert_impossible(order, self.shop.withdraw_cancellation_request)


@tagged('-at_install', 'post_install')
class TestShipping(ChangesCase):

    def test_amazon_ships_step_by_step(self):
        order = self.shop.place(
            channel='AMAZON', items=[Item('AMZ-TEAPOT', 3), Item('AMZ-MUG-WHITE')])
        for quantities, status, counts in (
            ({'AMZ-TEAPOT': 1}, 'PARTIALLY_SHIPPED', [(3, 1, 2), (1, 0, 1)]),
            ({'AMZ-TEAPOT': 1, 'AMZ-MUG-WHITE': 1}, 'PARTIALLY_SHIPPED', [(3, 2, 1), (1, 1, 0)]),
            (None, 'SHIPPED', [(3, 3, 0), (1, 1, 0)]),
        ):
            self.shop.ship(order.order_id, quantities)
            self.assertEqual((self.status(order), self.counts(order)), (status, counts))
        self.assertNotIn('packages', self.wire(order))

    def test_serial_numbers_come_with_the_units(self):
        order = self.shop.place(channel='AMAZON', items=[Item('AMZ-TEAPOT', 3)])
        [item] = self.wire(order)['orderItems']
        self.assertNotIn('serialNumbers', item['product'])
        self.shop.ship(
            order.order_id, {'AMZ-TEAPOT': 2}, serial_numbers={'AMZ-TEAPOT': ['T-1', 'T-2']})
        self.shop.ship(order.order_id, serial_numbers={order.items[0].order_item_id: ['T-3']})
        [item] = self.fetch(order)['orderItems']
        self.assertEqual(item['product']['serialNumbers'], ['T-1', 'T-2', 'T-3'])

    def test_items_given_to_several_orders_stay_apart(self):
        item = Item('AMZ-TEAPOT')
        first, second = (self.shop.place(items=[item]) for _number in range(2))
        self.shop.ship(first.order_id, serial_numbers={'AMZ-TEAPOT': ['T-1']})
        self.assertEqual((second.items[0].serial_numbers, item.serial_numbers), ([], []))

    def test_impossible_shipments(self):
        for channel in ('MERCHANT', 'AMAZON'):
            order = self.shop.place(channel=channel, items=[Item('AMZ-TEAPOT', 2)])
            for arguments in (
                [{}], [{'AMZ-TEAPOT': 0}], [{'AMZ-TEAPOT': -1}], [{'AMZ-TEAPOT': 3}],
                [{'AMZ-LAMP-DESK': 1}],
            ):
                with self.subTest(channel=channel, quantities=arguments):
                    self.assert_impossible(order, self.shop.ship, *arguments)
            self.assert_impossible(order, self.shop.ship, serial_numbers={'AMZ-LAMP-DESK': ['1']})
        self.assertEqual(self.shop.notices, [])


@tagged('-at_install', 'post_install')
class TestReplace(ChangesCase):

    def test_replacement_costs_nothing_and_goes_to_the_same_buyer(self):
        original = self.shop.place(
            'GB', channel='AMAZON', status='SHIPPED',
            items=[self.item(2), Item('OLD-SKU', title="Old", unit_price=3)])
        new = self.shop.replace(original.order_id)
        self.assertNotEqual(new.order_id, original.order_id)
        old_wire, wire = self.wire(original), self.wire(new)
        self.assertEqual(wire['associatedOrders'], [
            {'orderId': original.order_id, 'associationType': 'REPLACEMENT_ORIGINAL_ID'}])
        for part in ('buyer', 'recipient', 'salesChannel'):
            self.assertEqual(wire[part], old_wire[part])
        self.assertEqual(wire['proceeds']['grandTotal'], {'amount': '0.00', 'currencyCode': 'GBP'})
        self.assertEqual(self.counts(new), [(2, 0, 2), (1, 0, 1)])
        for key in ('sellerSku', 'title', 'asin'):
            self.assertEqual(
                [item['product'][key] for item in wire['orderItems']],
                [item['product'][key] for item in old_wire['orderItems']])
        self.assertFalse(
            {item['orderItemId'] for item in wire['orderItems']}
            & {item['orderItemId'] for item in old_wire['orderItems']})
        self.assert_adds_up(new)

    def test_exchange_by_another_channel(self):
        original = self.shop.place(channel='AMAZON', status='SHIPPED')
        moment = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)
        new = self.shop.replace(original.order_id, 'EXCHANGE', 'MERCHANT', 'SHIPPED', at=moment)
        wire = self.wire(new)
        self.assertEqual(wire['associatedOrders'], [
            {'orderId': original.order_id, 'associationType': 'EXCHANGE_ORIGINAL_ID'}])
        self.assertEqual(wire['lastUpdatedTime'], '2026-03-01T00:00:00.000Z')
        self.assertEqual(
            (wire['fulfillment']['fulfilledBy'], self.status(new)), ('MERCHANT', 'SHIPPED'))

    def test_what_was_canceled_is_not_replaced(self):
        original = self.shop.place(items=[Item('AMZ-TEAPOT', 3), Item('AMZ-MUG-WHITE')])
        self.shop.ship(original.order_id, {'AMZ-TEAPOT': 2})
        self.shop.cancel(original.order_id)
        self.assertEqual(self.counts(self.shop.replace(original.order_id)), [(2, 0, 2)])
        canceled = self.shop.place(status='CANCELLED')
        self.assert_impossible(canceled, self.shop.replace)
        self.assert_impossible(original, self.shop.replace, 'GIFT')

    def test_later_changes_of_one_do_not_touch_the_other(self):
        original = self.shop.place()
        new = self.shop.replace(original.order_id)
        self.shop.change(new.order_id, lambda order: setattr(order.recipient, 'city', "Elsewhere"))
        self.assertNotEqual(original.recipient.city, "Elsewhere")
        self.shop.cancel(new.order_id)
        self.assertEqual(self.status(original), 'UNSHIPPED')

    def test_buyer_may_be_unknown(self):
        original = self.shop.place(buyer=None, recipient=None)
        self.assertNotIn('recipient', self.wire(self.shop.replace(original.order_id)))


@tagged('-at_install', 'post_install')
class TestReschedule(ChangesCase):

    def test_both_windows_move(self):
        moment = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.timezone.utc)
        order = self.shop.place(updated=moment, ship_by=moment + datetime.timedelta(days=1))
        self.shop.reschedule(order.order_id, moment + datetime.timedelta(days=3))
        fulfillment = self.wire(order)['fulfillment']
        self.assertEqual(fulfillment['shipByWindow'], {
            'earliestDateTime': '2026-03-01T12:00:00.000Z',
            'latestDateTime': '2026-03-04T12:00:00.000Z'})
        self.assertEqual(fulfillment['deliverByWindow'], {
            'earliestDateTime': '2026-03-04T12:00:00.000Z',
            'latestDateTime': '2026-03-08T12:00:00.000Z'})

    def test_what_is_shipped_keeps_its_date(self):
        order = self.shop.place(status='SHIPPED')
        self.assert_impossible(order, self.shop.reschedule, self.simulator.clock.now())


@tagged('-at_install', 'post_install')
class TestChangesAreSeen(ChangesCase):

    def test_every_change_counts_as_an_update(self):
        order = self.shop.place(
            items=[Item('AMZ-TEAPOT', 3), Item('AMZ-MUG-WHITE'), Item('AMZ-LAMP-DESK')])
        for change in (
            lambda id_: self.shop.reduce(id_, {'AMZ-TEAPOT': 2}),
            lambda id_: self.shop.drop(id_, 'AMZ-LAMP-DESK'),
            lambda id_: self.shop.reschedule(id_, self.simulator.clock.now()),
            self.shop.request_cancellation,
            self.shop.withdraw_cancellation_request,
        ):
            before = self.fetch(order)['lastUpdatedTime']
            self.simulator.clock.advance(1)
            change(order.order_id)
            self.assertGreater(self.fetch(order)['lastUpdatedTime'], before)
        moment = datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc)
        self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 1}, at=moment)
        self.assertEqual(self.fetch(order)['lastUpdatedTime'], '2030-01-01T00:00:00.000Z')

    def test_changes_are_kept_over_a_restart(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'shop.json'
            keep(self.simulator.seller, path)
            order = self.shop.place(channel='AMAZON', items=[self.item(4)])
            self.shop.ship(
                order.order_id, {'AMZ-TEAPOT': 1}, serial_numbers={'AMZ-TEAPOT': ['T-1']})
            self.shop.reduce(order.order_id, {'AMZ-TEAPOT': 3}, by='AMAZON', reason="Lost")
            new = self.shop.replace(order.order_id, 'EXCHANGE')
            self.shop.reschedule(new.order_id, self.simulator.clock.now())
            before = [self.wire(order), self.wire(new)]
            other = Simulator()
            keep(other.seller, path)
            self.simulator.seller.shop = other.shop
            self.assertEqual([self.wire(order), self.wire(new)], before)
            self.assertEqual(other.shop.order(order.order_id).items[0].cancelled, 1)
