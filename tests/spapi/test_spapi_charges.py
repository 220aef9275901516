import json
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ...spapi import NO_ADDRESS, MalformedOrder, Order, Remark
from ...workshop.simulator import Item, Simulator
from ...workshop.simulator.orders.answers import order_to_wire
from ...workshop.simulator.orders.requests import DATASETS

D = Decimal


def money(amount, currency='USD'):
    return {'amount': amount, 'currencyCode': currency}


def breakdown(kind, amount, **details):
    """Return an entry of Amazon's breakdown of proceeds."""
    entry = {'type': kind, 'subtotal': money(amount)}
    if details:
        entry['detailedBreakdowns'] = [
            {'subtype': subtype, 'value': money(value)} for subtype, value in details.items()
        ]
    return entry


def item(*breakdowns, total=None, quantity=1, unit_price=None, ref='1'):
    """Return an item of an order, as Amazon sends it."""
    product = {'sellerSku': 'MUG'}
    if unit_price is not None:
        product['price'] = {'unitPrice': money(unit_price)}
    proceeds = {}
    if total is not None:
        proceeds['proceedsTotal'] = money(total)
    if breakdowns:
        proceeds['breakdowns'] = list(breakdowns)
    return {
        'orderItemId': ref, 'quantityOrdered': quantity, 'product': product, 'proceeds': proceeds,
    }


def order(total, *items, breakdowns=(), status='UNSHIPPED'):
    """Return an order, as Amazon sends it."""
    return {
        'orderId': '111-1111111-1111111',
        'createdTime': '2026-11-20T10:00:00Z',
        'lastUpdatedTime': '2026-11-20T10:00:00Z',
        'salesChannel': {'channelName': 'AMAZON', 'marketplaceId': 'ATVPDKIKX0DER'},
        'fulfillment': {'fulfillmentStatus': status, 'fulfilledBy': 'MERCHANT'},
        'proceeds': {'grandTotal': money(total), 'breakdowns': list(breakdowns)},
        'orderItems': list(items),
    }


def read(wire):
    return Order.from_payload(json.dumps(wire))


