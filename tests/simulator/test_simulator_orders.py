import datetime
from decimal import Decimal

from odoo.tests import tagged

from ...workshop.simulator import (
    DIRECT_TO_CONSUMER,
    ORDER_TRACKING,
    Address,
    Buyer,
    Item,
    ShopError,
)
from .simulator_case import ORDERS, SimulatorCase

DATASETS = (
    'BUYER', 'RECIPIENT', 'PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT',
    'PACKAGES', 'TAX', 'PAYMENT', 'FULFILLMENT_ORDERS',
)


@tagged('-at_install', 'post_install')
class TestOrderData(SimulatorCase):

    def place_full_order(self):
        item = Item(
            'AMZ-TEAPOT', 2, unit_price=49, shipping='4.99', tax='3.20', points=5,
            promotion_ids=['SPRING'], gift_message="Enjoy!", ioss_number='IM0123456789')
        order = self.shop.place(
            items=[item], buyer=Buyer("Ada", 'a@marketplace.amazon.com', vat_number='GB1'),
            fulfillment_order_ids=['LdDv2jxM4'])
        self.shop.ship(order.order_id, {'AMZ-TEAPOT': 1}, carrier='UPS', tracking='1Z1')
        self.shop.request_cancellation(order.order_id)
        return order

    def test_only_the_basics_are_there_unless_asked_for(self):
        wire = self.fetch(self.place_full_order())
        self.assertEqual(set(wire), {
            'orderId', 'createdTime', 'lastUpdatedTime', 'salesChannel', 'programs', 'orderItems'})
        [item] = wire['orderItems']
        self.assertEqual(set(item), {'orderItemId', 'quantityOrdered', 'programs', 'product'})
        self.assertEqual(item['quantityOrdered'], 2)
        self.assertEqual(item['product']['sellerSku'], 'AMZ-TEAPOT')
        self.assertEqual(
            item['product']['price']['unitPrice'], {'amount': '49.00', 'currencyCode': 'USD'})

    def test_each_dataset_adds_its_part(self):
        order = self.place_full_order()
        basics = self.fetch(order)
        for dataset, order_keys, item_keys in (
            ('BUYER', {'buyer'}, set()),
            ('RECIPIENT', {'recipient'}, set()),
            ('PROCEEDS', {'proceeds'}, {'proceeds'}),
            ('EXPENSE', set(), {'expense'}),
            ('PROMOTION', set(), {'promotion'}),
            ('CANCELLATION', set(), {'cancellation'}),
            ('FULFILLMENT', {'fulfillment'}, {'fulfillment'}),
            ('PACKAGES', {'packages'}, set()),
            ('TAX', {'tax'}, {'tax'}),
            ('PAYMENT', {'payment'}, set()),
            ('FULFILLMENT_ORDERS', {'fulfillmentOrders'}, set()),
        ):
            with self.subTest(dataset):
                wire = self.fetch(order, dataset)
                self.assertEqual(set(wire) - set(basics), order_keys)
                self.assertEqual(
                    set(wire['orderItems'][0]) - set(basics['orderItems'][0]), item_keys)

    def test_search_and_get_tell_the_same(self):
        order = self.place_full_order()
        self.wait()
        [found] = self.search(includedData=','.join(DATASETS)).json['orders']
        self.assertEqual(found, self.fetch(order, *DATASETS))

    def test_unknown_order(self):
        self.assert_refused(self.get(f'{ORDERS}/111-1111111-1111111'), 404, 'NotFound')

    def test_wrong_parameters_of_get_order_are_refused(self):
        order = self.shop.place()
        for parameters in ({'includedData': 'MONEY'}, {'marketplaceIds': 'ATVPDKIKX0DER'}):
            with self.subTest(parameters):
                self.assert_refused(
                    self.get(f'{ORDERS}/{order.order_id}', **parameters), 400, 'InvalidInput')

    def test_times_are_utc_with_milliseconds(self):
        moment = datetime.datetime(2026, 3, 1, 12, 0, 0, 5999, datetime.timezone.utc)
        wire = self.fetch(self.shop.place(updated=moment))
        self.assertEqual(wire['lastUpdatedTime'], '2026-03-01T12:00:00.005Z')
        self.assertEqual(wire['createdTime'], '2026-03-01T12:00:00.005Z')

    def test_gift_options_come_with_fulfillment(self):
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE', gift_wrap=3, gift_message="Hi 🎁")])
        [item] = self.fetch(order, 'FULFILLMENT')['orderItems']
        self.assertEqual(item['fulfillment']['packing'], {'giftOption': {'giftMessage': "Hi 🎁"}})

    def test_what_the_packer_has_to_know(self):
        item = Item(
            'AMZ-MUG-WHITE', constraints=('signatureConfirmation',), measurement=(2.5, 'METERS'),
            customized_url='https://example.com/custom.zip', condition=('USED', 'GOOD'),
            condition_note="Scratched", is_serial_number_required=True)
        address = Address(
            "Ada", country='US', drop_off="Porch", instructions="Gate code 4711",
            opening_hours={'MON': ['09:00-12:30']}, exceptions={'2026-12-24': []},
            capabilities=['PALLET_DISABLED'])
        wire = self.fetch(self.shop.place(items=[item], recipient=address), *DATASETS)
        [told] = wire['orderItems']
        self.assertEqual(told['measurement'], {'value': 2.5, 'unit': 'METERS'})
        self.assertEqual(told['product']['condition'], {
            'conditionType': 'USED', 'conditionSubtype': 'GOOD', 'conditionNote': "Scratched"})
        self.assertEqual(
            told['product']['customization'], {'customizedUrl': 'https://example.com/custom.zip'})
        self.assertEqual(
            told['fulfillment']['packing'], {'serialNumberRequirement': {
                'requirementType': 'REQUIRED'}})
        self.assertEqual(
            told['fulfillment']['shipping'], {'shippingConstraints': {
                'signatureConfirmation': 'MANDATORY'}})
        self.assertEqual(wire['recipient']['deliveryPreference'], {
            'dropOffLocation': "Porch",
            'addressInstruction': "Gate code 4711",
            'deliveryTime': {
                'businessHours': [{'dayOfWeek': 'MON', 'timeWindows': [{
                    'startTime': {'hour': 9, 'minute': 0},
                    'endTime': {'hour': 12, 'minute': 30},
                }]}],
                'exceptionDates': [{
                    'exceptionDate': '2026-12-24', 'exceptionDateType': 'CLOSED',
                    'timeWindows': []}],
            },
            'deliveryCapabilities': ['PALLET_DISABLED'],
        })

    def test_replacement_names_the_original_order(self):
        original = self.shop.place()
        wire = self.fetch(self.shop.place(replaces=original.order_id, seller_order_id='S1'))
        self.assertEqual(wire['associatedOrders'], [
            {'orderId': original.order_id, 'associationType': 'REPLACEMENT_ORIGINAL_ID'}])
        self.assertEqual(
            wire['orderAliases'], [{'aliasId': 'S1', 'aliasType': 'SELLER_ORDER_ID'}])


