from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ...spapi import (
    DERIVED_PRICE,
    NO_ADDRESS,
    NO_MONEY,
    NO_PRICE,
    NO_SKU,
    NO_TOTAL,
    OTHER_ITEM_SUM,
    OTHER_PIECES,
    OTHER_SUM,
    UNREADABLE,
    MalformedOrder,
    Order,
    OrderHeader,
    Remark,
)
from .test_spapi_charges import breakdown, item, money, order, read

D = Decimal
ADDRESS = {'deliveryAddress': {'addressLine1': "1 Main Street", 'countryCode': 'US'}}


@tagged('-at_install', 'post_install')
class TestRemarks(BaseCase):
    """What Amazon leaves out, and where it contradicts itself, is said and stops nothing."""

    def read(self, wire):
        result = read({'recipient': ADDRESS, **wire})
        charges = [charge for item in result.items for charge in item.charges]
        self.assertEqual(
            sum(charge.amount for charge in [*charges, *result.charges]), result.total
        )
        return result

    # === WHAT IS MISSING === #

    def test_nothing_to_remark(self):
        result = self.read(order('5.00', item(total='5.00')))
        self.assertEqual(result.remarks, ())
        self.assertTrue(result.is_money_sure)

    def test_no_total(self):
        tip = breakdown('DELIVERY_TIP', '2.00')
        for items, total in (
            ([item(total='5.00'), item(total='6.00', ref='2')], '13.00'),
            ([item(unit_price='5.00', quantity=2)], '12.00'),
            ([item(breakdown('ITEM', '5.00'), breakdown('TAX', '1.00'))], '8.00'),
        ):
            with self.subTest(total):
                wire = order('1.00', *items, breakdowns=[tip])
                del wire['proceeds']['grandTotal']
                result = self.read(wire)
                self.assertEqual((result.total, result.currency), (D(total), 'USD'))
                self.assertEqual(result.remarks, (Remark(NO_TOTAL),))
                self.assertTrue(result.is_money_sure)

    def test_no_money_at_all(self):
        wire = {**order('1.00', item()), 'proceeds': {}}
        result = self.read(wire)
        self.assertEqual((result.total, result.currency), (0, ''))
        self.assertEqual(result.remarks, (Remark(NO_MONEY),))
        self.assertFalse(result.is_money_known)

    def test_replacement_without_any_money_misses_none(self):
        result = self.read({
            **order('1.00', item()), 'proceeds': {},
            'associatedOrders': [{'orderId': '1', 'associationType': 'REPLACEMENT_ORIGINAL_ID'}],
        })
        self.assertEqual((result.total, result.remarks), (0, ()))
        self.assertTrue(result.is_money_sure)

    def test_no_price_of_one_item(self):
        result = self.read(order('5.00', item(), item(total='2.00', ref='2')))
        self.assertEqual(result.remarks, (Remark(DERIVED_PRICE, 'MUG'),))
        self.assertTrue(result.is_money_sure)

    def test_no_price_of_two_items(self):
        result = self.read(order('5.00', item(), item(ref='2'), item(total='2.00', ref='3')))
        self.assertEqual(result.remarks, (Remark(NO_PRICE, 'MUG'), Remark(NO_PRICE, 'MUG')))
        self.assertEqual([charge.kind for charge in result.charges], ['difference'])
        self.assertEqual(result.charges[0].gross, 3)

    def test_unit_price_in_another_currency_is_as_good_as_none(self):
        wire = order('5.00', item(unit_price='9.00', total='5.00'))
        wire['orderItems'][0]['product']['price']['unitPrice'] = money('9.00', 'EUR')
        self.assertEqual(self.read(wire).remarks, ())
        del wire['orderItems'][0]['proceeds']
        self.assertEqual(self.read(wire).remarks, (Remark(DERIVED_PRICE, 'MUG'),))

    def test_no_sku(self):
        sold = item(total='5.00')
        sold['product'] = {'asin': 'B0MUG'}
        result = self.read(order('5.00', sold))
        self.assertEqual((result.items[0].sku, result.items[0].code), ('', 'B0MUG'))
        self.assertEqual(result.remarks, (Remark(NO_SKU, 'B0MUG'),))

    def test_no_address(self):
        for recipient in (None, {}, {'deliveryAddress': {'countryCode': 'US'}}):
            with self.subTest(recipient):
                wire = {**order('5.00', item(total='5.00')), 'recipient': recipient}
                self.assertEqual(self.read(wire).remarks, (Remark(NO_ADDRESS),))
                wire['fulfillment']['fulfilledBy'] = 'AMAZON'
                self.assertEqual(self.read(wire).remarks, ())

    def test_details_without_kind_or_amount(self):
        for kind in ('TAX', 'DISCOUNT'):
            for left_out in ('subtype', 'value'):
                with self.subTest(kind=kind, left_out=left_out):
                    row = breakdown(kind, '1.00', ITEM='1.00')
                    del row['detailedBreakdowns'][0][left_out]
                    result = self.read(order(
                        '9.00', item(breakdown('ITEM', '10.00'), row, total='9.00')
                    ))
                    self.assertEqual(result.total, 9)

    # === CONTRADICTIONS === #

    def assert_doubted(self, wire, *remarks):
        result = self.read(wire)
        self.assertEqual(result.remarks, remarks)
        self.assertTrue(result.is_money_known)
        self.assertFalse(result.is_money_sure)
        return result

    def test_items_do_not_add_up(self):
        result = self.assert_doubted(
            order('20.00', item(total='5.00'), item(total='6.00', ref='2')),
            Remark(OTHER_SUM, '', D('20.00'), D('11.00')),
        )
        self.assertEqual(result.charges[0].gross, 9)
        self.assertEqual(result.charges[0].kind, 'difference')

    def test_two_cents_are_a_difference(self):
        self.assert_doubted(
            order('20.00', item(total='19.98')), Remark(OTHER_SUM, '', D('20.00'), D('19.98'))
        )

    def test_charges_are_more_than_the_items_total(self):
        self.assert_doubted(
            order('5.00', item(
                breakdown('ITEM', '3.00'), breakdown('SHIPPING', '9.00'), total='5.00'
            )),
            Remark(OTHER_ITEM_SUM, 'MUG'),
        )

    def test_discount_is_more_than_the_price(self):
        self.assert_doubted(
            order('0.00', item(breakdown('ITEM', '8.00'), breakdown('DISCOUNT', '9.00'))),
            Remark(OTHER_ITEM_SUM, 'MUG'),
        )

    def test_negative_amounts(self):
        for total, sold in (
            ('-1.00', item(total='-1.00')),
            ('1.00', item(total='-1.00')),
            ('1.00', item(breakdown('ITEM', '-1.00'), total='1.00')),
        ):
            with self.subTest(total):
                result = self.read(order(total, sold))
                self.assertFalse(result.is_money_sure)
                self.assertEqual(result.total, D(total))

    def test_price_of_more_pieces_than_are_ordered(self):
        pieces = item(
            breakdown('ITEM', '30.00'), unit_price='10.00', total='30.00', quantity=2
        )
        self.assert_doubted(order('30.00', pieces), Remark(OTHER_PIECES, 'MUG'))
        pieces['measurement'] = {'unit': 'KILOGRAMS', 'value': 3}
        self.assertTrue(self.read(order('30.00', pieces)).is_money_sure)

    def test_price_of_nothing(self):
        result = self.read(order(
            '30.00', item(total='20.00', quantity=0), item(total='10.00', ref='2')
        ))
        self.assertIn(Remark(OTHER_PIECES, 'MUG'), result.remarks)
        self.assertEqual(result.items[0].charges[0].gross, 0)
        self.assertEqual(result.charges[0].gross, 20)

    def test_quantities_are_read_where_amounts_are_unreadable(self):
        wire = order('free', item(total='5.00', quantity=3))
        self.assertRaises(MalformedOrder, read, wire)
        payload = OrderHeader.from_wire(wire).payload
        result = Order.from_payload(payload, must_have_money=False)
        self.assertEqual(result.items[0].quantity, 3)
        self.assertEqual(result.remarks[0].kind, UNREADABLE)
        self.assertFalse(result.is_money_known)