@tagged('-at_install', 'post_install')
class TestCharges(BaseCase):
    """How Amazon's figures become charges that add up to its total."""

    def assert_charges(self, charges, **expected):
        """Compare charges with (gross, discount, tax) by kind."""
        found = {
            charge.kind: (charge.gross, charge.discount, charge.tax) for charge in charges
        }
        self.assertEqual(found, {
            kind: tuple(map(D, figures)) for kind, figures in expected.items()
        })

    def read_item(self, *breakdowns, total, **details):
        result = read(order(total, item(*breakdowns, total=total, **details)))
        self.assertEqual(sum(charge.amount for charge in result.items[0].charges), result.total)
        self.assertEqual(result.charges, ())
        return result.items[0].charges

    # === TAX === #

    def test_sales_tax_comes_on_top(self):
        charges = self.read_item(
            breakdown('ITEM', '100.00'), breakdown('SHIPPING', '10.00'),
            breakdown('TAX', '8.80', ITEM='8.00', SHIPPING='0.80'), total='118.80',
        )
        self.assert_charges(
            charges, item=('108.00', '0', '8.00'), shipping=('10.80', '0', '0.80')
        )

    def test_vat_is_in_the_prices(self):
        charges = self.read_item(
            breakdown('ITEM', '119.00'), breakdown('SHIPPING', '11.90'),
            breakdown('TAX', '20.90', ITEM='19.00', SHIPPING='1.90'), total='130.90',
        )
        self.assert_charges(
            charges, item=('119.00', '0', '19.00'), shipping=('11.90', '0', '1.90')
        )

    def test_no_tax(self):
        charges = self.read_item(breakdown('ITEM', '20.00'), total='20.00', quantity=4)
        self.assert_charges(charges, item=('20.00', '0', '0'))

    def test_tax_without_details_is_the_items(self):
        charges = self.read_item(
            breakdown('ITEM', '100.00'), breakdown('SHIPPING', '10.00'),
            breakdown('TAX', '8.80'), total='118.80',
        )
        self.assert_charges(
            charges, item=('108.80', '0', '8.80'), shipping=('10.00', '0', '0')
        )

    # === DISCOUNTS === #

    def test_discount_with_either_sign(self):
        for sign in ('', '-'):
            with self.subTest(sign):
                charges = self.read_item(
                    breakdown('ITEM', '100.00'), breakdown('SHIPPING', '5.00'),
                    breakdown('DISCOUNT', f'{sign}15.00', ITEM=f'{sign}10.00',
                              SHIPPING=f'{sign}5.00'),
                    total='90.00',
                )
                self.assert_charges(
                    charges, item=('100.00', '10.00', '0'), shipping=('5.00', '5.00', '0')
                )

    def test_tax_on_the_discount_with_either_sign(self):
        for sign in ('', '-'):
            # Amazon's sum of taxes may be before the discount's or after it, or add both.
            for tax in ('7.20', '8.00', '8.80'):
                with self.subTest(sign=sign, tax=tax):
                    charges = self.read_item(
                        breakdown('ITEM', '100.00'),
                        breakdown('TAX', tax, ITEM='8.00', DISCOUNT=f'{sign}0.80'),
                        breakdown('DISCOUNT', '10.00', ITEM='10.00'),
                        total='97.20',
                    )
                    self.assert_charges(charges, item=('108.00', '10.80', '7.20'))

    def test_vat_on_the_discount(self):
        for tax in ('17.10', '20.90'):
            with self.subTest(tax):
                charges = self.read_item(
                    breakdown('ITEM', '119.00'),
                    breakdown('TAX', tax, ITEM='19.00', DISCOUNT='-1.90'),
                    breakdown('DISCOUNT', '-11.90', ITEM='-11.90'),
                    total='107.10',
                )
                self.assert_charges(charges, item=('119.00', '11.90', '17.10'))

    def test_tax_on_the_discount_is_shared(self):
        charges = self.read_item(
            breakdown('ITEM', '100.00'), breakdown('SHIPPING', '5.00'),
            breakdown('TAX', '7.21', ITEM='8.00', SHIPPING='0.40', DISCOUNT='1.19'),
            breakdown('DISCOUNT', '15.00', ITEM='10.00', SHIPPING='5.00'),
            total='97.21',
        )
        self.assert_charges(
            charges, item=('108.00', '10.79', '7.21'), shipping=('5.40', '5.40', '0')
        )

    def test_no_cent_of_the_tax_is_lost_in_sharing(self):
        charges = self.read_item(
            breakdown('ITEM', '20.00'), breakdown('SHIPPING', '20.00'),
            breakdown('GIFT_WRAP', '20.00'),
            breakdown('TAX', '0.50', ITEM='0.20', SHIPPING='0.20', GIFT_WRAP='0.20',
                      DISCOUNT='0.10'),
            breakdown('DISCOUNT', '30.00', ITEM='10.00', SHIPPING='10.00', GIFT_WRAP='10.00'),
            total='30.50',
        )
        self.assertEqual(sum(charge.tax for charge in charges), D('0.50'))
        self.assertEqual([charge.tax for charge in charges], [D('0.16'), D('0.17'), D('0.17')])

    def test_discount_without_details_is_the_items_first(self):
        charges = self.read_item(
            breakdown('ITEM', '8.00'), breakdown('SHIPPING', '5.00'),
            breakdown('DISCOUNT', '10.00'), total='3.00',
        )
        self.assert_charges(charges, item=('8.00', '8.00', '0'), shipping=('5.00', '2.00', '0'))

    def test_discount_on_something_free_is_the_items(self):
        charges = self.read_item(
            breakdown('ITEM', '8.00'), breakdown('DISCOUNT', '3.00', SHIPPING='3.00'), total='5.00'
        )
        self.assert_charges(charges, item=('8.00', '3.00', '0'))

    def test_all_is_given_away(self):
        charges = self.read_item(
            breakdown('ITEM', '8.00'), breakdown('DISCOUNT', '8.00', ITEM='8.00'), total='0.00'
        )
        self.assert_charges(charges, item=('8.00', '8.00', '0'))

    # === OTHER CHARGES === #

    def test_all_kinds(self):
        charges = self.read_item(
            breakdown('ITEM', '1.00'), breakdown('SHIPPING', '2.00'),
            breakdown('GIFT_WRAP', '3.00'), breakdown('COD_FEE', '4.00'),
            breakdown('OTHER', '5.00'), total='15.00',
        )
        self.assert_charges(
            charges, item=('1.00', '0', '0'), shipping=('2.00', '0', '0'),
            gift_wrap=('3.00', '0', '0'), cod_fee=('4.00', '0', '0'), other=('5.00', '0', '0'),
        )

    def test_kind_that_is_not_documented_yet(self):
        charges = self.read_item(
            breakdown('ITEM', '1.00'), breakdown('RECYCLING_FEE', '2.00'), total='3.00'
        )
        self.assert_charges(charges, item=('1.00', '0', '0'), other=('2.00', '0', '0'))

    def test_kind_that_comes_twice(self):
        charges = self.read_item(
            breakdown('ITEM', '1.00'), breakdown('SHIPPING', '2.00'), breakdown('SHIPPING', '2.50'),
            total='5.50',
        )
        self.assert_charges(charges, item=('1.00', '0', '0'), shipping=('4.50', '0', '0'))

    def test_item_takes_what_is_left(self):
        charges = self.read_item(
            breakdown('ITEM', '10.00'), breakdown('SHIPPING', '2.00'), total='12.01'
        )
        self.assert_charges(charges, item=('10.01', '0', '0'), shipping=('2.00', '0', '0'))

    # === WITHOUT TOTALS OR BREAKDOWNS === #

    def test_total_alone(self):
        self.assert_charges(self.read_item(total='30.00', quantity=3), item=('30.00', '0', '0'))

    def test_unit_price_alone(self):
        result = read(order('30.00', item(unit_price='10.00', quantity=3)))
        self.assert_charges(result.items[0].charges, item=('30.00', '0', '0'))

    def test_unit_price_is_not_looked_at_where_it_is_not_needed(self):
        for garbage in (7, 'nonsense', [], {'unitPrice': 7}, {'unitPrice': money('-1')}):
            with self.subTest(garbage=garbage):
                priced = item(breakdown('ITEM', '8.00'), total='8.00')
                priced['product']['price'] = garbage
                self.assert_charges(
                    read(order('8.00', priced)).items[0].charges, item=('8.00', '0', '0')
                )

    def test_order_decides_where_the_items_have_no_total(self):
        figures = breakdown('ITEM', '100.00'), breakdown('TAX', '8.00', ITEM='8.00')
        added = read(order('108.00', item(*figures)))
        self.assert_charges(added.items[0].charges, item=('108.00', '0', '8.00'))
        included = read(order('100.00', item(*figures)))
        self.assert_charges(included.items[0].charges, item=('100.00', '0', '8.00'))

    def test_order_decides_where_the_items_totals_are_without_tax(self):
        figures = breakdown('ITEM', '100.00'), breakdown('TAX', '8.00', ITEM='8.00')
        result = read(order('108.00', item(*figures, total='100.00')))
        self.assert_charges(result.items[0].charges, item=('108.00', '0', '8.00'))

    def test_canceled_item_costs_nothing(self):
        result = read(order('5.00', item(quantity=0), item(total='5.00', ref='2')))
        self.assert_charges(result.items[0].charges, item=('0', '0', '0'))

    def test_item_without_any_price_costs_what_the_total_leaves(self):
        result = read(order('5.00', item(), item(total='2.00', ref='2')))
        self.assert_charges(result.items[0].charges, item=('3.00', '0', '0'))

    # === THE ORDER'S OWN CHARGES === #

    def test_tip(self):
        for status in ('FINALIZED', 'PENDING'):
            with self.subTest(status):
                tip = {**breakdown('DELIVERY_TIP', '5.00'), 'status': status}
                result = read(order(
                    '15.00', item(total='10.00'),
                    breakdowns=[breakdown('ITEM', '10.00'), tip],
                ))
                self.assert_charges(result.charges, delivery_tip=('5.00', '0', '0'))

    def test_tip_that_is_not_in_the_total(self):
        for status in ('FINALIZED', 'PENDING'):
            with self.subTest(status):
                tip = {**breakdown('DELIVERY_TIP', '5.00'), 'status': status}
                result = read(order('10.00', item(total='10.00'), breakdowns=[tip]))
                self.assertEqual(result.charges, ())

    def test_tip_beside_sums_of_items_that_are_not_broken_down(self):
        result = read(order(
            '20.00', item(total='17.00'),
            breakdowns=[
                breakdown('ITEM', '10.00'), breakdown('SHIPPING', '7.00'),
                breakdown('DELIVERY_TIP', '3.00'),
            ],
        ))
        self.assert_charges(result.charges, delivery_tip=('3.00', '0', '0'))

    def test_charge_that_no_item_has(self):
        result = read(order(
            '17.00', item(breakdown('ITEM', '10.00'), total='10.00'),
            breakdowns=[breakdown('ITEM', '10.00'), breakdown('SHIPPING', '7.00')],
        ))
        self.assert_charges(result.charges, shipping=('7.00', '0', '0'))

    def test_sums_of_the_items_are_not_charged_twice(self):
        shipping = breakdown('SHIPPING', '7.00')
        result = read(order(
            '17.00', item(breakdown('ITEM', '10.00'), shipping, total='17.00'),
            breakdowns=[breakdown('ITEM', '10.00'), shipping],
        ))
        self.assertEqual(result.charges, ())

    def test_tax_and_discount_of_the_order_alone(self):
        for total, own in (
            ('9.00', {'discount': ('-1.00', '0', '0')}),
            ('10.80', {'tax': ('0.80', '0', '0')}),
            ('9.80', {'tax': ('0.80', '0', '0'), 'discount': ('-1.00', '0', '0')}),
            ('10.00', {}),
        ):
            with self.subTest(total):
                result = read(order(
                    total, item(total='10.00'),
                    breakdowns=[breakdown('TAX', '0.80'), breakdown('DISCOUNT', '1.00')],
                ))
                self.assert_charges(result.charges, **own)
                self.assertEqual(result.remarks, (Remark(NO_ADDRESS),))

    def test_something_is_taken_off(self):
        for kind in ('OTHER', 'SHIPPING', 'RECYCLING_FEE'):
            with self.subTest(kind):
                charges = self.read_item(
                    breakdown('ITEM', '10.00'), breakdown(kind, '-1.50'), total='8.50'
                )
                self.assert_charges(
                    charges, item=('10.00', '0', '0'), other=('-1.50', '0', '0')
                )

    def test_a_cent_by_rounding_is_the_dearest_charges(self):
        for total in ('19.99', '20.01'):
            with self.subTest(total):
                result = read(order(total, item(total='5.00'), item(total='15.00', ref='2')))
                self.assert_charges(result.items[0].charges, item=('5.00', '0', '0'))
                self.assertEqual(result.items[1].charges[0].gross, D(total) - 5)
                self.assertEqual(result.remarks, (Remark(NO_ADDRESS),))

    # === WHAT IS REFUSED === #

    def assert_malformed(self, wire, reason):
        with self.assertRaises(MalformedOrder) as caught:
            read(wire)
        self.assertIn(reason, caught.exception.reason)

    def test_two_currencies(self):
        wire = order('5.00', item(total='5.00'))
        wire['orderItems'][0]['proceeds']['proceedsTotal']['currencyCode'] = 'EUR'
        self.assert_malformed(wire, "The total of item 1 is not in USD")

    def test_no_currency(self):
        for currency in (None, '', 'US', 'usd', 'DOLLAR', 'U$D', '123'):
            with self.subTest(currency):
                wire = order('5.00', item(total='5.00'))
                wire['proceeds']['grandTotal']['currencyCode'] = currency
                self.assert_malformed(wire, "currency")

    def test_what_is_not_an_amount(self):
        for amount in (
            None, '', ' ', 'NaN', 'sNaN', 'Infinity', '-Infinity', 'free', '1,00', '1.000,00',
            '1 0', '1_0', '０', '٣', '0x10', '1.', '.5', '+1', '01', '--1', '1e', 'nan(1)', True,
            [], {}, float('nan'), float('inf'),
        ):
            with self.subTest(amount=amount):
                self.assert_malformed(order(amount, item(total='1.00')), "is not an amount")

    def test_absurd_amounts(self):
        for amount in (
            '1e999999999', '1e-999999999', '9' * 5000, '1e99999999999999999999999', '-1e999999999',
            10**13, '0.0000001', '1.' + '3' * 5000,
        ):
            with self.subTest(str(amount)[:9]):
                self.assert_malformed(order(amount, item(total='1.00')), "absurd")

    def test_amounts_that_are_as_good(self):
        for amount in ('5', '5.0', '5.00000000', '0.5e1', 5, 5.0):
            with self.subTest(amount=amount):
                self.assertEqual(read(order(amount, item(total=amount))).total, 5)

    # === ORDERS THAT ARE NOT SOLD === #

    def test_amounts_of_orders_that_are_not_sold_do_not_matter(self):
        for status in ('PENDING_AVAILABILITY', 'PENDING', 'CANCELLED', 'UNFULFILLABLE'):
            with self.subTest(status):
                wire = order('7.00', item(quantity=0), status=status)
                self.assertEqual(read(wire).total, 0)
                del wire['proceeds'], wire['orderItems'][0]['proceeds']
                self.assertEqual(read(wire).items[0].charges, ())

    # === WHATEVER THE SIMULATOR SELLS === #

    def test_orders_of_the_simulator(self):
        items = {
            'quantity': 3, 'unit_price': '19.99', 'shipping': '4.99', 'gift_wrap': '2.50',
            'cod_fee': '1.00', 'tax': '4.79', 'shipping_tax': '0.40', 'gift_wrap_tax': '0.20',
            'discount': '5.99', 'shipping_discount': '4.99',
        }
        shop = Simulator().shop
        for marketplace in ('US', 'DE', 'JP'):
            for prices_include_tax in (True, False):
                with self.subTest(marketplace=marketplace, prices_include_tax=prices_include_tax):
                    if marketplace == 'JP':
                        amounts = {key: round(float(value)) for key, value in items.items()}
                    else:
                        amounts = items
                    placed = shop.place(
                        marketplace, items=[Item('AMZ-MUG-WHITE', **amounts), Item('OTHER')],
                        prices_include_tax=prices_include_tax, delivery_tip=3,
                    )
                    result = read(order_to_wire(placed, set(DATASETS), shop.roles))
                    self.assertEqual(result.total, placed.total)
                    self.assertEqual(result.currency, placed.currency)
                    charges = [charge for item in result.items for charge in item.charges]
                    charges += result.charges
                    self.assertEqual(sum(charge.amount for charge in charges), placed.total)
                    taxes = [tax for item in placed.items for tax in item.taxes().values()]
                    self.assertEqual(sum(charge.tax for charge in charges), sum(taxes))
                    self.assert_charges(result.charges, delivery_tip=('3', '0', '0'))