@tagged('-at_install', 'post_install')
class TestMoney(SimulatorCase):

    def amounts(self, order):
        """Return the order's breakdowns, the first item's, and both totals, as strings."""
        wire = self.fetch(order, 'PROCEEDS')
        item = wire['orderItems'][0]
        return (
            {part['type']: part['subtotal']['amount'] for part in wire['proceeds']['breakdowns']},
            {part['type']: part['subtotal']['amount'] for part in item['proceeds']['breakdowns']},
            wire['proceeds']['grandTotal']['amount'],
            item['proceeds']['proceedsTotal']['amount'],
        )

    def item(self):
        return Item(
            'AMZ-TEAPOT', 2, unit_price='49.00', shipping='10', gift_wrap='3.50', tax='9.80',
            shipping_tax='1.00', gift_wrap_tax='0.35', discount='5', shipping_discount='10')

    def test_tax_comes_on_top_and_discounts_go_off(self):
        order = self.shop.place(items=[self.item(), Item('AMZ-MUG-WHITE')], delivery_tip=2)
        in_order, in_item, grand_total, item_total = self.amounts(order)
        self.assertEqual(in_item, {
            'ITEM': '98.00', 'SHIPPING': '10.00', 'GIFT_WRAP': '3.50', 'TAX': '11.15',
            'DISCOUNT': '15.00'})
        self.assertEqual(item_total, '107.65')
        self.assertEqual(in_order, {
            'ITEM': '110.90', 'SHIPPING': '10.00', 'GIFT_WRAP': '3.50', 'TAX': '11.15',
            'DISCOUNT': '15.00', 'DELIVERY_TIP': '2.00'})
        self.assertEqual(grand_total, '122.55')
        self.assertEqual(order.total, Decimal('122.55'))

    def test_tax_and_discount_are_told_by_what_they_are_on(self):
        [item] = self.fetch(self.shop.place(items=[self.item()]), 'PROCEEDS')['orderItems']
        parts = {
            breakdown['type']: {
                part['subtype']: part['value']['amount']
                for part in breakdown['detailedBreakdowns']}
            for breakdown in item['proceeds']['breakdowns'] if 'detailedBreakdowns' in breakdown}
        self.assertEqual(parts, {
            'TAX': {'ITEM': '9.80', 'SHIPPING': '1.00', 'GIFT_WRAP': '0.35'},
            'DISCOUNT': {'ITEM': '5.00', 'SHIPPING': '10.00'},
        })

    def test_tax_may_be_contained_in_the_prices(self):
        order = self.shop.place(items=[self.item()], prices_include_tax=True)
        _in_order, in_item, grand_total, item_total = self.amounts(order)
        self.assertEqual(in_item['TAX'], '11.15')
        self.assertEqual((grand_total, item_total), ('96.50', '96.50'))

    def test_yen_have_no_decimals(self):
        order = self.shop.place('JP', items=[Item('AMZ-TEAPOT', 3, unit_price=7350, shipping=500)])
        _in_order, in_item, grand_total, _item_total = self.amounts(order)
        self.assertEqual(in_item, {'ITEM': '22050', 'SHIPPING': '500'})
        self.assertEqual(grand_total, '22550')

    def test_parts_add_up_after_a_cancellation(self):
        order = self.shop.place(items=[self.item()])
        self.shop.ship(order.order_id, {'AMZ-TEAPOT': 1})
        self.shop.cancel(order.order_id)
        _in_order, in_item, grand_total, item_total = self.amounts(order)
        self.assertEqual(in_item, {
            'ITEM': '49.00', 'SHIPPING': '5.00', 'GIFT_WRAP': '1.75', 'TAX': '5.58',
            'DISCOUNT': '7.50'})
        self.assertEqual((grand_total, item_total), ('53.83', '53.83'))


