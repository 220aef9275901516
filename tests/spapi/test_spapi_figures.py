from odoo.tests import BaseCase, tagged

from .test_spapi_cancellation import REQUEST, counted
from .test_spapi_charges import breakdown, item, money, order, read


@tagged('-at_install', 'post_install')
class TestFigures(BaseCase):
    """A digest tells whether Amazon changed quantities or amounts."""

    def wire(self, total='22.00', item_total='20.00', **different):
        tax = breakdown('TAX', '1.60', ITEM='1.60')
        mug = item(
            breakdown('ITEM', '18.40'), breakdown('SHIPPING', '2.00'),
            breakdown('DISCOUNT', '2.00', ITEM='2.00'), tax,
            total=item_total, quantity=2, ref='1',
        )
        cup = {**item(total='0', ref='2'), 'product': {'sellerSku': 'CUP'}}
        tip = breakdown('DELIVERY_TIP', '2.00')
        return {**order(total, mug, cup, breakdowns=[tip]), **different}

    def figures(self, **different):
        return read(self.wire(**different)).figures

    def test_digest(self):
        self.assertRegex(self.figures(), r'^[0-9a-f]{16}$')
        self.assertEqual(self.figures(), self.figures())

    def test_algorithm_stays(self):
        # Another one makes all orders look changed: see `Order.figures` before you mend this.
        self.assertEqual(self.figures(), 'a7ba708805812a24')

    def test_what_does_not_matter(self):
        wire = self.wire()
        mug, cup = wire['orderItems']
        for name, different in (
            ("order of items", {'orderItems': [cup, mug]}),
            ("last change", {'lastUpdatedTime': '2026-11-21T11:00:00Z'}),
            ("status", {'fulfillment': {
                'fulfillmentStatus': 'PARTIALLY_SHIPPED', 'fulfilledBy': 'MERCHANT',
            }}),
            ("buyer", {'buyer': {'buyerName': "Erika Mustermann"}}),
            ("packages", {'packages': [{'packageReferenceId': '1'}]}),
            ("wishes", {'orderItems': [{**mug, 'cancellation': REQUEST}, cup]}),
            ("shipped quantity", {'orderItems': [counted(mug, 1, 1), cup]}),
            ("title", {'orderItems': [
                {**mug, 'product': {**mug['product'], 'title': "Mug", 'serialNumbers': ['1']}}, cup,
            ]}),
        ):
            with self.subTest(name):
                self.assertNotEqual({**wire, **different}, wire)
                self.assertEqual(self.figures(**different), self.figures())

    def test_ways_to_write_an_amount(self):
        for total, item_total in (
            ('22', '20'), ('22.0', '20.000000'), ('2.2e1', '2E+1'), (22, 20.0),
        ):
            with self.subTest(total=total):
                self.assertEqual(self.figures(total=total, item_total=item_total), self.figures())
        zero = {'orderItems': [item(total='0'), item(total='-0.00', ref='2')]}
        minus = {'orderItems': [item(total='-0.00'), item(total='0e3', ref='2')]}
        self.assertEqual(self.figures(total='2', **zero), self.figures(total='2.00', **minus))
        self.assertEqual(
            read(order('0', item(total='0'))).figures, read(order('-0.00', item(total='0'))).figures
        )

    def test_order_of_amounts(self):
        charges = [breakdown(kind, '1.00') for kind in ('ITEM', 'SHIPPING', 'GIFT_WRAP', 'COD_FEE')]
        own = [breakdown('DELIVERY_TIP', '2.00'), breakdown('OTHER', '3.00')]
        self.assertEqual(
            read(order('9.00', item(*charges), breakdowns=own)).figures,
            read(order('9.00', item(*charges[::-1]), breakdowns=own[::-1])).figures,
        )

    def test_what_matters(self):
        wire = self.wire()
        mug, cup = wire['orderItems']
        breakdowns = mug['proceeds']['breakdowns']

        def with_breakdowns(*breakdowns):
            proceeds = {**mug['proceeds'], 'breakdowns': [*breakdowns]}
            return {'orderItems': [{**mug, 'proceeds': proceeds}, cup]}

        all_figures = [self.figures()]
        for name, different in (
            ("total", {'total': '21.00', 'item_total': '19.00'}),
            ("currency", {'orderItems': [
                {**mug, 'proceeds': {'proceedsTotal': money('22.00', 'EUR')}},
                {**cup, 'proceeds': {}, 'quantityOrdered': 0},
            ], 'proceeds': {'grandTotal': money('22.00', 'EUR')}}),
            ("currency alone", {'orderItems': [
                {**mug, 'proceeds': {'proceedsTotal': money('22.00')}},
                {**cup, 'proceeds': {}, 'quantityOrdered': 0},
            ], 'proceeds': {'grandTotal': money('22.00')}}),
            ("quantity", {'orderItems': [{**mug, 'quantityOrdered': 1}, cup]}),
            ("reference", {'orderItems': [{**mug, 'orderItemId': '3'}, cup]}),
            ("SKU", {'orderItems': [{**mug, 'product': {'sellerSku': 'MUG2'}}, cup]}),
            ("item that vanished", {'orderItems': [mug]}),
            ("shipping", with_breakdowns(
                breakdown('ITEM', '17.40'), breakdown('SHIPPING', '3.00'), *breakdowns[2:],
            )),
            ("discount", with_breakdowns(
                breakdown('ITEM', '17.40'), breakdowns[1],
                breakdown('DISCOUNT', '1.00', ITEM='1.00'), breakdowns[3],
            )),
            ("what is discounted", with_breakdowns(
                *breakdowns[:2], breakdown('DISCOUNT', '2.00', SHIPPING='2.00'), breakdowns[3],
            )),
            ("tax", with_breakdowns(
                breakdown('ITEM', '18.30'), *breakdowns[1:3], breakdown('TAX', '1.70', ITEM='1.70'),
            )),
            ("charge of its own", {'proceeds': {
                'grandTotal': money('22.00'), 'breakdowns': [breakdown('OTHER', '2.00')],
            }}),
        ):
            with self.subTest(name):
                figures = self.figures(**different)
                self.assertNotIn(figures, all_figures)
                all_figures.append(figures)

    def test_quantity_of_one_item_for_that_of_another(self):
        one, two = item(total='5.00', quantity=1, ref='1'), item(total='5.00', quantity=2, ref='2')
        other = [{**one, 'quantityOrdered': 2}, {**two, 'quantityOrdered': 1}]
        self.assertNotEqual(
            read(order('10.00', one, two)).figures, read(order('10.00', *other)).figures
        )

    def test_many_digits_count(self):
        totals = ('999999999999', '999999999999.00000', '999999999999.0')
        self.assertEqual(len({read(order(t, item(total=t))).figures for t in totals}), 1)
        totals = ('899999999999.999998', '899999999999.999999')
        self.assertEqual(len({read(order(t, item(total=t))).figures for t in totals}), 2)
