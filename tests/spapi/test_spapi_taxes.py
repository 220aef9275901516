import json

from odoo.tests import BaseCase, tagged

from ...spapi import Order
from .test_spapi_charges import D, breakdown, item, order, read

FACILITATOR = {'tax': {'taxCollections': [{'model': 'MARKETPLACE_FACILITATOR'}]}}


def facilitated(*breakdowns, scheme='', **details):
    """Return an item whose tax Amazon remits, as Amazon sends it."""
    wire = {**item(*breakdowns, **details), 'tax': {**FACILITATOR['tax']}}
    if scheme:
        wire['tax']['taxCalculationBreakdowns'] = [{'reportingScheme': scheme}]
    return wire


def scheme_only(word):
    tax = {'taxCalculationBreakdowns': [{'reportingScheme': word}]}
    return {**item(breakdown('ITEM', '10.00'), total='10.00'), 'tax': tax}


def in_euros(wire):
    """Return the same order in a currency whose prices are with tax."""
    return in_currency('EUR', wire)


def in_currency(code, wire):
    if isinstance(wire, dict):
        return {
            key: code if key == 'currencyCode' else in_currency(code, value)
            for key, value in wire.items()
        }
    return [in_currency(code, value) for value in wire] if isinstance(wire, list) else wire


@tagged('-at_install', 'post_install')
class TestWithheldTax(BaseCase):
    """What the buyer pays, what Amazon remits of it, and what the seller gets."""

    def assert_money(self, result, total, withheld):
        self.assertEqual((result.total, result.tax_withheld), (D(total), D(withheld)))
        self.assertEqual(result.due, D(total) - D(withheld))
        charges = [charge for item in result.items for charge in item.charges]
        self.assertEqual(sum(charge.amount for charge in (*charges, *result.charges)), D(total))
        self.assertTrue(result.is_money_sure)
        return {charge.kind: charge for charge in charges}

    def goods(self, total, **details):
        return facilitated(
            breakdown('ITEM', '40.00'), breakdown('SHIPPING', '4.00'),
            breakdown('TAX', '4.40', ITEM='4.00', SHIPPING='0.40'), total=total, **details,
        )

    def test_sales_tax_within_the_totals(self):
        charges = self.assert_money(read(order('48.40', self.goods('48.40'))), '48.40', '4.40')
        self.assertEqual(charges['item'].due, D('40.00'))
        self.assertEqual(charges['shipping'].due, D('4.00'))

    def test_sales_tax_left_out_of_the_totals(self):
        charges = self.assert_money(read(order('44.00', self.goods('44.00'))), '48.40', '4.40')
        self.assertEqual(charges['item'].due, D('40.00'))

    def test_sales_tax_left_out_of_the_order_s_total_alone(self):
        self.assert_money(read(order('44.00', self.goods('48.40'))), '48.40', '4.40')
        self.assert_money(read(order('44.00', self.goods(None))), '48.40', '4.40')

    def test_withheld_may_be_less_than_collected(self):
        charges = self.assert_money(read(order('45.10', self.goods('45.10'))), '48.40', '3.30')
        self.assertEqual(charges['item'].withheld, D('3.00'))
        self.assertEqual(charges['shipping'].withheld, D('0.30'))
        self.assertEqual(charges['item'].tax - charges['item'].withheld, D('1.00'))

    def test_withheld_may_be_taken_off_by_an_entry(self):
        for total, collected in (('45.10', '3.30'), ('44.00', '4.40'), ('48.40', '3.30')):
            goods = self.goods(total)
            goods['proceeds']['breakdowns'].append(breakdown('TAX', f'-{collected}'))
            with self.subTest(total=total):
                self.assert_money(read(order(total, goods)), '48.40', collected)

    def test_deemed_supply_with_tax_within_prices(self):
        wire = facilitated(
            breakdown('ITEM', '23.80'), breakdown('TAX', '3.80', ITEM='3.80'), total='23.80')
        charges = self.assert_money(read(in_euros(order('23.80', wire))), '23.80', '3.80')
        self.assertEqual(charges['item'].due, D('20.00'))

    def test_deemed_supply_left_out_of_totals(self):
        wire = facilitated(
            breakdown('ITEM', '23.80'), breakdown('TAX', '3.80', ITEM='3.80'), total='20.00')
        self.assert_money(read(in_euros(order('20.00', wire))), '23.80', '3.80')

    def test_basket_of_both(self):
        own = item(breakdown('ITEM', '10.00'), breakdown('TAX', '1.00'), total='11.00', ref='2')
        result = read(order('59.40', self.goods('48.40'), own))
        self.assert_money(result, '59.40', '4.40')
        self.assertEqual([item.tax.is_withheld for item in result.items], [True, False])

    def test_tax_that_no_item_has(self):
        bare = facilitated(breakdown('ITEM', '10.00'), total='10.00')
        tax = [breakdown('ITEM', '10.00'), breakdown('TAX', '1.00')]
        result = read(order('11.00', bare, breakdowns=tax))
        self.assertEqual((result.total, result.tax_withheld), (D('11.00'), D('1.00')))
        own = item(breakdown('ITEM', '10.00'), total='10.00')
        self.assertFalse(read(order('11.00', own, breakdowns=tax)).tax_withheld)

    def test_tax_that_no_item_of_a_basket_of_both_has_is_a_doubt(self):
        items = [
            facilitated(breakdown('ITEM', '40.00'), total='40.00'),
            item(breakdown('ITEM', '10.00'), total='10.00', ref='2'),
        ]
        tax = [breakdown('ITEM', '50.00'), breakdown('TAX', '5.00')]
        result = read(order('55.00', *items, breakdowns=tax))
        [remark] = [remark for remark in result.remarks if remark.is_doubt]
        self.assertEqual(
            (remark.kind, remark.said, remark.found), ('other_sum', D('55.00'), D('50.00')))

    def test_discount_lowers_the_tax(self):
        wire = facilitated(
            breakdown('ITEM', '20.00'), breakdown('DISCOUNT', '5.00', ITEM='5.00'),
            breakdown('TAX', '1.50', ITEM='2.00', DISCOUNT='-0.50'), total='16.50',
        )
        charges = self.assert_money(read(order('16.50', wire)), '16.50', '1.50')
        self.assertEqual(charges['item'].due, D('15.00'))

    def test_tax_on_discounts_may_be_an_entry_of_its_own(self):
        for subtotal in ('-0.50', '0.50'):
            wire = facilitated(
                breakdown('ITEM', '20.00'), breakdown('DISCOUNT', '5.00', ITEM='5.00'),
                breakdown('TAX', '2.00', ITEM='2.00'), breakdown('TAX', subtotal, DISCOUNT='-0.50'),
                total='16.50',
            )
            with self.subTest(subtotal):
                charges = self.assert_money(read(order('16.50', wire)), '16.50', '1.50')
                self.assertEqual(charges['item'].parts(), [charges['item']])

    def test_discounts_take_no_tax_off_what_bears_none(self):
        for kinds in (('ITEM', 'SHIPPING'), ('SHIPPING', 'ITEM')):
            taxed, untaxed = kinds
            wire = facilitated(
                breakdown(taxed, '40.00'), breakdown(untaxed, '5.00'),
                breakdown('DISCOUNT', '9.00', **{taxed: '4.00', untaxed: '5.00'}),
                breakdown('TAX', '3.60', **{taxed: '4.00', 'DISCOUNT': '-0.40'}), total='39.60',
            )
            charges = self.assert_money(read(order('39.60', wire)), '39.60', '3.60')
            self.assertEqual(charges[taxed.lower()].parts(), [charges[taxed.lower()]])
            self.assertEqual(charges[taxed.lower()].due, D('36.00'))
            self.assertEqual(charges[untaxed.lower()].amount, 0)

    def test_amounts_without_their_last_zeros(self):
        prices = breakdown('ITEM', '35.00'), breakdown('SHIPPING', '5.00')
        for withheld in ([], [breakdown('TAX', '-4')]):
            for tax in ('4', '4.0', '4.00'):
                wire = facilitated(
                    *prices, breakdown('TAX', tax, ITEM='3.50', SHIPPING='0.5'), *withheld,
                    total='44',
                )
                charges = self.assert_money(read(order('44', wire)), '44.00', '4.00')
                for charge in charges.values():
                    self.assertEqual(charge.parts(), [charge])

    def test_parts_of_amounts_without_their_last_zeros(self):
        for price, tax, collected, total in (
            ('40.00', '3.00', '-1.00', '42.00'), ('40', '3', '-1', '42'),
            ('4E+1', '3', '-1', '4.2E+1'),
        ):
            wire = facilitated(
                breakdown('ITEM', price), breakdown('TAX', tax, ITEM=tax),
                breakdown('TAX', collected), total=total,
            )
            charges = self.assert_money(read(order(total, wire)), '43.00', '1.00')
            with self.subTest(price=price):
                self.assertEqual(
                    [part.amount for part in charges['item'].parts()], [D('14.33'), D('28.67')])

    def test_parts_of_yen_are_whole_yen(self):
        wire = facilitated(
            breakdown('ITEM', '1000.00'), breakdown('SHIPPING', '333.00'),
            breakdown('TAX', '133.00', ITEM='100.00', SHIPPING='33.00'),
            breakdown('TAX', '-50.00'), total='1283.00',
        )
        charges = self.assert_money(
            read(in_currency('JPY', order('1283.00', wire))), '1333', '50')
        parts = [part for charge in charges.values() for part in charge.parts()]
        self.assertEqual(
            [(part.amount, part.withheld) for part in parts],
            [(380, 38), (620, 0), (121, 12), (212, 0)],
        )

    def test_a_cent_is_rounding_and_no_part(self):
        result = read(order('48.39', self.goods('48.39')))
        self.assertEqual((result.total, result.tax_withheld), (D('48.39'), D('4.40')))

    def test_what_is_nonsense_is_a_doubt(self):
        result = read(order('90.00', self.goods('48.40')))
        self.assertFalse(result.is_money_sure)
        self.assertEqual(result.tax_withheld, D('4.40'))

    # === WHOSE IT IS === #

    def test_undocumented_schemes_are_amazon_s(self):
        for word in ('IOSS', 'UOSS', 'GB_VOEC', 'AU_VOEC', 'CA_MPF', 'CH_SUPPLIER_IMPORT'):
            [result] = read(order('10.00', scheme_only(word))).items
            self.assertTrue(result.tax.is_withheld, word)
            self.assertEqual(result.tax.scheme, word)

    def test_scheme_under_which_amazon_remits_may_be_one_of_several(self):
        for words in (('REGULAR', 'IOSS'), ('', 'IOSS'), ('UOSS', 'IOSS'), ('IOSS', 'REGULAR')):
            wire = scheme_only(words[0])
            wire['tax']['taxCalculationBreakdowns'] = [
                {'reportingScheme': word} for word in words
            ]
            text = json.dumps(order('10.00', wire))
            [result] = Order.from_payload(text, own_schemes={'UOSS'}).items
            with self.subTest(words):
                self.assertEqual((result.tax.is_withheld, result.tax.scheme), (True, 'IOSS'))

    def test_facilitator_in_the_spelling_of_the_older_api(self):
        wire = self.goods('48.40')
        wire['tax']['taxCollections'] = [{'model': ''}, {'model': 'MarketplaceFacilitator'}]
        self.assert_money(read(order('48.40', wire)), '48.40', '4.40')

    def test_unknown_schemes_are_the_seller_s(self):
        [result] = read(order('10.00', scheme_only('REGULAR'))).items
        self.assertFalse(result.tax.is_withheld)

    def test_union_oss_may_be_the_seller_s_own(self):
        text = json.dumps(order('10.00', scheme_only('UOSS')))
        [result] = Order.from_payload(text, own_schemes={'UOSS'}).items
        self.assertFalse(result.tax.is_withheld)

    def test_responsible_party_may_be_empty(self):
        wire = self.goods('48.40')
        wire['tax']['taxCollections'][0] = {
            'model': 'MARKETPLACE_FACILITATOR', 'responsibleParty': '',
        }
        self.assert_money(read(order('48.40', wire)), '48.40', '4.40')

    # === FIGURES === #

    def test_figures_tell_that_the_tax_became_amazon_s(self):
        own = item(breakdown('ITEM', '10.00'), breakdown('TAX', '1.00'), total='11.00')
        figures = read(order('11.00', own)).figures
        self.assertNotEqual(figures, read(order('11.00', {**own, **FACILITATOR})).figures)