@tagged('-at_install', 'post_install')
class TestPersonalData(SimulatorCase):

    def personal_data(self, order):
        """Return the buyer and the delivery address that a caller gets."""
        wire = self.fetch(order, 'BUYER', 'RECIPIENT')
        return wire.get('buyer', {}), wire.get('recipient', {}).get('deliveryAddress', {})

    def place(self, **values):
        buyer = Buyer("Ada Byron", 'ada@marketplace.amazon.com', "Engines Ltd", 'PO-1', 'GB1')
        recipient = Address(
            "Ada Byron", "1 Dorset St", "Flat 2", city="London", state="Greater London",
            postal_code='W1U 4EG', country='GB', phone='555-0100')
        return self.shop.place('GB', buyer=buyer, recipient=recipient, **values)

    def test_merchant_sees_who_bought_and_where_to_send(self):
        for status in ('UNSHIPPED', 'SHIPPED'):
            with self.subTest(status):
                buyer, address = self.personal_data(self.place(status=status))
                self.assertEqual(buyer, {
                    'buyerName': "Ada Byron", 'buyerEmail': 'ada@marketplace.amazon.com',
                    'buyerCompanyName': "Engines Ltd", 'buyerPurchaseOrderNumber': 'PO-1'})
                self.assertEqual(address, {
                    'name': "Ada Byron", 'addressLine1': "1 Dorset St", 'addressLine2': "Flat 2",
                    'city': "London", 'stateOrRegion': "Greater London", 'postalCode': 'W1U 4EG',
                    'countryCode': 'GB', 'phone': '555-0100', 'addressType': 'RESIDENTIAL'})

    def test_amazon_keeps_the_customers_it_delivers_to(self):
        buyer, address = self.personal_data(self.place(channel='AMAZON', status='SHIPPED'))
        self.assertNotIn('buyerEmail', buyer)
        self.assertEqual(
            set(address), {'city', 'stateOrRegion', 'postalCode', 'countryCode'})

    def test_nothing_is_told_before_payment_or_after_cancellation(self):
        for status in ('PENDING', 'CANCELLED'):
            with self.subTest(status):
                self.assertEqual(self.personal_data(self.place(status=status)), ({}, {}))

    def test_without_the_roles_data_is_absent(self):
        order = self.place()
        self.shop.roles.discard(DIRECT_TO_CONSUMER)
        buyer, address = self.personal_data(order)
        self.assertEqual((buyer['buyerName'], address), ("Ada Byron", {}))
        self.assertNotIn('buyerEmail', buyer)
        self.assertIn('tax', self.fetch(order, 'TAX'))
        self.shop.roles = {ORDER_TRACKING}
        self.assertEqual(set(self.personal_data(order)[0]), {
            'buyerCompanyName', 'buyerPurchaseOrderNumber'})
        self.assertNotIn('tax', self.fetch(order, 'TAX'))

    def test_orders_without_personal_data(self):
        order = self.shop.place(buyer=None, recipient=None)
        self.assertEqual(self.personal_data(order), ({}, {}))

    def test_vat_number_of_a_business(self):
        [registration] = self.fetch(self.place(), 'TAX')['tax']['taxRegistrations']
        self.assertEqual(registration, {
            'entityType': 'BUYER', 'legalName': "Engines Ltd", 'taxRegistrationType': 'VAT',
            'taxRegistrationNumber': 'GB1'})


@tagged('-at_install', 'post_install')
class TestLifeOfAnOrder(SimulatorCase):

    def status(self, order):
        return self.fetch(order, 'FULFILLMENT')['fulfillment']['fulfillmentStatus']

    def quantities(self, order):
        return [
            (item['fulfillment']['quantityFulfilled'], item['fulfillment']['quantityUnfulfilled'])
            for item in self.fetch(order, 'FULFILLMENT')['orderItems']]

    def test_a_place_without_words_is_an_ordinary_order(self):
        order = self.shop.place()
        wire = self.fetch(order, *DATASETS)
        self.assertEqual(wire['fulfillment']['fulfilledBy'], 'MERCHANT')
        self.assertEqual(self.status(order), 'UNSHIPPED')
        self.assertEqual(wire['recipient']['deliveryAddress']['countryCode'], 'US')
        self.assertTrue(wire['buyer']['buyerEmail'].endswith('@marketplace.amazon.com'))
        self.assertEqual(wire['proceeds']['grandTotal'], {'amount': '12.90', 'currencyCode': 'USD'})

    def test_every_buyer_is_a_new_one(self):
        self.assertEqual(len({self.shop.place().buyer.email for _number in range(20)}), 20)

    def test_pending_order_is_released(self):
        order = self.shop.place(status='PENDING')
        self.shop.release(order.order_id)
        self.assertEqual(self.status(order), 'UNSHIPPED')
        with self.assertRaises(ShopError):
            self.shop.release(order.order_id)

    def test_merchant_ships_in_packages(self):
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE', 3), Item('AMZ-TEAPOT')])
        self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 2}, carrier='DHL', tracking='JD01')
        self.assertEqual(self.status(order), 'PARTIALLY_SHIPPED')
        self.assertEqual(self.quantities(order), [(2, 1), (0, 1)])
        self.shop.ship(order.order_id)
        self.assertEqual(self.status(order), 'SHIPPED')
        first, second = self.fetch(order, 'PACKAGES')['packages']
        self.assertEqual((first['carrier'], first['trackingNumber']), ('DHL', 'JD01'))
        self.assertEqual([item['quantity'] for item in first['packageItems']], [2])
        self.assertEqual([item['quantity'] for item in second['packageItems']], [1, 1])

    def test_amazon_ships_without_telling_packages(self):
        order = self.shop.place(channel='AMAZON', items=[Item('AMZ-TEAPOT', 2)])
        self.shop.ship(order.order_id, {'AMZ-TEAPOT': 1})
        self.assertEqual(self.status(order), 'PARTIALLY_SHIPPED')
        self.shop.ship(order.order_id)
        self.assertEqual((self.status(order), self.quantities(order)), ('SHIPPED', [(2, 0)]))
        self.assertNotIn('packages', self.fetch(order, 'PACKAGES'))

    def test_no_more_is_shipped_than_was_ordered(self):
        order = self.shop.place()
        with self.assertRaises(ShopError):
            self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 2})
        self.shop.ship(order.order_id)
        with self.assertRaises(ShopError):
            self.shop.ship(order.order_id)

    def test_canceled_order_says_by_whom(self):
        order = self.shop.place()
        self.shop.cancel(order.order_id, by='AMAZON', reason="Payment failed")
        self.assertEqual(self.status(order), 'CANCELLED')
        [item] = self.fetch(order, 'CANCELLATION')['orderItems']
        self.assertEqual(item['cancellation']['cancellationExecution'], {
            'cancelledBy': 'AMAZON', 'cancelReason': "Payment failed"})
        self.assertEqual((item['quantityOrdered'], order.total), (0, 0))
        with self.assertRaises(ShopError):
            self.shop.cancel(order.order_id)

    def test_what_is_shipped_survives_a_cancellation(self):
        order = self.shop.place(items=[Item('AMZ-MUG-WHITE', 3)])
        self.shop.ship(order.order_id, {'AMZ-MUG-WHITE': 1})
        self.shop.cancel(order.order_id)
        self.assertEqual((self.status(order), self.quantities(order)), ('SHIPPED', [(1, 0)]))

    def test_buyer_asks_to_cancel(self):
        order = self.shop.place()
        self.shop.request_cancellation(order.order_id, "Too late")
        [item] = self.fetch(order, 'CANCELLATION')['orderItems']
        self.assertEqual(item['cancellation'], {
            'cancellationRequest': {'requester': 'BUYER', 'cancelReason': "Too late"}})
        self.assertEqual(self.status(order), 'UNSHIPPED')

    def test_orders_can_start_in_any_status(self):
        for status in ('PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'SHIPPED', 'CANCELLED'):
            with self.subTest(status):
                self.assertEqual(self.status(self.shop.place(status=status)), status)
        order = self.shop.place(status='PARTIALLY_SHIPPED', items=[Item('AMZ-TEAPOT', 2)])
        self.assertEqual(self.quantities(order), [(1, 1)])
        with self.assertRaises(ShopError):
            self.shop.place(status='PARTIALLY_SHIPPED', items=[Item('AMZ-TEAPOT', 1)])

    def test_every_event_counts_as_an_update(self):
        order = self.shop.place(status='PENDING', items=[Item('AMZ-TEAPOT', 2)])
        id_ = order.order_id
        for event in (
            lambda: self.shop.release(id_),
            lambda: self.shop.request_cancellation(id_),
            lambda: self.shop.ship(id_, {'AMZ-TEAPOT': 1}),
            lambda: self.shop.change(id_, lambda order: order.programs.append('PRIME')),
            lambda: self.shop.mangle(id_, lambda wire: None),
            lambda: self.shop.repair(id_),
            lambda: self.shop.cancel(id_),
        ):
            before = self.fetch(order)['lastUpdatedTime']
            self.simulator.clock.advance(1)
            event()
            self.assertGreater(self.fetch(order)['lastUpdatedTime'], before)
        self.assertEqual(self.fetch(order)['programs'], ['PRIME'])

    def test_what_is_impossible_changes_nothing(self):
        order = self.shop.place()
        before = self.fetch(order, *DATASETS)
        self.simulator.clock.advance(1)
        with self.assertRaises(ShopError):
            self.shop.release(order.order_id)
        self.assertEqual(self.fetch(order, *DATASETS), before)

    def test_mangled_order_until_it_is_repaired(self):
        order = self.shop.place()
        self.shop.mangle(order.order_id, lambda wire: wire.pop('salesChannel'))
        self.wait()
        [found] = self.search().json['orders']
        self.assertNotIn('salesChannel', found)
        self.assertEqual(self.fetch(order), found)
        self.shop.repair(order.order_id)
        self.wait()
        [found] = self.search().json['orders']
        self.assertIn('salesChannel', found)

    def test_orders_have_one_id_each(self):
        order = self.shop.place(order_id='111-2222222-3333333')
        self.assertEqual(self.fetch(order)['orderId'], '111-2222222-3333333')
        with self.assertRaises(ShopError):
            self.shop.place(order_id='111-2222222-3333333')

    def test_unknown_choices_are_not_placed(self):
        for values in ({'channel': 'FBA'}, {'status': 'Shipped'}):
            with self.subTest(values), self.assertRaises(ShopError):
                self.shop.place(**values)
        with self.assertRaises(LookupError):
            self.shop.place('XX')
